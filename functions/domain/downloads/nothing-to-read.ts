/** Has the history say that a schedule was due and found no terminal that could be read. @module */

import type { DownloadId } from '#shared/contract/ids.ts';
import type { Told } from '#shared/reasons/index.ts';
import { expiryOf } from '../../store/expiry.ts';
import type { Actor } from '../actor.ts';
import { noCounts } from './downloads.ts';

/** Why there was no terminal. */
interface Nothing {
  /** In English. */
  reason: string;
  /** The same with its key and values. */
  told: Told;
}

/**
 * Adds a download of the schedule that has failed before it began, because there was no terminal to read. Adding the same id
 * twice adds one.
 * @param site - whose terminals were meant, where it was one site alone
 */
export async function addNothingToRead(
  { stores, now, name }: Actor,
  id: DownloadId,
  { site, reason, told }: Nothing & { site: string | undefined },
): Promise<void> {
  await stores.downloads.addEnded({
    id,
    kind: 'punches',
    origin: 'schedule',
    requestedBy: name,
    requestedAt: now,
    unknownUsers: 'hold',
    mode: 'new',
    site,
    nothingToRead: reason,
    nothingTold: told,
    ended: {
      state: 'failed',
      counts: noCounts,
      progress: { terminals: 0, done: 0, failed: 0, cancelled: 0 },
    },
    expiresAt: expiryOf(now),
  });
}
