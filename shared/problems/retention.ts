/** Problems of times that are kept only for so long. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const retentionProblems = {
  'times.not-kept': problem<{ from: string }>({
    status: 410,
    says: ({ from }) =>
      `Times before ${from} are no longer kept: they were deleted after the months that the settings say.`,
    todo: ({ from }) => `Ask for days from ${from} on.`,
  }),
  'retention.unconfirmed': problem<{ timesMonths: number; keptFrom: string; at: string }>({
    status: 409,
    says: ({ timesMonths, keptFrom, at }) =>
      `If times are kept for ${timesMonths} months, those before ${keptFrom} are deleted for good in the night of ${at}.`,
    todo: ({ keptFrom }) =>
      `If that is what you want, send the same with retention.confirmKeptFrom "${keptFrom}". It can be undone until that night.`,
  }),
};
