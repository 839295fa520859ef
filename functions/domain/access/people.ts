/** Notes who signs in and when they were seen, lists them, and forgets them. @module */

import type { PersonId } from '#shared/contract/ids.ts';
import type { Person, PersonRole } from '#shared/contract/sign-in.ts';
import { RollcallError } from '#shared/errors.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { Stores } from '../../store/index.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';

/** What an issuer says of an account. */
export interface Profile {
  name?: string | undefined;
  email?: string | undefined;
}

/** Somebody whose token has been checked. */
export interface SignedIn extends Profile {
  id: PersonId;
  role: PersonRole;
}

/** How long somebody counts as seen, in milliseconds: one write an hour, however much is done in it. */
export const seenMilliseconds = 3_600_000;

function isCurrent(known: Person, { role, name, email }: SignedIn, now: Instant): boolean {
  return (
    epochOf(now) - epochOf(known.lastSeenAt) < seenMilliseconds &&
    known.role === role &&
    (name === undefined || known.name === name) &&
    (email === undefined || known.email === email)
  );
}

/**
 * Notes that somebody was seen: at the first time, after an hour, and when role or name have changed.
 * @param askProfile - asks the issuer for the name that the token does not hold; called only when something is written
 */
export async function noteSeen(
  { people }: Pick<Stores, 'people'>,
  seen: SignedIn,
  now: Instant,
  askProfile: () => Promise<Profile | undefined>,
): Promise<void> {
  const known = await people.find(seen.id);
  if (known !== undefined && isCurrent(known, seen, now)) return;
  const asked = seen.name === undefined ? await askProfile() : undefined;
  const name = seen.name ?? asked?.name ?? known?.name;
  const email = seen.email ?? asked?.email ?? known?.email;
  const person: Person = {
    id: seen.id,
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    role: seen.role,
    firstSeenAt: known?.firstSeenAt ?? now,
    lastSeenAt: now,
  };
  // Where another call was faster, it has noted the same.
  if (known === undefined) await people.add(person);
  else await people.replace(person, known);
}

/** A page of those who have signed in. */
export async function listPeople({ stores }: Actor, limit: number, cursor?: string) {
  return await stores.people.page(limit, cursor);
}

/**
 * Forgets name and e-mail address of somebody. Entries of the audit trail keep the id; who signs in again is known again.
 * @throws RollcallError person.unknown
 */
export async function forgetPerson(actor: Actor, personId: PersonId): Promise<void> {
  if (!(await actor.stores.people.forget(personId))) throw new RollcallError('person.unknown', { personId });
  await recordAudit(actor, 'person.forgotten', personId);
}
