/** Adding a user by hand also writes it to the terminals that the settings name. @module */

import { isProblem } from '#shared/errors.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { createUser, type NewUser } from '../users/index.ts';
import { startUserUpload } from './user-uploads.ts';

/**
 * Adds a user by hand, and writes it to the terminals that the settings name for such users.
 * @throws RollcallError as {@link createUser}; the user is added even when no terminal can be written to
 */
export async function addUser(actor: Actor, wanted: NewUser): Promise<StoredUser> {
  const user = await createUser(actor, wanted);
  const { sendToTerminals = 'none' } = (await actor.stores.settings.read()).newUsers;
  if (sendToTerminals === 'none') return user;
  const terminals = sendToTerminals === 'all' ? undefined : sendToTerminals;
  try {
    await startUserUpload(actor, { terminals, userIds: [user.id], fields: ['name', 'card'] });
  } catch (error) {
    if (!isProblem(error, 'terminals.none') && !isProblem(error, 'terminal.unknown')) throw error;
  }
  return user;
}
