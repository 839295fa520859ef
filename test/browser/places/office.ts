/** The screens of exports, settings and the first steps, and what lies over them. @module */

import type { Page } from 'playwright-core';
import { showAddress } from '../support/navigate.ts';
import type { Screen } from '../support/sweep.ts';

const button = (name: string | RegExp) => (page: Page) =>
  page.getByRole('main').getByRole('button', { name, exact: true });
const onKey = (page: Page) => page.getByRole('button', { name: 'Actions on Sample program' });
const onWebhook = (page: Page) => page.getByRole('main').getByRole('button', { name: /^Actions on/ });
const onMail = (page: Page) => page.getByRole('button', { name: /^What to do with/ });
const settings = (section: string) =>
  ({ route: '/settings/$section', path: `/settings/${section}`, title: 'Settings' }) as const;

/** Exports, reports, settings, the first steps, and an address that leads nowhere. */
export const officeScreens: readonly Screen[] = [
  { route: '/exports', path: '/exports', title: 'Export for payroll' },
  { route: '/exports', path: '/exports?tab=export&template=export-detail', title: 'Export for payroll' },
  {
    route: '/exports',
    path: '/exports?tab=history',
    title: 'Export for payroll',
    over: [
      {
        of: 'exports/export-history.tsx',
        dialog: 'Export',
        open: (page, { exportId }) => showAddress(page, `/exports?tab=history&export=${exportId}`),
      },
    ],
  },
  { route: '/exports', path: '/exports?tab=templates', title: 'Export for payroll' },
  {
    route: '/exports',
    path: '/exports?tab=templates&template=export-summary',
    title: 'Export for payroll',
    over: [{ of: 'exports/copy-template-dialog.tsx', dialog: 'Save a copy', by: button('Save a copy') }],
  },
  {
    route: '/exports',
    path: '/exports?tab=templates&template=sample-payroll',
    title: 'Export for payroll',
    over: [{ of: 'exports/template-page.tsx', dialog: 'Delete the template', by: button('Delete') }],
  },
  {
    route: '/exports',
    path: '/exports?tab=schedules',
    title: 'Export for payroll',
    over: [
      { of: 'exports/export-schedules.tsx', name: 'actions', by: button('Actions on monthly') },
      {
        of: 'exports/schedule-dialog.tsx',
        dialog: 'Edit monthly',
        by: button('Actions on monthly'),
        item: 'Edit',
      },
      { of: 'exports/schedule-dialog.tsx', dialog: 'Add a schedule', by: button('Add a schedule') },
    ],
  },
  {
    route: '/reports',
    path: '/reports',
    title: 'Reports',
    over: [
      { of: 'reports/mails.tsx', name: 'what to do', by: onMail },
      { of: 'reports/mail-dialog.tsx', dialog: 'Change what is sent', by: onMail, item: 'Change' },
      { of: 'reports/mail-runs.tsx', dialog: /^Sample exceptions$/, by: onMail, item: 'What was sent' },
      { of: 'reports/mails.tsx', dialog: /no more\?$/, by: onMail, item: 'Send no more' },
    ],
  },
  {
    route: '/reports',
    path: '/reports?report=lateness&from=2026-03-01&to=2026-04-01',
    title: 'Late and early',
    over: [
      { of: 'reports/report-page.tsx', name: 'save', by: button('Save') },
      { of: 'reports/period-control.tsx', name: 'period', by: button('Choose a period') },
    ],
  },
  {
    route: '/reports',
    path: '/reports?report=exceptions&from=2026-03-01&to=2026-04-01',
    title: 'Exceptions',
  },
  {
    ...settings('server'),
    over: [
      {
        of: 'settings/updates-dialog.tsx',
        dialog: 'Updates of bridges',
        by: button('Change the updates of bridges'),
      },
    ],
  },
  {
    ...settings('organisation'),
    over: [
      { of: 'settings/department-dialog.tsx', dialog: 'Add a department', by: button('Add a department') },
      {
        of: 'settings/department-dialog.tsx',
        dialog: 'Edit Sample department',
        by: button('Edit Sample department'),
      },
    ],
  },
  settings('rules'),
  settings('approvals'),
  settings('people'),
  {
    ...settings('keys'),
    over: [
      { of: 'settings/new-key-dialog.tsx', dialog: 'Create an API key', by: button('Create a key') },
      {
        of: 'settings/shown-key-dialog.tsx',
        dialog: /^(?:Create an API key|Key created)$/,
        by: button('Create a key'),
        inside: async (dialog) => {
          await dialog.getByRole('textbox', { name: 'Name' }).fill('Another program');
          await dialog.getByRole('button', { name: 'All that read' }).click();
          await dialog.getByRole('button', { name: 'Create', exact: true }).click();
          await dialog.getByRole('button', { name: 'I have copied it' }).waitFor();
        },
        only: 'wide',
      },
      { of: 'settings/keys-section.tsx', name: 'actions', by: onKey },
      {
        of: 'settings/key-scopes-dialog.tsx',
        dialog: 'Scopes of Sample program',
        by: onKey,
        item: 'Change scopes',
      },
      {
        of: 'settings/rotate-key-dialog.tsx',
        dialog: 'Rotate Sample program',
        by: onKey,
        item: 'Rotate',
      },
      { of: 'settings/keys-section.tsx', dialog: 'Delete Sample program', by: onKey, item: 'Delete' },
    ],
  },
  {
    ...settings('webhooks'),
    over: [
      { of: 'settings/webhook-dialog.tsx', dialog: 'Add a webhook', by: button('Add a webhook') },
      {
        of: 'settings/change-log.tsx',
        dialog: 'Turn the log of changes off',
        open: (page) => page.getByText('Keep the log of changes').click(),
      },
      { of: 'settings/webhook-card.tsx', name: 'actions', by: onWebhook },
      { of: 'settings/webhook-dialog.tsx', dialog: 'Edit the webhook', by: onWebhook, item: 'Edit' },
      {
        of: 'settings/webhook-replay-dialog.tsx',
        dialog: 'Send changes again',
        by: onWebhook,
        item: /again/,
      },
      { of: 'settings/webhook-card.tsx', dialog: 'Delete the webhook', by: onWebhook, item: 'Delete' },
    ],
  },
  {
    ...settings('quarantine'),
    over: [
      {
        of: 'settings/quarantine-bar.tsx',
        dialog: /^Set \d+ records? aside/,
        open: async (page) => {
          const tick = page.getByRole('main').getByRole('checkbox').last();
          if (!(await tick.isChecked())) await tick.click({ force: true });
          await page.getByRole('button', { name: 'Set aside', exact: true }).click();
        },
        only: 'wide',
      },
    ],
  },
  settings('audit'),
  settings('you'),
  { ...settings('nowhere'), path: '/settings/nowhere' },
  { route: '/start', path: '/start', title: /./ },
  { route: '/settings/$section', path: '/settings/you', title: 'Settings', role: 'viewer' },
  { route: '/exports', path: '/exports', title: 'Export for payroll', role: 'viewer' },
];
