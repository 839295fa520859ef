import { RollcallError } from '#shared/errors.ts';
import { canonicalUserId } from '#shared/punch/user-id.ts';
import type { Stores } from '../store/index.ts';
import type { StoredUser } from '../store/users.ts';

/** The users of some ids. @throws RollcallError user.unknown for the first id that nobody has */
export async function requireUsers(stores: Stores, userIds: readonly string[]): Promise<StoredUser[]> {
  const users = await stores.users.findMany(userIds);
  const known = new Set(users.map((user) => canonicalUserId(user.id)));
  const missing = userIds.find((userId) => !known.has(canonicalUserId(userId)));
  if (missing !== undefined) throw new RollcallError('user.unknown', { userId: missing });
  return users;
}
