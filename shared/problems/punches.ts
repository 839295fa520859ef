/** Problems of punches, of files with them, and of records in quarantine. @module */

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
  'quarantine.unknown': problem<{ terminal: string; id: string }>({
    status: 404,
    says: ({ terminal, id }) => `No record "${id}" of terminal ${terminal} is in quarantine.`,
    todo: 'GET /v1/quarantine lists them.',
  }),
  'quarantine.no-punch': problem<{ terminal: string; id: string; reason: string }>({
    status: 409,
    says: ({ terminal, id, reason }) =>
      `The record "${id}" of terminal ${terminal} still cannot be a punch: ${reason}.`,
    todo: 'Enter the time as a correction, and dismiss the record.',
  }),
  'quarantine.dismissed': problem<{ terminal: string; id: string }>({
    status: 409,
    says: ({ terminal, id }) => `The record "${id}" of terminal ${terminal} was dismissed.`,
    todo: 'Restore it first.',
  }),
  'quarantine.stored': problem<{ terminal: string; id: string }>({
    status: 409,
    says: ({ terminal, id }) => `The record "${id}" of terminal ${terminal} is a punch by now.`,
    todo: 'A punch that is wrong does not count any more when a correction voids it.',
  }),
};
