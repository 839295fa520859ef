/** Tries a download again where it failed or was cancelled, by a new download of these terminals alone. @module */

import type { Download } from '#shared/contract/downloads.ts';
import type { DownloadId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { StoredDownload, TakenDetails } from '../../store/downloads.ts';
import type { Actor } from '../actor.ts';
import { idOfRequest } from '../ids.ts';
import { pinsAt } from '../users/index.ts';
import { requireMayOrder } from './cancel-download.ts';
import { requireDownload, startDownload } from './downloads.ts';
import { allListedTasks } from './planned-tasks.ts';
import { startUserUpload } from './user-uploads.ts';

/** What another download takes of the details of users, with the PINs that they have at the terminal by now. */
async function detailsNow(
  actor: Actor,
  [terminal]: readonly Serial[],
  { details, userIds = [] }: StoredDownload,
): Promise<TakenDetails | undefined> {
  if (details === undefined || details.select !== undefined || terminal === undefined) return details;
  return { ...details, pins: await pinsAt(actor, terminal, userIds) };
}

/**
 * Starts a download of the terminals at which another one failed or was cancelled, with the same tick, mode, window, users
 * and fields, and with what was chosen of their details. It may be asked for while the others go on.
 * @throws RollcallError download.unknown; download.nothing-to-retry; terminals.none, user.unknown
 */
export async function retryDownload(actor: Actor, downloadId: DownloadId): Promise<Download> {
  const { stores } = actor;
  const before = await requireDownload(actor, downloadId);
  const { kind, mode, unknownUsers, window, userIds = [], fields = [] } = before;
  requireMayOrder(actor, kind);
  const listed = await allListedTasks(actor, before);
  const tasks = await stores.tasks.findMany(listed.map(({ id }) => id));
  const terminals = tasks
    .filter(({ state }) => state === 'failed' || state === 'cancelled')
    .map(({ terminal }) => terminal)
    .sort();
  if (terminals.length === 0) throw new RollcallError('download.nothing-to-retry', { downloadId });
  if (kind === 'send-users') {
    return await startUserUpload(actor, { terminals, userIds, fields, retryOf: downloadId });
  }
  const wanted = {
    kind,
    origin: 'manual',
    terminals,
    createMissingUsers: unknownUsers === 'create',
    mode,
    window,
    retryOf: downloadId,
    ...(kind === 'users' ? { userIds, details: await detailsNow(actor, terminals, before) } : {}),
  } as const;
  return await startDownload(actor, wanted, idOfRequest(actor, 'dl'));
}
