/** Problems of attendance sheets and of the generations that compute them. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const sheetProblems = {
  'answer.too-large': problem<{ rows: number; limitBytes: number; from: string; to: string }>({
    status: 413,
    says: ({ rows, limitBytes, from, to }) =>
      `The rows from ${from} to ${to} do not fit into one answer of ${limitBytes} bytes: ${rows} were read and more follow.`,
    todo: 'Ask for a shorter range or one user, or have a file made: POST /v1/exports.',
  }),
  'sheets.too-many': problem<{ rows: number; from: string; to: string }>({
    status: 413,
    says: ({ rows, from, to }) =>
      `The sheets of ${from} to ${to} are too many to be added up in one answer: ${rows} rows were read and more follow.`,
    todo: 'Ask for fewer days, one department or one user, or add up the pages of GET /v1/sheets/matrix.',
  }),
  'job.ended': problem<{ jobId: string; state: string }>({
    status: 409,
    says: ({ jobId, state }) => `The generation ${jobId} has ended (${state}).`,
    todo: null,
  }),
  'job.needed': problem<{ jobId: string }>({
    status: 409,
    says: ({ jobId }) =>
      `The generation ${jobId} was not asked for: it brings sheets up to date after a change, and cannot be stopped.`,
    todo: null,
  }),
  'job.unknown': problem<{ jobId: string }>({
    status: 404,
    says: ({ jobId }) => `There is no generation "${jobId}".`,
    todo: null,
  }),
};
