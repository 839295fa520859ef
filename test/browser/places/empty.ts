/** The screens of an organisation that has nothing yet, and an address that leads nowhere. @module */

import type { Organisation } from '#test/support/cloud.ts';
import type { ScreenOf } from '../support/sweep.ts';

const paths = {
  '/start': /./,
  '/today': 'Today',
  '/attendance': 'Attendance',
  '/users': 'Users',
  '/users?tab=new': 'Users',
  '/users?tab=unknown': 'Users',
  '/schedules/clocking': 'Schedules',
  '/schedules/rosters': 'Rosters',
  '/schedules/board': 'Board',
  '/schedules/holidays': 'Holidays',
  '/schedules/leave': 'Leave',
  '/terminals': 'Terminals',
  '/terminals?tab=bridges': 'Terminals',
  '/terminals?tab=sites': 'Terminals',
  '/reports?report=lateness': 'Late and early',
  '/exports?tab=history': 'Export for payroll',
  '/exports?tab=schedules': 'Export for payroll',
  '/settings/keys': 'Settings',
  '/settings/webhooks': 'Settings',
  '/settings/quarantine': 'Settings',
  '/nowhere': 'Not found',
} as const;

/** Empty lists say what belongs in them. */
export const emptyScreens: readonly ScreenOf<Organisation>[] = Object.entries(paths).map(([path, title]) => ({
  route: path,
  path,
  title,
}));
