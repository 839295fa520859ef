/** Problems of what HR enters about a user's days: corrections, leaves and day overrides. @module */

import { problem } from './problem.ts';

const standings = {
  counting: 'counts without an approval',
  approved: 'is approved already',
  rejected: 'is rejected already',
  withdrawn: 'is withdrawn',
};

/** The rows of these codes. */
export const entryProblems = {
  'correction.unknown': problem<{ correctionId: string }>({
    status: 404,
    says: ({ correctionId }) => `There is no correction "${correctionId}" of that user and day.`,
    todo: null,
  }),
  'leave.unknown': problem<{ leaveId: string }>({
    status: 404,
    says: ({ leaveId }) => `There is no leave "${leaveId}" of that user from that day on.`,
    todo: null,
  }),
  'leave.overlap': problem<{ userId: string; date: string; first: string; second: string }>({
    status: 409,
    says: ({ userId, date, first, second }) =>
      `User ${userId} has the leave ${first} on ${date} already; the leave ${second} would take the same time.`,
    todo: 'Withdraw the one that is there, or enter other days.',
  }),
  'override.unknown': problem<{ overrideId: string }>({
    status: 404,
    says: ({ overrideId }) => `There is no day override "${overrideId}" of that user and day.`,
    todo: null,
  }),
  'approval.own': problem<{ entryId: string; author: string }>({
    status: 403,
    says: ({ entryId, author }) =>
      `The entry ${entryId} is of ${author}, so that somebody else has to decide about it.`,
    todo: 'Have a second person decide, or withdraw the entry.',
  }),
  'approval.not-possible': problem<{ entryId: string; is: keyof typeof standings }>({
    status: 409,
    says: ({ entryId, is }) => `The entry ${entryId} ${standings[is]}: there is nothing to decide about it.`,
    todo: 'To decide otherwise, undo the decision first; what is withdrawn is entered anew.',
  }),
  'approval.locked': problem<{ entryId: string; lockId: string; from: string; to: string }>({
    status: 409,
    says: ({ entryId, lockId, from, to }) =>
      `The approval of ${entryId} counts in the period from ${from} up to but not including ${to}, which is locked (${lockId}).`,
    todo: 'Withdraw the entry, which becomes an adjustment, or unlock the period first.',
  }),
};
