/** A download that creates missing users also creates those whose punches were held earlier. @module */

import type { Settings } from '#shared/contract/settings.ts';
import { idOfUserCreatedFor, pinOfUser } from '#shared/punch/claims.ts';
import { canonicalPinOf } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { dateOf, parseWallTime } from '#shared/time/wall-time.ts';
import type { StoredDownload } from '../../store/downloads.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { claimsOfPins } from '../claims.ts';
import { bringIntoSheets } from '../recompute/index.ts';
import { addMissing } from './missing-users.ts';

/** Users that are created before they are noted. */
const usersPerNote = 250;

/**
 * Creates the users of PINs whose punches have been held. A download that creates missing users meets these PINs in
 * the terminals' logs, but its bridges do not send again what they have sent before.
 * A PIN leaves the list of unknown ones only after its user was noted for the download, so that a repeat of a call that was
 * interrupted finds all users that it has created.
 * @param serials - terminals on which the PINs were seen
 * @returns the created users with the terminal on which each was seen
 */
export async function createHeldUsers(
  actor: Actor,
  serials: readonly Serial[],
  { id: downloadId, expiresAt }: Pick<StoredDownload, 'id' | 'expiresAt'>,
  newUsers: Settings['newUsers'],
): Promise<{ user: StoredUser; terminal: Serial }[]> {
  const { stores } = actor;
  const { downloads, unknownUsers, users } = stores;
  const held = (await unknownUsers.all()).filter(
    (unknown) => serials.includes(unknown.terminal) && unknown.ignored !== true,
  );
  const created: { user: StoredUser; terminal: Serial }[] = [];
  for (let from = 0; from < held.length; from += usersPerNote) {
    const some = held.slice(from, from + usersPerNote);
    const claims = await claimsOfPins(
      stores,
      some.map(({ pin }) => canonicalPinOf(pin)),
    );
    const part = some.flatMap(({ pin, terminal, firstPunch }) => {
      const wallTime = parseWallTime(firstPunch);
      if (!wallTime) return [];
      // Whoever has linked or ignored a PIN, or has undone its user, has decided about it.
      if (claims.hasLinks(canonicalPinOf(pin))) return [];
      return [{ pin, terminal, firstPunch: dateOf(wallTime) }];
    });
    await addMissing(
      actor,
      part.map(({ pin, terminal, firstPunch }) => ({
        pin,
        firstPunch,
        source: { kind: 'download', terminal, downloadId },
      })),
      newUsers,
    );
    const found = await users.findMany(part.map(({ pin }) => idOfUserCreatedFor(pin)));
    const byPin = new Map(found.map((user) => [pinOfUser(user.id), user]));
    const made = part.flatMap(({ pin, terminal }) => {
      const user = byPin.get(canonicalPinOf(pin));
      return user?.origin.downloadId === downloadId ? [{ pin, user, terminal }] : [];
    });
    const createdIds = made.map(({ user }) => user.id);
    await downloads.note(downloadId, `held-${createdIds[0]}`, { createdIds }, expiresAt);
    await unknownUsers.removeEach(made.map(({ pin }) => pin));
    created.push(...made.map(({ user, terminal }) => ({ user, terminal })));
  }
  await bringIntoSheets(
    actor,
    created.map(({ user }) => user),
  );
  return created;
}
