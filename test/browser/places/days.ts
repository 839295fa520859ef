/** The screens of days, and what lies over them. @module */

import type { Page } from 'playwright-core';
import { showAddress } from '../support/navigate.ts';
import type { Over, Screen } from '../support/sweep.ts';

const week = 'from=2026-03-09&to=2026-03-16';
const button = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name, exact: true });

async function openDay(page: Page): Promise<void> {
  await showAddress(page, `/attendance?${week}&day=1003:2026-03-10`);
}

/** Attendance, one person's days, today, reports. */
export const dayScreens: readonly Screen[] = [
  {
    route: '/attendance',
    path: '/attendance',
    title: 'Attendance',
    over: [
      {
        of: 'sheets/period-picker.tsx',
        name: 'period',
        by: button(/^March 2026/),
        dialog: 'Choose a period',
      },
      {
        of: 'sheets/saved-views.tsx',
        name: 'views',
        by: (page) => page.getByRole('button', { name: 'Views' }),
      },
      {
        of: 'sheets/attendance-head.tsx',
        dialog: 'Columns',
        by: (page) => page.getByRole('button', { name: 'Columns' }),
        only: 'wide',
      },
      {
        of: 'sheets/attendance-head.tsx',
        dialog: 'Legend',
        by: (page) => page.getByRole('button', { name: 'Legend' }),
      },
      {
        of: 'downloads/download-dialog.tsx',
        dialog: 'Download attendance',
        by: (page) => page.getByRole('main').getByRole('button', { name: 'Download', exact: true }),
      },
      {
        of: 'sheets/generate-dialog.tsx',
        dialog: 'Generate attendance sheets',
        by: (page) => page.getByRole('main').getByRole('button', { name: 'Generate', exact: true }),
        only: 'wide',
      },
      {
        of: 'exports/export-dialog.tsx',
        dialog: 'Export',
        by: (page) => page.getByRole('main').getByRole('button', { name: 'Export', exact: true }),
        only: 'wide',
      },
      {
        of: 'app/palette.tsx',
        dialog: 'Search or do',
        by: (page) => page.getByRole('button', { name: /^Search or do/ }),
      },
      { of: 'app/key-map.tsx', dialog: 'Keys', open: (page) => page.keyboard.press('?') },
      {
        of: 'app/freshness.tsx',
        dialog: 'How fresh this is',
        by: (page) => page.getByRole('button', { name: /^All terminals read|^Not everything is read/ }),
      },
      { of: 'app/more-places.tsx', name: 'places', by: button('More places'), only: 'phone' },
      { of: 'ui/select.tsx', name: 'departments', by: button(/Department$/) },
      {
        of: 'app/person-menu.tsx',
        name: 'person',
        by: (page) => page.getByRole('button', { name: /^Signed in as/ }),
      },
    ],
  },
  {
    route: '/attendance',
    path: `/attendance?${week}`,
    title: 'Attendance',
    over: [
      {
        of: 'sheets/lock-dialog.tsx',
        dialog: /^Lock/,
        by: button(/^Lock /),
        only: 'wide',
      },
      ...(['Add leave', 'Plan differently', 'Remark'] as const).map(
        (verb): Over => ({
          of: 'sheets/bulk-dialog.tsx',
          dialog: verb,
          open: async (page) => {
            const tick = page.getByRole('checkbox', { name: 'Select Sample Person 1003' });
            if (!(await tick.isChecked())) await tick.click();
            await page.getByRole('button', { name: verb, exact: true }).click();
          },
          only: 'wide',
        }),
      ),
    ],
  },
  {
    route: '/attendance',
    path: '/attendance?from=2026-03-06&to=2026-03-09',
    title: 'Attendance',
    over: [{ of: 'sheets/lock-dialog.tsx', dialog: /^Unlock/, by: button(/^Unlock/), only: 'wide' }],
  },
  { route: '/attendance', path: `/attendance?${week}&view=day&date=2026-03-10`, title: 'Attendance' },
  { route: '/attendance', path: '/attendance?from=2025-01-01&to=2025-02-01', title: 'Attendance' },
  {
    route: '/attendance',
    path: `/attendance?${week}&search=nobody`,
    title: 'Attendance',
    over: [
      {
        of: 'sheets/saved-views.tsx',
        dialog: 'Save this view',
        by: button('Views'),
        item: 'Save this view…',
      },
    ],
  },
  {
    route: '/attendance',
    path: `/attendance?${week}`,
    title: 'Attendance',
    over: [
      { of: 'sheets/day/day-drawer.tsx', dialog: /10 Mar/, open: openDay },
      ...['Add a time', 'Leave', 'Override', 'Remark'].map(
        (verb): Over => ({
          of: 'sheets/day/day-drawer.tsx',
          name: verb,
          dialog: /10 Mar/,
          open: openDay,
          inside: (drawer) => drawer.getByRole('button', { name: verb, exact: true }).click(),
          holdsForm: true,
        }),
      ),
    ],
  },
  {
    route: '/attendance/$userId',
    path: `/attendance/1003?${week}`,
    title: 'Sample Person 1003',
  },
  { route: '/attendance/$userId', path: `/attendance/9999?${week}`, title: '9999', trouble: /404/ },
  {
    route: '/today',
    path: '/today',
    title: 'Today',
    over: [
      { of: 'today/today-screen.tsx', name: 'wall', by: button('Wall') },
      {
        of: 'today/wall.tsx',
        dialog: 'Today',
        open: (page) => showAddress(page, '/today?wall=true'),
      },
      {
        of: 'today/people-drawer.tsx',
        dialog: 'Out',
        open: (page) => showAddress(page, '/today?state=out'),
      },
    ],
  },
  { route: '/attendance', path: `/attendance?${week}`, title: 'Attendance', role: 'viewer' },
  { route: '/today', path: '/today', title: 'Today', role: 'viewer' },
  { route: '/reports', path: '/reports', title: 'Reports' },
];
