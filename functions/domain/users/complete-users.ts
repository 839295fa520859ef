/** Completes users with the details that a terminal knows; what HR has entered stays. @module */

import type { DetailField } from '#shared/contract/download-fields.ts';
import { pinOfUser, userIdOfPin } from '#shared/punch/claims.ts';
import { type CanonicalPin, canonicalPinOf, type Pin } from '#shared/punch/pin.ts';
import { cleanedText } from '#shared/punch/plain-text.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAudits } from '../audit.ts';
import { isSameStored } from '../is-same.ts';

/** A user's details as a terminal has them: counts of credentials, never the credentials. */
export interface TerminalUser {
  pin: Pin;
  name?: string | undefined;
  privilege?: number | undefined;
  credentials?: StoredUser['credentials'] | undefined;
}

/** What became of the details of a user. */
export type DetailOutcome = { result: 'completed' | 'unchanged' | 'unknown' };

/** What is taken of the details of users. */
export interface Taking {
  /** All of them when absent. */
  fields?: readonly DetailField[] | undefined;
  /**
   * Whether they replace what is here. When absent, a name that is here stays, and privilege and counts, which terminals
   * know best, are replaced.
   */
  overwrite?: boolean | undefined;
}

const attempts = 5;

const counted = { card: 'cards', fingers: 'fingers', face: 'faces' } as const;

/** Counts of what is enrolled after some of them were taken. */
function credentialsAfter(
  current: StoredUser['credentials'],
  told: StoredUser['credentials'],
  { fields, overwrite }: Taking,
): StoredUser['credentials'] {
  if (told === undefined) return current;
  if (fields === undefined && overwrite !== false) return told;
  const next = { ...current };
  for (const field of fields ?? (['card', 'fingers', 'face'] as const)) {
    if (field === 'name' || field === 'privilege') continue;
    const kind = counted[field];
    if (told[kind] !== undefined && (overwrite !== false || next[kind] === undefined))
      next[kind] = told[kind];
  }
  return Object.keys(next).length === 0 ? current : next;
}

/** A user as it is after it was completed; `null` when the details say nothing new. */
function completed(current: StoredUser, details: TerminalUser, taking: Taking): StoredUser | null {
  // A terminal may still have the name of somebody who was erased, and an id that is another one now is completed under that.
  if (current.erasedAt !== undefined || current.merged) return null;
  const takes = (field: DetailField) => taking.fields?.includes(field) ?? true;
  const name = details.name === undefined || !takes('name') ? '' : cleanedText(details.name);
  const privilege = takes('privilege') ? details.privilege : undefined;
  const credentials = credentialsAfter(current.credentials, details.credentials, taking);
  const next: StoredUser = {
    ...current,
    ...((current.name === undefined || taking.overwrite === true) && name !== '' ? { name } : {}),
    ...(privilege === undefined || (taking.overwrite === false && current.privilege !== undefined)
      ? {}
      : { privilege }),
    ...(credentials === undefined ? {} : { credentials }),
    status: current.status === 'provisional' ? 'active' : current.status,
    version: current.version + 1,
  };
  const isUnchanged =
    next.name === current.name &&
    next.status === current.status &&
    next.privilege === current.privilege &&
    isSameStored(next.credentials, current.credentials);
  return isUnchanged ? null : next;
}

/** Completes users that differ. @returns what became of each that is not unchanged, by canonical PIN */
async function completeOnce(
  actor: Actor,
  details: ReadonlyMap<CanonicalPin, TerminalUser>,
  wanted: (user: StoredUser) => boolean,
  taking: Taking,
): Promise<Map<CanonicalPin, DetailOutcome>> {
  const { users } = actor.stores;
  const outcomes = new Map<CanonicalPin, DetailOutcome>();
  let waiting = [...details.keys()];
  for (let attempt = 0; waiting.length > 0 && attempt < attempts; attempt += 1) {
    const found = new Map(
      (await users.findMany(waiting.map(userIdOfPin))).map((user) => [pinOfUser(user.id), user]),
    );
    const changes = waiting.flatMap((pin) => {
      const current = found.get(pin);
      const told = details.get(pin);
      if (!current || !told || !wanted(current)) {
        outcomes.set(pin, { result: 'unknown' });
        return [];
      }
      const user = completed(current, told, taking);
      return user ? [{ pin, user, from: current.version }] : [];
    });
    const replaced = await users.replaceEach(changes);
    const done = changes.filter((_, index) => replaced[index]);
    for (const { pin } of done) outcomes.set(pin, { result: 'completed' });
    await recordAudits(
      actor,
      'user.details-fetched',
      done.map(({ user }) => user.id),
    );
    waiting = changes.filter((_, index) => !replaced[index]).map(({ pin }) => pin);
  }
  return outcomes;
}

/**
 * Completes users from what a terminal knows. A name that HR has entered stays unless `taking` says otherwise; one of the
 * terminal is put in order.
 * @param details - a user may come more than once: the details count in their order
 * @param wanted - whether a user may be completed
 * @param taking - what is taken of the details
 * @returns what became of each, in their order
 */
export async function completeUsers(
  actor: Actor,
  details: readonly TerminalUser[],
  wanted: (user: StoredUser) => boolean,
  taking: Taking = {},
): Promise<DetailOutcome[]> {
  const outcomes: DetailOutcome[] = details.map(() => ({ result: 'unchanged' }));
  let waiting = [...details.entries()];
  while (waiting.length > 0) {
    const round = new Map<CanonicalPin, { index: number; told: TerminalUser }>();
    const later: typeof waiting = [];
    for (const [index, told] of waiting) {
      const pin = canonicalPinOf(told.pin);
      if (round.has(pin)) later.push([index, told]);
      else round.set(pin, { index, told });
    }
    const told = new Map([...round].map(([pin, row]) => [pin, row.told]));
    for (const [pin, outcome] of await completeOnce(actor, told, wanted, taking)) {
      const row = round.get(pin);
      if (row) outcomes[row.index] = outcome;
    }
    waiting = later;
  }
  return outcomes;
}
