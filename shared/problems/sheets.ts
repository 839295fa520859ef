/** Problems of attendance sheets and of the generations that compute them. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const sheetProblems = {
  'job.unknown': problem<{ jobId: string }>({
    status: 404,
    says: ({ jobId }) => `There is no generation "${jobId}".`,
    todo: null,
  }),
};
