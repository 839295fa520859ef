/** Counts the tasks of a download as they end, each once, and ends the download with the last of them. @module */

import type { DownloadCounts } from '#shared/contract/download-fields.ts';
import type { DownloadId } from '#shared/contract/ids.ts';
import type { DownloadTally } from '../../store/download-plans.ts';
import type { StoredTask } from '../../store/tasks.ts';
import type { Actor } from '../actor.ts';
import { endStateOf, hasEnded, namesOf, progressOf, readDownload } from './downloads.ts';
import { tasksOf } from './planned-tasks.ts';

/** How a task has ended. */
export interface EndedTask {
  state: 'done' | 'failed' | 'cancelled';
  counts: DownloadCounts;
}

/** Counts a task that has ended; the last one ends its download. Repeating it changes nothing. */
export async function countEnd(actor: Actor, task: StoredTask, { state, counts }: EndedTask): Promise<void> {
  const { downloadId: id, place, expiresAt } = task;
  // A task from before tasks were counted: its download is put together from all of them.
  if (place === undefined) return await endIfFinished(actor, id);
  const { downloadPlans } = actor.stores;
  const one = {
    done: Number(state === 'done'),
    failed: Number(state === 'failed'),
    cancelled: Number(state === 'cancelled'),
    counts,
  };
  const ofPart = await downloadPlans.countTask(id, place, one, expiresAt);
  if (ofPart.done + ofPart.failed + ofPart.cancelled < place.of) return;
  if (place.parts === 1) return await end(actor, id, ofPart);
  const ofAll = await downloadPlans.countPart(id, place.part, ofPart, expiresAt);
  if (ofAll.ended.size === place.parts) await end(actor, id, ofAll);
}

async function end({ stores }: Actor, id: DownloadId, tally: DownloadTally): Promise<void> {
  const download = await stores.downloads.find(id);
  if (!download || download.ended) return await stores.downloads.close(id);
  const { counts } = tally;
  const noted = await stores.downloads.noted(download);
  const usersCreated = Math.max(counts.usersCreated, noted.created.size);
  await stores.downloads.end(id, {
    state: endStateOf(tally, download.cancelledAt !== undefined),
    counts: { ...counts, usersCreated },
    progress: progressOf(tally, tasksOf(download)),
    ...namesOf(noted),
  });
}

/** Keeps the final counts of a download whose tasks have not been counted, once its last one has ended. */
async function endIfFinished(actor: Actor, downloadId: DownloadId): Promise<void> {
  const { state, counts, usersCreated, usersHeld } = await readDownload(actor, downloadId);
  if (!hasEnded(state)) return;
  await actor.stores.downloads.end(downloadId, {
    state,
    counts,
    ...(usersCreated === undefined ? {} : { usersCreated }),
    ...(usersHeld === undefined ? {} : { usersHeld }),
  });
}
