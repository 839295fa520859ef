/** Problems of downloads and of the tasks that bridges do for them. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const downloadProblems = {
  'download.unknown': problem<{ downloadId: string }>({
    status: 404,
    says: ({ downloadId }) => `There is no download "${downloadId}".`,
    todo: null,
  }),
  'download.ended': problem<{ downloadId: string; state: string }>({
    status: 409,
    says: ({ downloadId, state }) => `There is nothing left to cancel: download "${downloadId}" is ${state}.`,
    todo: null,
  }),
  'download.nothing-to-retry': problem<{ downloadId: string }>({
    status: 409,
    says: ({ downloadId }) => `No terminal of download "${downloadId}" has failed or was cancelled.`,
    todo: 'Start a new download, or wait until this one has ended.',
  }),
  'task.not-of-download': problem<{ downloadId: string; taskId: string }>({
    status: 404,
    says: ({ downloadId, taskId }) => `Download "${downloadId}" has no task "${taskId}".`,
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
