/** Examples of punches, files of them, unknown users and links. @module */

import { step } from './step.ts';

const log = ['08:57:10', '12:31:02', '13:28:44', '19:02:31'].map(
  (time) => `1042\t2026-03-26 ${time}\t1\t255\t1\t0\n`,
);

/** The steps of this capability, in their order. */
export const punches = [
  step('importFile', 'A file that a terminal wrote to a USB stick', {
    body: {
      terminal: 'TEST0000001',
      format: 'attlog',
      contentBase64: Buffer.from(log.join('')).toString('base64'),
    },
  }),
  step('importFile', 'A link by which a large file can be sent', {
    body: { terminal: 'TEST0000001', format: 'attlog' },
  }),
  step('getImport', 'An import that waits for its file', (past) => ({
    params: { importId: past.answer('importFile').id ?? '' },
  })),
  step('startImport', 'Take in the file that was sent', (past) => ({
    params: { importId: past.answer('importFile').id ?? '' },
  })),
  step('listPunches', 'The punches of a user id', {
    query: { userId: '1042', from: '2026-03-26', to: '2026-03-28' },
  }),
  step('listPunches', 'What has arrived of everybody, the latest first, with its columns', {
    query: { from: '2026-03-31', to: '2026-04-02', by: 'arrival', order: 'latest', sheet: 'true', limit: 2 },
  }),
  step('listArrivals', 'What has arrived on a day', { query: { day: '2026-04-01', limit: 2 } }),
  step('importFile', 'A file with a time that does not exist', {
    body: {
      terminal: 'TEST0000001',
      format: 'attlog',
      contentBase64: Buffer.from('1042\t2026-02-30 10:00:00\t1\t255\t1\t0\n').toString('base64'),
    },
  }),
  step('listQuarantine', 'What could not become a punch', { query: {} }),
  step('replayQuarantine', 'It still cannot', (past) => ({
    body: { items: past.answer('listQuarantine').items.map(({ terminal, id }) => ({ terminal, id })) },
  })),
  step('dismissQuarantine', 'It never will', (past) => ({
    body: {
      reason: 'entered as a correction',
      items: past.answer('listQuarantine').items.map(({ terminal, id }) => ({ terminal, id })),
    },
  })),
  step('restoreQuarantine', 'Nobody has entered it yet', (past) => ({
    body: {
      reason: 'not entered yet',
      items: past.answer('listQuarantine').items.map(({ terminal, id }) => ({ terminal, id })),
    },
  })),
  step('importFile', 'A file with a user id that nobody knows', {
    body: {
      terminal: 'TEST0000001',
      format: 'attlog',
      contentBase64: Buffer.from('900\t2026-03-26 10:00:00\t1\t255\t1\t0\n').toString('base64'),
    },
  }),
  step('listUnknownUsers', 'User ids that wait for a decision', { query: {} }),
  step('createLink', 'The punches of a PIN are those of a user', {
    body: { pin: '900', action: 'link', userId: '1042', reason: 'a second card' },
  }),
  step('listLinks', 'What was decided about a PIN', { query: { pin: '900' } }),
  step('withdrawLink', 'It was not', (past) => ({
    params: { pin: '900', linkId: past.answer('createLink').id },
    body: { reason: 'the card of a visitor' },
  })),
];
