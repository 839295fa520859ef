/** Problems of period locks: one that is unknown, or a period that is already locked. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const lockProblems = {
  'lock.unknown': problem<{ lockId: string }>({
    status: 404,
    says: ({ lockId }) => `There is no period lock "${lockId}".`,
    todo: null,
  }),
  'period.locked': problem<{ lockId: string; from: string; to: string }>({
    status: 409,
    says: ({ lockId, from, to }) =>
      `The period from ${from} up to but not including ${to} is already locked (${lockId}).`,
    todo: 'Unlock it first, or lock other days.',
  }),
};
