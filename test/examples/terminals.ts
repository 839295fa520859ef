/** Examples of terminals. @module */

import { step } from './step.ts';

const serial = 'TEST0000002';

/** The steps of this capability, in their order. */
export const terminals = [
  step('registerTerminal', 'A terminal that pushes with a key from one network', {
    body: {
      serial,
      name: 'Gate',
      zone: 'Asia/Kolkata',
      push: { commKey: 'a-long-key', networks: ['203.0.113.0/24'] },
    },
  }),
  step('registerTerminal', 'A serial number that was mistyped', {
    body: { serial: 'TEST0000009', push: { commKey: 'a-long-key' } },
  }),
  step('mergeTerminal', 'Punches under the mistyped number count as those of the right one', {
    params: { serial: 'TEST0000009' },
    body: { into: serial, reason: 'mistyped' },
  }),
  step('getTerminal', 'One terminal', { params: { serial } }),
  step('updateTerminal', 'Where it stands', (past) => ({
    params: { serial },
    ifMatch: past.etag('getTerminal'),
    body: { site: 'Main gate' },
  })),
  step('declareComplete', 'No punch up to the end of March is missing', {
    params: { serial },
    body: { through: '2026-03-31T22:00:00Z', reason: 'read by hand' },
  }),
  step('listTerminals', 'All terminals', { query: {} }),
  step('listSites', 'Where terminals stand, and when they are read next', { query: {} }),
  step('listUsersOnTerminal', 'Users that a terminal has', {
    params: { serial: 'TEST0000001' },
    query: {},
  }),
  step('listPendingTerminals', 'Whether a terminal has called that nobody has registered', {
    query: { serial: 'TEST0000003' },
  }),
  step('orderTerminalCommand', 'Punches of one day once more, local times of the terminal, both included', {
    params: { serial },
    body: { kind: 'query-log', from: '2026-03-27T00:00:00', to: '2026-03-27T23:59:59' },
  }),
  step('getPushTerminal', 'How a terminal that pushes is', { params: { serial } }),
];
