/** Problems of downloads and of the tasks that bridges do for them. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const downloadProblems = {
  'download.unknown': problem<{ downloadId: string }>({
    status: 404,
    says: ({ downloadId }) => `There is no download "${downloadId}".`,
    todo: null,
  }),
  'task.unknown': problem<{ taskId: string }>({
    status: 404,
    says: ({ taskId }) => `There is no task "${taskId}" for this bridge.`,
    todo: null,
  }),
  'task.not-yours': problem<{ taskId: string; state: string }>({
    status: 409,
    says: ({ taskId, state }) => `Task ${taskId} is ${state} and no longer held by this bridge.`,
    todo: 'Drop it.',
  }),
};
