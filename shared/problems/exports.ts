/** Problems of exports: an export id that nobody knows. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const exportProblems = {
  'export.unknown': problem<{ exportId: string }>({
    status: 404,
    says: ({ exportId }) => `There is no export "${exportId}".`,
    todo: null,
  }),
};
