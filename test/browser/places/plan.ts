/** The screens of the plan and of leave, and what lies over them. @module */

import type { Page } from 'playwright-core';
import type { Screen } from '../support/sweep.ts';

const button = (name: string | RegExp) => (page: Page) =>
  page.getByRole('main').getByRole('button', { name, exact: true });

/** Schedules, rosters, the board, holidays, leave. */
export const planScreens: readonly Screen[] = [
  {
    route: '/schedules/clocking',
    path: '/schedules/clocking',
    title: 'Schedules',
    over: [
      { of: 'plan/clocking-screen.tsx', name: 'more', by: button('More') },
      { of: 'plan/new-plan-dialog.tsx', dialog: 'New schedule', by: button('New schedule') },
      { of: 'plan/rules-file-dialog.tsx', dialog: 'Rules file', by: button('More'), item: 'Rules file…' },
    ],
  },
  {
    route: '/schedules/clocking',
    path: '/schedules/clocking?id=office',
    title: 'Office hours',
    over: [
      {
        of: 'plan/week-editor.tsx',
        name: 'apply to',
        by: (page) => page.getByRole('button', { name: /^Apply / }).first(),
      },
    ],
  },
  { route: '/schedules/clocking', path: '/schedules/clocking?id=office&tab=range', title: 'Office hours' },
  { route: '/schedules/clocking', path: '/schedules/clocking?id=office&tab=rounding', title: 'Office hours' },
  {
    route: '/schedules/clocking',
    path: '/schedules/clocking?id=office&tab=overtime',
    title: 'Office hours',
    over: [{ of: 'plan/overtime-rules.tsx', name: 'add an entry', by: button('Add an entry') }],
  },
  { route: '/schedules/clocking', path: '/schedules/clocking?id=night', title: /./ },
  {
    route: '/schedules/rosters',
    path: '/schedules/rosters',
    title: 'Rosters',
    over: [
      { of: 'plan/rosters-screen.tsx', name: 'more', by: button('More') },
      { of: 'plan/new-plan-dialog.tsx', dialog: 'New roster', by: button('New roster') },
      {
        of: 'day/hr-import-dialog.tsx',
        dialog: 'Rosters from a file',
        by: button('Give rosters from a file'),
      },
    ],
  },
  { route: '/schedules/rosters', path: '/schedules/rosters?id=office-week', title: 'Office week' },
  { route: '/schedules/rosters', path: '/schedules/rosters?id=night-crew', title: /./ },
  { route: '/schedules/board', path: '/schedules/board', title: 'Board' },
  { route: '/schedules/board', path: '/schedules/board?search=nobody', title: 'Board' },
  {
    route: '/schedules/holidays',
    path: '/schedules/holidays?id=holidays&year=2026',
    title: 'Holidays',
    over: [
      { of: 'plan/holiday-dialogs.tsx', dialog: 'New calendar', by: button('New calendar') },
      { of: 'plan/holiday-dialogs.tsx', dialog: 'Paste a list', by: button('Paste a list') },
      {
        of: 'plan/holiday-dialogs.tsx',
        dialog: /17 Mar/,
        by: button('Tuesday 17 March: Sample holiday'),
      },
    ],
  },
  {
    route: '/schedules/leave',
    path: '/schedules/leave?from=2026-03-02&to=2026-03-30',
    title: 'Leave',
    over: [
      { of: 'records/new-leave-dialog.tsx', dialog: 'New leave', by: button('New leave') },
      { of: 'day/hr-import-dialog.tsx', dialog: 'Leave from a file', by: button('Import') },
      {
        of: 'records/leave-drawer.tsx',
        dialog: /11 Mar/,
        by: (page) => page.getByRole('gridcell', { name: /1002, Wednesday,? 11 March/ }),
      },
    ],
  },
  {
    route: '/schedules/leave',
    path: '/schedules/leave?from=2026-03-02&to=2026-03-30',
    title: 'Leave',
    role: 'hr',
    over: [
      {
        of: 'records/reject-dialog.tsx',
        dialog: 'Reject the leave',
        by: (page) => page.getByRole('button', { name: /^Reject the leave of/ }).first(),
      },
    ],
  },
  {
    route: '/schedules/holidays',
    path: '/schedules/holidays?id=holidays',
    title: 'Holidays',
    role: 'viewer',
  },
  {
    route: '/schedules/clocking',
    path: '/schedules/clocking?id=office',
    title: 'Office hours',
    role: 'viewer',
  },
  { route: '/approvals', path: '/approvals', title: 'Approvals', role: 'hr' },
];
