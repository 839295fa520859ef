/** The API starts and shows downloads of punches and of user details, and starts user uploads. @module */

import type { downloads } from '#shared/contract/downloads.ts';
import type { userTransfers } from '#shared/contract/user-transfers.ts';
import {
  cancelDownload,
  cancelDownloadTask,
  listDownloads,
  readDownload,
  retryDownload,
  startDownload,
  startUserDownload,
  startUserUpload,
} from '../domain/downloads/index.ts';
import { idOfRequest } from '../domain/ids.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of downloads. */
export function downloadHandlers(runtime: Runtime): Handlers<typeof downloads & typeof userTransfers> {
  return {
    startDownload: async ({ body }, call) => {
      const actor = actorOf(runtime, call);
      const wanted = { kind: 'punches', origin: 'manual', ...body } as const;
      return { body: await startDownload(actor, wanted, idOfRequest(actor, 'dl')) };
    },
    listDownloads: async ({ query }, call) => ({
      body: await listDownloads(actorOf(runtime, call), query),
    }),
    getDownload: async ({ params }, call) => ({
      body: await readDownload(actorOf(runtime, call), params.downloadId),
    }),
    cancelDownload: async ({ params }, call) => ({
      body: await cancelDownload(actorOf(runtime, call), params.downloadId),
    }),
    cancelDownloadTask: async ({ params }, call) => ({
      body: await cancelDownloadTask(actorOf(runtime, call), params),
    }),
    retryDownload: async ({ params }, call) => ({
      body: await retryDownload(actorOf(runtime, call), params.downloadId),
    }),
    startUserUpload: async ({ body }, call) => ({
      body: await startUserUpload(actorOf(runtime, call), body),
    }),
    startUserDownload: async ({ body }, call) => ({
      body: await startUserDownload(actorOf(runtime, call), body),
    }),
  };
}
