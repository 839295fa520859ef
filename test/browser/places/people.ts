/** The screens of users, and what lies over them. @module */

import type { Page } from 'playwright-core';
import { choose } from '../support/fields.ts';
import type { Screen } from '../support/sweep.ts';

const button = (name: string | RegExp) => (page: Page) =>
  page.getByRole('main').getByRole('button', { name, exact: true });
const more = button('More');

/** Chooses the first user of the list. */
async function chooseOne(page: Page): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('checkbox', { name: /1001|987654/ })
    .first()
    .click({ force: true });
}

/** Puts a file into the field of the dialog for files. */
async function choosing(page: Page, name: string, text: string): Promise<void> {
  await button('File')(page).click();
  await page.getByRole('menuitem', { name: 'Import a file' }).click();
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
}

/** Users, one user. */
export const peopleScreens: readonly Screen[] = [
  {
    route: '/users',
    path: '/users',
    title: 'Users',
    over: [
      { of: 'users/users-screen.tsx', name: 'file menu', by: button('File') },
      { of: 'users/users-filters.tsx', dialog: 'Columns', by: button('Columns'), only: 'wide' },
      { of: 'users/new-user-dialog.tsx', dialog: 'New user', by: button('New user') },
      { of: 'users/download-user-dialog.tsx', dialog: 'Download user', by: button('Download user') },
      { of: 'users/import-dialog.tsx', dialog: 'Import a file', by: button('File'), item: /^Import a file/ },
      {
        of: 'users/import-people.tsx',
        dialog: /^Import people/,
        open: (page) => choosing(page, 'people.csv', 'id,name\n4001,Sample Person 4001\n'),
      },
      {
        of: 'users/import-terminal-file.tsx',
        dialog: /^Punches of attlog/,
        open: (page) => choosing(page, 'attlog.dat', '1001\t2026-03-19 09:00:00\t1\t0\t1\t0\n'),
      },
      {
        of: 'users/bulk-dialogs.tsx',
        dialog: /department/i,
        open: async (page) => {
          await chooseOne(page);
          await page.getByRole('button', { name: 'Department', exact: true }).last().click();
        },
        only: 'wide',
      },
      {
        of: 'users/send-dialog.tsx',
        dialog: /^Send 1 user/,
        open: (page) => page.getByRole('button', { name: 'Send to terminals' }).click(),
        only: 'wide',
      },
    ],
  },
  {
    route: '/users',
    path: '/users?tab=new',
    title: 'Users',
    over: [
      {
        of: 'users/download-progress.tsx',
        dialog: 'Download user',
        by: button('Download user'),
        inside: async (dialog) => {
          await choose(dialog, 'Terminal', /SAMPLE0000001/);
          await dialog.getByRole('checkbox', { name: '2 chosen' }).waitFor();
          await dialog.getByRole('button', { name: 'Download 2 users' }).click();
          await dialog.getByText('Done. Details of 2 users were taken.').waitFor();
        },
        only: 'wide',
      },
    ],
  },
  {
    route: '/users',
    path: '/users?tab=unknown',
    title: 'Users',
    over: [
      {
        of: 'users/create-from-pin-dialog.tsx',
        dialog: /^Create a user/,
        by: button('Create 987654'),
      },
      { of: 'users/belongs-to-dialog.tsx', dialog: /^Whose are/, by: button('987654 belongs to…') },
    ],
  },
  { route: '/users', path: '/users?tab=unknown&ignored=true', title: 'Users' },
  {
    route: '/users',
    path: '/users?tab=suspended',
    title: 'Users',
    over: [
      {
        of: 'users/bulk-result.tsx',
        dialog: /refused$/,
        open: async (page, { api }) => {
          await page.getByRole('main').getByRole('checkbox', { name: /3001/ }).click({ force: true });
          await api.eraseUser({ params: { userId: '3001' }, body: { confirm: '3001' } });
          await page.getByRole('button', { name: 'Make active' }).click();
        },
        only: 'wide',
      },
    ],
  },
  { route: '/users', path: '/users?search=nobody', title: 'Users' },
  {
    route: '/users/$userId',
    path: '/users/1003',
    title: 'Sample Person 1003',
    over: [
      { of: 'users/user-actions.tsx', name: 'more', by: more },
      { of: 'users/send-dialog.tsx', dialog: /^Send 1 user/, by: more, item: 'Send to terminals' },
      {
        of: 'users/send-progress.tsx',
        dialog: /^Send (?:1 user )?to terminals$/,
        by: more,
        item: 'Send to terminals',
        inside: async (dialog) => {
          await dialog.getByText('SAMPLE0000001').click();
          await dialog.getByRole('button', { name: 'Send', exact: true }).click();
          await dialog.page().getByRole('dialog', { name: 'Send to terminals', exact: true }).waitFor();
        },
        only: 'wide',
      },
      { of: 'users/merge-dialog.tsx', dialog: 'Change the id', by: more, item: 'Change the id' },
      { of: 'users/merge-dialog.tsx', dialog: /^Merge/, by: more, item: 'Merge into another user' },
      {
        of: 'users/erase-dialog.tsx',
        dialog: 'Erase this person for good?',
        by: more,
        item: 'Erase this person',
      },
    ],
  },
  {
    route: '/users/$userId',
    path: '/users/1004',
    title: 'Sample Person 1004',
    trouble: /412/,
    over: [
      {
        of: 'users/three-way-dialog.tsx',
        dialog: 'Somebody else has changed this user',
        open: async (page, { api }) => {
          await page.getByRole('textbox', { name: 'Position' }).fill('Night guard');
          const { body, etag = '' } = await api.getUser.answer({ params: { userId: '1004' } });
          await api.updateUser({
            params: { userId: body.id },
            body: { position: 'Day guard' },
            ifMatch: etag,
          });
          await page.getByRole('button', { name: 'Save' }).click();
        },
        only: 'wide',
      },
    ],
  },
  { route: '/users/$userId', path: '/users/1003?part=roster', title: 'Sample Person 1003' },
  { route: '/users/$userId', path: '/users/1003?part=punches', title: 'Sample Person 1003' },
  { route: '/users/$userId', path: '/users/1003?part=terminals', title: 'Sample Person 1003' },
  { route: '/users/$userId', path: '/users/1003?part=audit', title: 'Sample Person 1003' },
  { route: '/users/$userId', path: '/users/1017', title: '1017' },
  { route: '/users/$userId', path: '/users/9999', title: '9999', trouble: /404/ },
  { route: '/users', path: '/users', title: 'Users', role: 'viewer' },
  { route: '/users/$userId', path: '/users/1003', title: 'Sample Person 1003', role: 'viewer' },
];
