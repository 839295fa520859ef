/** Problems of the service itself, which no request can avoid. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const serviceProblems = {
  'service.busy': problem<{ retryAfterSeconds: number }>({
    status: 503,
    says: () => 'The service is busy.',
    todo: ({ retryAfterSeconds }) => `Try again in ${retryAfterSeconds} s.`,
  }),
  'service.failed': problem<{ requestId: string }>({
    status: 500,
    says: () => 'Something went wrong on our side.',
    todo: ({ requestId }) => `Quote the request id ${requestId}.`,
  }),
};
