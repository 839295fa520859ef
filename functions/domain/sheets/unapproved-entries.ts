/** Finds the entries of some days that wait for the approval of a second person, so that nobody pays without them by mistake. @module */

import type { OpenDay } from '#shared/contract/lock-checks.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Actor } from '../actor.ts';
import { awaitingWithin, type Waiting } from '../awaiting-entries.ts';
import type { Days } from '../ranges.ts';

type Unapproved = NonNullable<OpenDay['unapproved']>;

/** The entries that wait about some days, by the user and the date of a row. One that was entered a moment ago may be missing. */
export async function unapprovedOf(
  { stores }: Actor,
  days: Days,
): Promise<(userId: UserId, date: LocalDate) => Unapproved> {
  const byUser = Map.groupBy(await awaitingWithin(stores, days), ({ userId }) => canonicalUserId(userId));
  return (userId, date) =>
    (byUser.get(canonicalUserId(userId)) ?? [])
      .filter(({ first, to }) => first <= date && date < to)
      .map(({ kind, first, id }) => ({ kind, first, id }));
}

/** The entries that wait about the days of a lock, of users who are in its department now. */
export async function unapprovedIn(
  { stores }: Actor,
  days: Days,
  department: string | undefined,
): Promise<Waiting[]> {
  const waiting = await awaitingWithin(stores, days);
  if (department === undefined || waiting.length === 0) return waiting;
  const users = await stores.users.findMany(waiting.map(({ userId }) => userId));
  const inside = new Set(
    users.filter((user) => user.department === department).map(({ id }) => canonicalUserId(id)),
  );
  return waiting.filter(({ userId }) => inside.has(canonicalUserId(userId)));
}
