/** Problems of what HR enters about a user's days: corrections, leaves and day overrides. @module */

import { problem } from './problem.ts';

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
};
