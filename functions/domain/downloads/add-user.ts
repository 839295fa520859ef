/** Adding a user by hand also writes it to the terminals that the settings name. @module */

import { isProblem } from '#shared/errors.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { createUser, type NewUser } from '../users/index.ts';
import { startUserUpload } from './user-uploads.ts';

/** Most users that one upload writes. */
const usersPerUpload = 500;

/** Writes users that were added to the terminals that the settings name for such users; none where there are none. */
export async function sendToTerminals(actor: Actor, userIds: readonly UserId[]): Promise<void> {
  if (userIds.length === 0) return;
  const wanted = (await actor.stores.settings.read()).newUsers.sendToTerminals ?? 'none';
  if (wanted === 'none') return;
  const terminals = wanted === 'all' ? undefined : wanted;
  for (let start = 0; start < userIds.length; start += usersPerUpload) {
    const some = userIds.slice(start, start + usersPerUpload);
    // A request has one id for what it makes: only its first upload can have it.
    const sender = start === 0 ? actor : { ...actor, request: undefined };
    try {
      await startUserUpload(sender, { terminals, userIds: some, fields: ['name', 'card'] });
    } catch (error) {
      if (!isProblem(error, 'terminals.none') && !isProblem(error, 'terminal.unknown')) throw error;
    }
  }
}

/**
 * Adds a user by hand, and writes it to the terminals that the settings name for such users.
 * @throws RollcallError as {@link createUser}; the user is added even when no terminal can be written to
 */
export async function addUser(actor: Actor, wanted: NewUser): Promise<StoredUser> {
  const user = await createUser(actor, wanted);
  await sendToTerminals(actor, [user.id]);
  return user;
}
