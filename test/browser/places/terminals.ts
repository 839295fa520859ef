/** The screens of terminals and bridges, and what lies over them. @module */

import type { Page } from 'playwright-core';
import type { Screen } from '../support/sweep.ts';

const button = (name: string | RegExp) => (page: Page) =>
  page.getByRole('main').getByRole('button', { name, exact: true });
const more = (page: Page) => page.getByRole('button', { name: /^More about/ });
const gate = '/terminals/SAMPLE0000001';

/** Terminals, bridges. */
export const terminalScreens: readonly Screen[] = [
  {
    route: '/terminals',
    path: '/terminals',
    title: 'Terminals',
    over: [
      { of: 'terminals/terminals-screen.tsx', name: 'add', by: button('Add') },
      {
        of: 'terminals/add-bridge-dialog.tsx',
        dialog: 'Add a bridge',
        by: button('Add'),
        item: /^Add a bridge/,
      },
      {
        of: 'terminals/add-bridge-dialog.tsx',
        name: 'command of a bridge',
        dialog: /^Add (?:a|the) bridge/,
        by: button('Add'),
        item: /^Add a bridge/,
        inside: async (dialog) => {
          await dialog.getByLabel('Name of the bridge').fill('Main gate');
          await dialog.getByRole('button', { name: 'Continue' }).click();
          await dialog.getByText('Waiting for the bridge…').waitFor();
        },
      },
      {
        of: 'terminals/register-dialog.tsx',
        dialog: /^Register/,
        by: button('Add'),
        item: /^Register a push/,
      },
    ],
  },
  { route: '/terminals', path: '/terminals?tab=pending', title: 'Terminals' },
  { route: '/terminals', path: '/terminals?tab=bridges', title: 'Terminals' },
  {
    route: '/terminals',
    path: '/terminals?tab=sites',
    title: 'Terminals',
    over: [
      {
        of: 'terminals/site-drawer.tsx',
        dialog: 'Sample site',
        by: (page) => page.getByRole('link', { name: 'Sample site', exact: true }),
      },
    ],
  },
  {
    route: '/terminals/$serial',
    path: gate,
    title: 'SAMPLE0000001',
    over: [
      { of: 'terminals/edit-dialog.tsx', dialog: /^Edit/, by: button('Edit') },
      { of: 'terminals/terminal-menu.tsx', name: 'more', by: more },
      { of: 'terminals/complete-dialog.tsx', dialog: /^Declare/, by: more, item: /^Declare complete/ },
      { of: 'terminals/merge-dialog.tsx', dialog: /^Count/, by: more, item: /^Count as another/ },
      { of: 'terminals/retire-dialog.tsx', dialog: /^Retire/, by: more, item: /^Retire/ },
    ],
  },
  { route: '/terminals/$serial', path: `${gate}?part=downloads`, title: 'SAMPLE0000001' },
  { route: '/terminals/$serial', path: `${gate}?part=users`, title: 'SAMPLE0000001' },
  { route: '/terminals/$serial', path: `${gate}?part=punches`, title: 'SAMPLE0000001' },
  { route: '/terminals/$serial', path: '/terminals/SAMPLE0000002', title: 'SAMPLE0000002' },
  {
    route: '/terminals/$serial',
    path: ({ pushSerial }) => `/terminals/${pushSerial}?part=commands`,
    title: 'Sample push terminal',
    over: [
      { of: 'terminals/commands-part.tsx', name: 'give a command', by: button('Give a command') },
      {
        of: 'terminals/commands-part.tsx',
        dialog: /^Restart/,
        by: button('Give a command'),
        item: 'Restart',
      },
      { of: 'terminals/register-dialog.tsx', dialog: /^What guards/, by: more, item: 'What guards it' },
    ],
  },
  {
    route: '/bridges/$bridgeId',
    path: ({ bridgeId }) => `/bridges/${bridgeId}`,
    title: 'Sample bridge',
    over: [
      { of: 'terminals/edit-bridge-dialog.tsx', dialog: /^Edit/, by: button('Edit') },
      { of: 'terminals/bridge-screen.tsx', name: 'more', by: more },
      { of: 'terminals/listed-dialog.tsx', dialog: 'Add a terminal', by: button('Add a terminal') },
      { of: 'terminals/revoke-dialog.tsx', dialog: /^Revoke/, by: more, item: /^Revoke/ },
    ],
  },
  { route: '/terminals/$serial', path: '/terminals/NOPE', title: 'NOPE', trouble: /404/ },
  {
    route: '/bridges/$bridgeId',
    path: '/bridges/brg_00000000000000000000000000',
    title: 'Bridge',
    trouble: /404/,
  },
  { route: '/terminals', path: '/terminals', title: 'Terminals', role: 'viewer' },
  { route: '/terminals/$serial', path: gate, title: 'SAMPLE0000001', role: 'viewer' },
];
