/** Examples of what HR enters: corrections, leaves, day overrides. @module */

import { step } from './step.ts';

const userId = '1042';
const range = { from: '2026-03-01', to: '2026-04-01' };

/** The steps of this capability, in their order. */
export const entries = [
  step('createCorrection', 'At most an hour of the overtime of one pay code', {
    body: {
      kind: 'approve-overtime',
      userId,
      date: '2026-03-26',
      code: 'OT',
      minutes: 60,
      reason: 'stock-taking',
    },
  }),
  step('createCorrection', 'A departure that no terminal recorded', {
    body: {
      kind: 'add-time',
      userId,
      date: '2026-03-27',
      wallTime: '2026-03-27T14:04:00',
      direction: 'out',
      reason: 'forgot to punch',
    },
  }),
  step('getCorrection', 'One correction', (past) => ({
    params: { userId, date: '2026-03-27', correctionId: past.answer('createCorrection').id },
  })),
  step('listCorrections', 'The corrections of a user in a month', { query: { userId, ...range } }),
  step('withdrawCorrection', 'It stays on record but no longer counts', (past) => ({
    params: { userId, date: '2026-03-27', correctionId: past.answer('createCorrection').id },
    body: { reason: 'another day' },
  })),
  step('batchCorrections', 'A remark for two days, of which one is of nobody', {
    body: {
      items: [
        { kind: 'set-remark', userId, date: '2026-03-25', remark: 'training', reason: 'training' },
        { kind: 'set-remark', userId: '9999', date: '2026-03-25', remark: 'training', reason: 'training' },
      ],
    },
  }),
  step('batchWithdrawCorrections', 'What a batch has entered', (past) => ({
    body: {
      reason: 'the training was put off',
      items: past
        .answer('batchCorrections')
        .items.flatMap(({ entry }) => (entry ? [{ userId, from: '2026-03-25', id: entry.id }] : [])),
    },
  })),
  step('patchSettings', 'Which types of leave there are', {
    body: {
      leave: {
        types: [
          { type: 'annual', name: 'Annual leave', payCode: 'AL', unit: 'days' },
          { type: 'sick', name: 'Sick leave', payCode: 'MC', unit: 'days' },
        ],
      },
    },
  }),
  step('listLeaveTypes', 'What a form offers', {}),
  step('createLeave', 'The second half of one day; `to` is the day after', {
    body: {
      userId,
      type: 'annual',
      from: '2026-03-24',
      to: '2026-03-25',
      portion: { kind: 'half', half: 'second' },
      reason: 'asked for in February',
    },
  }),
  step('getLeave', 'One leave', (past) => ({
    params: { userId, from: '2026-03-24', leaveId: past.answer('createLeave').id },
  })),
  step('listLeaves', 'The leaves of everybody in a month', { query: range }),
  step('withdrawLeave', 'It stays on record but no longer counts', (past) => ({
    params: { userId, from: '2026-03-24', leaveId: past.answer('createLeave').id },
    body: { reason: 'came to work' },
  })),
  step('batchLeaves', 'A day of two people', {
    body: {
      items: [userId, '1043'].map((each) => ({
        userId: each,
        type: 'annual',
        from: '2026-03-20',
        to: '2026-03-21',
        portion: { kind: 'full' as const },
      })),
    },
  }),
  step('batchWithdrawLeaves', 'The leave of one of them', (past) => ({
    body: {
      reason: 'came to work',
      items: past
        .answer('batchLeaves')
        .items.slice(1)
        .flatMap(({ entry }) => (entry ? [{ userId: '1043', from: '2026-03-20', id: entry.id }] : [])),
    },
  })),
  step('importLeaves', 'Leaves from a file, tried first: the second row is of nobody', {
    body: {
      contentBase64: Buffer.from(
        'User id,Leave type,From,Through,Half,Reason\r\n1042,annual,2026-04-20,2026-04-21,,asked for\r\n9999,annual,2026-04-20,,,\r\n',
      ).toString('base64'),
      dryRun: true,
    },
  }),
  step('createDayOverride', 'A day off', {
    body: { userId, date: '2026-03-23', dayType: 'offday', reason: 'moved to Saturday' },
  }),
  step('getDayOverride', 'One day override', (past) => ({
    params: { userId, date: '2026-03-23', overrideId: past.answer('createDayOverride').id },
  })),
  step('listDayOverrides', 'The day overrides of a user in a month', { query: { userId, ...range } }),
  step('withdrawDayOverride', 'It stays on record but no longer counts', (past) => ({
    params: { userId, date: '2026-03-23', overrideId: past.answer('createDayOverride').id },
    body: { reason: 'not moved' },
  })),
  step('batchDayOverrides', 'A Saturday on which two people work', {
    body: {
      items: [userId, '1043'].map((each) => ({
        userId: each,
        date: '2026-03-28',
        scheduleId: 'office',
        dayType: 'workday' as const,
        reason: 'stock-taking',
      })),
    },
  }),
  step('batchWithdrawDayOverrides', 'It is not necessary', (past) => ({
    body: {
      reason: 'no stock-taking',
      items: past
        .answer('batchDayOverrides')
        .items.flatMap(({ entry }) =>
          entry ? [{ userId: entry.userId, from: '2026-03-28', id: entry.id }] : [],
        ),
    },
  })),
];
