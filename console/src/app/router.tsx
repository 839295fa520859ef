/** Which address shows which screen. Every screen is loaded when it is first opened; what is in the address is its state. @module */

import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  RouterProvider,
  redirect,
} from '@tanstack/react-router';
import { useState } from 'react';
import { meQuery } from '../api/index.ts';
import { boardSearch, leaveSearch, planSearch } from '../plan/search.ts';
import { approvalsSearch } from '../records/search.ts';
import { exportsSearch, reportsSearch } from '../reports/search.ts';
import { attendanceSearch, personSearch } from '../sheets/search.ts';
import { isAnyRead, isStartDismissed, startTerminalsQuery } from '../start/first-run.ts';
import { terminalSearch, terminalsSearch } from '../terminals/search.ts';
import { todaySearch } from '../today/search.ts';
import { userSearch, usersSearch } from '../users/search.ts';
import { ScreenFailed } from './screen-failed.tsx';
import { Shell } from './shell.tsx';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Shell,
  notFoundComponent: lazyRouteComponent(() => import('./unknown-page.tsx'), 'UnknownPage'),
});

/** Whether no terminal has ever been read; a question that fails does not keep anybody from their work. */
async function isFirstRun(queryClient: QueryClient): Promise<boolean> {
  const terminals = await queryClient.ensureQueryData(startTerminalsQuery).catch(() => undefined);
  return terminals !== undefined && !isAnyRead(terminals);
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context }) => {
    const { role } = await context.queryClient.ensureQueryData(meQuery);
    if (role === 'admin' && !isStartDismissed() && (await isFirstRun(context.queryClient))) {
      throw redirect({ to: '/start' });
    }
    throw redirect({ to: role === 'viewer' ? '/today' : '/attendance' });
  },
});

const screens = [
  createRoute({
    getParentRoute: () => root,
    path: '/today',
    validateSearch: todaySearch,
    component: lazyRouteComponent(() => import('../today/today-screen.tsx'), 'TodayScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/attendance',
    validateSearch: attendanceSearch,
    component: lazyRouteComponent(() => import('../sheets/attendance-screen.tsx'), 'AttendanceScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/attendance/$userId',
    validateSearch: personSearch,
    component: lazyRouteComponent(() => import('../sheets/person-screen.tsx'), 'PersonScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/users',
    validateSearch: usersSearch,
    component: lazyRouteComponent(() => import('../users/users-screen.tsx'), 'UsersScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/users/$userId',
    validateSearch: userSearch,
    component: lazyRouteComponent(() => import('../users/user-screen.tsx'), 'UserScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/approvals',
    validateSearch: approvalsSearch,
    component: lazyRouteComponent(() => import('../records/approvals-screen.tsx'), 'ApprovalsScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/schedules',
    beforeLoad: () => {
      throw redirect({ to: '/schedules/clocking' });
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/schedules/clocking',
    validateSearch: planSearch,
    component: lazyRouteComponent(() => import('../plan/clocking-screen.tsx'), 'ClockingScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/schedules/rosters',
    validateSearch: planSearch,
    component: lazyRouteComponent(() => import('../plan/rosters-screen.tsx'), 'RostersScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/schedules/board',
    validateSearch: boardSearch,
    component: lazyRouteComponent(() => import('../plan/board-screen.tsx'), 'BoardScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/schedules/holidays',
    validateSearch: planSearch,
    component: lazyRouteComponent(() => import('../plan/holidays-screen.tsx'), 'HolidaysScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/schedules/leave',
    validateSearch: leaveSearch,
    component: lazyRouteComponent(() => import('../records/leave-screen.tsx'), 'LeaveScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/terminals',
    validateSearch: terminalsSearch,
    component: lazyRouteComponent(() => import('../terminals/terminals-screen.tsx'), 'TerminalsScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/terminals/$serial',
    validateSearch: terminalSearch,
    component: lazyRouteComponent(() => import('../terminals/terminal-screen.tsx'), 'TerminalScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/bridges/$bridgeId',
    component: lazyRouteComponent(() => import('../terminals/bridge-screen.tsx'), 'BridgeScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reports',
    validateSearch: reportsSearch,
    component: lazyRouteComponent(() => import('../reports/reports-screen.tsx'), 'ReportsScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/exports',
    validateSearch: exportsSearch,
    component: lazyRouteComponent(() => import('../exports/exports-screen.tsx'), 'ExportsScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings',
    beforeLoad: () => {
      throw redirect({ to: '/settings/$section', params: { section: 'you' } });
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings/$section',
    component: lazyRouteComponent(() => import('../settings/settings-screen.tsx'), 'SettingsScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/start',
    component: lazyRouteComponent(() => import('../start/start-screen.tsx'), 'StartScreen'),
  }),
] as const;

function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([home, ...screens]),
    context: { queryClient },
    defaultErrorComponent: ScreenFailed,
    defaultPendingMs: 300,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

/** The console behind the sign-in. */
export function ConsoleRouter({ queryClient }: { queryClient: QueryClient }) {
  const [router] = useState(() => makeRouter(queryClient));
  return <RouterProvider router={router} />;
}
