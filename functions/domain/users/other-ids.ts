/** Finds the other ids under which something is stored of a person: those merged into it, and what a renaming has left. @module */

import { pinOfUser, userIdOfPin } from '#shared/punch/claims.ts';
import { type CanonicalUserId, canonicalUserId } from '#shared/punch/user-id.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { beforeAllDays } from './links.ts';

/** Whether a user was created as another one, by a renaming that was undone. */
export function isLeftByRenaming(existing: StoredUser, { origin }: StoredUser): boolean {
  const isGone = existing.suspensions?.some(({ from }) => from === beforeAllDays) === true;
  const isSamePerson = existing.origin.at === origin.at && existing.origin.kind === origin.kind;
  return isGone && isSamePerson && !existing.merged;
}

/** The ids that are merged into one user. */
async function mergedInto({ stores }: Actor, { id }: StoredUser): Promise<StoredUser[]> {
  const marks = await stores.enteredMonths.ofMany([id]);
  const linked = marks.get(canonicalUserId(id))?.linkedPins ?? [];
  const users = await stores.users.findMany(linked.map(userIdOfPin));
  return users.filter(({ merged }) => {
    // One that is being taken back is somebody else.
    return merged && !merged.undoing && canonicalUserId(merged.into) === canonicalUserId(id);
  });
}

/** The users that renamings of one user have created that were undone. */
async function leftOf({ stores }: Actor, user: StoredUser): Promise<StoredUser[]> {
  const { links } = await stores.links.ofPin(pinOfUser(user.id));
  const targets = links.flatMap(({ merge, withdrawn, target }) =>
    merge !== undefined && withdrawn !== undefined && target.kind === 'user' ? [target.userId] : [],
  );
  return (await stores.users.findMany(targets)).filter((other) => isLeftByRenaming(other, user));
}

/** The users, besides the one itself, that are the same person. */
export async function otherIdsOf(actor: Actor, person: StoredUser): Promise<StoredUser[]> {
  const found = new Map<CanonicalUserId, StoredUser>([[canonicalUserId(person.id), person]]);
  // What is found is looked at in its turn: ids may be merged into one that is merged further.
  for (const user of found.values()) {
    for (const other of [...(await mergedInto(actor, user)), ...(await leftOf(actor, user))]) {
      if (!found.has(canonicalUserId(other.id))) found.set(canonicalUserId(other.id), other);
    }
  }
  found.delete(canonicalUserId(person.id));
  return [...found.values()];
}
