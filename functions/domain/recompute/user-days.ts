/** Asks for the sheets of single users: new ones, edited ones, and ones whose issuance date has moved. @module */

import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { addDays, daysBetween } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { SheetMessage } from '../../queue/sheet-messages.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { claimsOf, claimsOfMany, datesOf, firstDateOf, plainClaims } from '../claims.ts';
import { inParallel } from '../in-parallel.ts';
import { computeTouchedDays } from '../touched-days.ts';
import { currentDays, userDaysMessages } from './generation.ts';

const usersAtOnce = 16;

type Days = { from: LocalDate; to: LocalDate };

/** The current days since a user's issuance: on each of them the user is present or absent, with or without punches. */
function currentDaysOf({ issuedOn }: StoredUser, current: Days): Days | null {
  if (issuedOn === undefined) return null;
  return { from: issuedOn < current.from ? current.from : issuedOn, to: current.to };
}

async function readCurrentDays(actor: Actor): Promise<Days> {
  const { zone } = await actor.stores.settings.read();
  return currentDays(zone, actor.now);
}

/** Has the current days of users computed: for users whose issuance date has moved back. */
export async function computeCurrentDays(actor: Actor, users: readonly StoredUser[]): Promise<void> {
  const current = await readCurrentDays(actor);
  const touched = new Map<UserId, ReadonlySet<LocalDate>>();
  for (const user of users) {
    const days = currentDaysOf(user, current);
    if (days) touched.set(user.id, new Set(datesIn(days)));
  }
  await computeTouchedDays(actor, touched);
}

/** Has the days of new users computed: those on which they have punched before, however long ago, and the current ones. */
export async function bringIntoSheets(actor: Actor, users: readonly StoredUser[]): Promise<void> {
  if (users.length === 0) return;
  const { stores } = actor;
  const [current, claims] = await Promise.all([
    readCurrentDays(actor),
    claimsOfMany(
      stores,
      users.map(({ id }) => id),
    ),
  ]);
  const touched = new Map<UserId, ReadonlySet<LocalDate>>();
  await inParallel(users, usersAtOnce, async (user) => {
    const punched = await datesOf(stores, claims.get(canonicalUserId(user.id)) ?? plainClaims(user.id));
    const days = currentDaysOf(user, current);
    touched.set(user.id, new Set([...punched, ...(days ? datesIn(days) : [])]));
  });
  await computeTouchedDays(actor, touched);
}

function datesIn({ from, to }: Days): LocalDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, day) => addDays(from, day));
}

/** The messages that have all sheets of a user computed again: from the first day that has a row, or should have one, to today. */
async function allDaysOf(
  actor: Actor,
  user: StoredUser,
  current: Days,
  since?: LocalDate,
): Promise<SheetMessage[]> {
  const { stores } = actor;
  const [firstDate, firstRow] = await Promise.all([
    claimsOf(stores, user.id).then((claims) => firstDateOf(stores, claims)),
    stores.sheets.firstDateOf(user.id),
  ]);
  const [from] = [since, firstDate && addDays(firstDate, -1), firstRow, currentDaysOf(user, current)?.from]
    .filter((date) => date !== undefined)
    .sort();
  if (from === undefined) return [];
  return userDaysMessages(stores.organisation, user.id, { from, to: current.to });
}

/**
 * Has all sheets of users computed again.
 * @param since - a day from which on there may be something else to compute
 */
export async function regenerateEach(
  actor: Actor,
  users: readonly StoredUser[],
  since?: LocalDate,
): Promise<void> {
  if (users.length === 0) return;
  const current = await readCurrentDays(actor);
  const messages: SheetMessage[] = [];
  await inParallel(users, usersAtOnce, async (user) => {
    messages.push(...(await allDaysOf(actor, user, current, since)));
  });
  if (messages.length > 0) await actor.sendToSheets(messages);
}

/**
 * Has all sheets of a user computed again: from the first day that has a row, or should have one, to today.
 * @param since - a day from which on there may be something else to compute
 */
export async function regenerateAll(actor: Actor, user: StoredUser, since?: LocalDate): Promise<void> {
  await regenerateEach(actor, [user], since);
}
