/** Problems of the feed of changes: it is off, it has just begun, or a cursor is too old. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const changeProblems = {
  'changes.off': problem<Record<string, never>>({
    status: 409,
    says: () => 'This organisation keeps no log of its changes.',
    todo: 'An administrator switches it on with PUT /v1/changes/state.',
  }),
  'changes.starting': problem<{ completeFrom: string; retryAfterSeconds: number }>({
    status: 409,
    says: ({ completeFrom }) => `The log of changes has every change from ${completeFrom} on.`,
    todo: ({ retryAfterSeconds }) => `Ask again in ${retryAfterSeconds} s.`,
  }),
  'changes.expired': problem<{ at: string; keptFrom: string }>({
    status: 410,
    says: ({ at, keptFrom }) =>
      `The cursor is of ${at}; changes are kept, without a gap, from ${keptFrom} on.`,
    todo: 'Begin with GET /v1/changes?start=now, then read the lists that you keep a copy of once, then go on from there.',
  }),
};
