/** Examples of downloads that are stopped and tried again. @module */

import { step } from './step.ts';

/** The steps of this capability, in their order. */
export const downloads = [
  step('startDownload', 'The log of one week, local dates of the terminals; `to` is the day after', {
    body: { terminals: ['TEST0000001'], mode: 'all', window: { from: '2026-03-23', to: '2026-03-30' } },
  }),
  step('cancelDownload', 'Stop it at every terminal', (past) => ({
    params: { downloadId: past.answer('startDownload').id },
  })),
  step('retryDownload', 'A new download of the terminals that were not read', (past) => ({
    params: { downloadId: past.answer('startDownload').id },
  })),
  step('cancelDownloadTask', 'Give up one terminal', (past) => ({
    params: {
      downloadId: past.answer('retryDownload').id,
      taskId: past.answer('retryDownload').tasks[0]?.id ?? '',
    },
  })),
];
