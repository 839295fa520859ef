/** A download that creates missing users also creates those whose punches were held earlier. @module */

import type { DownloadId } from '#shared/contract/ids.ts';
import type { Settings } from '#shared/contract/settings.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { dateOf, parseWallTime } from '#shared/time/wall-time.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';
import { bringIntoSheets } from '../recompute/index.ts';
import { createIfMissing } from './missing-users.ts';

/** Users created at once. */
const creationsAtOnce = 16;

/**
 * Creates the users of PINs whose punches have been held. A download that creates missing users meets these PINs in
 * the terminals' logs, but its bridges do not send again what they have sent before.
 * @param serials - terminals on which the PINs were seen
 * @returns the created users with the terminal on which each was seen
 */
export async function createHeldUsers(
  actor: Actor,
  serials: readonly Serial[],
  downloadId: DownloadId,
  newUsers: Settings['newUsers'],
): Promise<{ user: StoredUser; terminal: Serial }[]> {
  const held = (await actor.stores.unknownUsers.all()).filter((unknown) =>
    serials.includes(unknown.terminal),
  );
  const created: { user: StoredUser; terminal: Serial }[] = [];
  await inParallel(held, creationsAtOnce, async ({ pin, terminal, firstPunch }) => {
    const wallTime = parseWallTime(firstPunch);
    if (!wallTime) return;
    const source = { kind: 'download', terminal, downloadId } as const;
    const user = await createIfMissing(actor, pin, dateOf(wallTime), source, newUsers);
    if (user) created.push({ user, terminal });
  });
  await bringIntoSheets(
    actor,
    created.map(({ user }) => user),
  );
  return created;
}
