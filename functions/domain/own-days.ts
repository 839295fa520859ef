import { addDays } from '#shared/time/calendar.ts';
import { dateOf, type LocalDate } from '#shared/time/wall-time.ts';
import type { StoredUser } from '../store/users.ts';
import type { Actor } from './caller.ts';
import { currentDays, userDaysMessages } from './generation.ts';
import { inParallel } from './in-parallel.ts';

const usersAtOnce = 16;

/** The first day that a user's sheets should have: of a punch, of a row, or of the issuance within the current days. */
async function firstDayOf(actor: Actor, user: StoredUser, currentFrom: LocalDate) {
  const { stores } = actor;
  const [firstPunch, firstRow] = await Promise.all([
    stores.punches.firstOfPin(user.id),
    stores.sheets.firstDateOf(user.id),
  ]);
  const issuedOn = user.issuedOn !== undefined && user.issuedOn < currentFrom ? currentFrom : user.issuedOn;
  return [firstPunch && addDays(dateOf(firstPunch.wallTime), -1), firstRow, issuedOn]
    .filter((date) => date !== undefined)
    .sort()[0];
}

/** Has all sheets of users computed anew: up to today, from the first day on which they had any, or should have. */
export async function regenerateAll(actor: Actor, users: readonly StoredUser[]): Promise<void> {
  const { stores } = actor;
  const { zone } = await stores.settings.read();
  const { from: currentFrom, to } = currentDays(zone, actor.now);
  const messages: ReturnType<typeof userDaysMessages> = [];
  await inParallel(users, usersAtOnce, async (user) => {
    const from = await firstDayOf(actor, user, currentFrom);
    if (from !== undefined) messages.push(...userDaysMessages(stores.organisation, user.id, { from, to }));
  });
  await actor.sendToSheets(messages);
}
