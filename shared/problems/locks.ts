/**
 * Problems of period locks.
 * @module
 */
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
    says: ({ lockId, from, to }) => `The period from ${from} to before ${to} is locked already (${lockId}).`,
    todo: 'Unlock it first, or lock other days.',
  }),
};
