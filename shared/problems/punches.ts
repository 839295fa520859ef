/** Problems of punches: a correction names one that does not exist. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const punchProblems = {
  'import.unknown': problem<{ importId: string }>({
    status: 404,
    says: ({ importId }) => `There is no import "${importId}".`,
    todo: null,
  }),
  'punch.unknown': problem<{ userId: string; serial: string; wallTime: string; status: number }>({
    status: 404,
    says: ({ userId, serial, wallTime, status }) =>
      `User ${userId} has no punch of ${wallTime} with status ${status} at terminal ${serial}.`,
    todo: null,
  }),
};
