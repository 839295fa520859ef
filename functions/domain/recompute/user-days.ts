/** Asks for the sheets of single users: new ones, edited ones, and ones whose issuance date has moved. @module */

import { pinOfUser } from '#shared/punch/claims.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { type SheetMessage, touchedDaysMessages } from '../../queue/sheet-messages.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';
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
  const messages = users.flatMap((user) => {
    const days = currentDaysOf(user, current);
    return days ? userDaysMessages(actor.stores.organisation, user.id, days) : [];
  });
  await actor.sendToSheets(messages);
}

/** Has the days of new users computed: those on which their PINs have punched before, however long ago, and the current ones. */
export async function bringIntoSheets(actor: Actor, users: readonly StoredUser[]): Promise<void> {
  if (users.length === 0) return;
  const { stores } = actor;
  const touched = new Map<UserId, Set<LocalDate>>();
  await inParallel(users, usersAtOnce, async ({ id }) => {
    const dates = await stores.punches.datesOfPin(pinOfUser(id));
    if (dates.length > 0) touched.set(id, new Set(dates));
  });
  await actor.sendToSheets(touchedDaysMessages(stores.organisation, touched));
  await computeCurrentDays(actor, users);
}

/** Has all sheets of a user computed again: from the first day that has a row, or should have one, to today. */
export async function regenerateAll(actor: Actor, user: StoredUser): Promise<void> {
  const { stores } = actor;
  const [firstDate, firstRow, current] = await Promise.all([
    stores.punches.firstDateOfPin(pinOfUser(user.id)),
    stores.sheets.firstDateOf(user.id),
    readCurrentDays(actor),
  ]);
  const [from] = [firstDate && addDays(firstDate, -1), firstRow, currentDaysOf(user, current)?.from]
    .filter((date) => date !== undefined)
    .sort();
  if (from === undefined) return;
  const messages: SheetMessage[] = userDaysMessages(stores.organisation, user.id, { from, to: current.to });
  await actor.sendToSheets(messages);
}
