/** Finds users, terminals and plan documents by their ids, or throws the problem that names the missing one. @module */

import type { ClockingSchedule, DutyRoster, HolidayCalendar } from '#shared/attendance/index.ts';
import { hasFixedTimes } from '#shared/attendance/index.ts';
import { RollcallError } from '#shared/errors.ts';
import { nearestSerials } from '#shared/punch/nearest-serials.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { type CanonicalUserId, canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { flaw, phrase } from '#shared/reasons/index.ts';
import type { Stores } from '../store/index.ts';
import type { Versioned } from '../store/plan.ts';
import type { StoredTerminal } from '../store/terminals.ts';
import type { StoredUser } from '../store/users.ts';
import type { Actor } from './actor.ts';

/** @throws RollcallError user.merged for a user that is another one now */
export function requireNotMerged({ id, merged }: StoredUser): void {
  if (merged) throw new RollcallError('user.merged', { userId: id, into: merged.into });
}

/** @throws RollcallError user.erased for a person who has been erased */
export function requireNotErased({ id, erasedAt }: StoredUser): void {
  if (erasedAt !== undefined) throw new RollcallError('user.erased', { userId: id, erasedAt });
}

/** Whoever changes something of a user asks here. @throws RollcallError user.merged, user.erased */
export function requireEditable(user: StoredUser): void {
  requireNotMerged(user);
  requireNotErased(user);
}

/** @throws RollcallError user.unknown, user.merged */
export async function requireUser(actor: Actor, userId: UserId): Promise<StoredUser> {
  const user = await actor.stores.users.find(userId);
  if (!user) throw new RollcallError('user.unknown', { userId });
  requireNotMerged(user);
  return user;
}

/** A user of whom something is to be changed. @throws RollcallError user.unknown, user.merged, user.erased */
export async function requireEditableUser(actor: Actor, userId: UserId): Promise<StoredUser> {
  const user = await requireUser(actor, userId);
  requireNotErased(user);
  return user;
}

/** The users of some ids. @throws RollcallError user.unknown for the first id that nobody has */
export async function requireUsers(stores: Stores, userIds: readonly UserId[]): Promise<StoredUser[]> {
  const users = await stores.users.findMany(userIds);
  const known = new Set(users.map((user) => canonicalUserId(user.id)));
  const missing = userIds.find((userId) => !known.has(canonicalUserId(userId)));
  if (missing !== undefined) throw new RollcallError('user.unknown', { userId: missing });
  for (const user of users) requireNotMerged(user);
  return users;
}

/**
 * For each of some ids the user that it is now: of one that was merged or renamed the one that it became. `undefined` where nobody
 * has it. Where no id is one of before, it costs one read of all.
 */
export async function usersOfNow(
  stores: Stores,
  userIds: readonly UserId[],
): Promise<(StoredUser | undefined)[]> {
  const known = new Map<CanonicalUserId, StoredUser>();
  for (let missing = userIds; missing.length > 0; ) {
    const found = await stores.users.findMany(missing);
    for (const user of found) known.set(canonicalUserId(user.id), user);
    missing = found.flatMap(({ merged }) =>
      merged && !known.has(canonicalUserId(merged.into)) ? [merged.into] : [],
    );
  }
  return userIds.map((userId) => {
    let user = known.get(canonicalUserId(userId));
    while (user?.merged) user = known.get(canonicalUserId(user.merged.into));
    return user;
  });
}

/**
 * The users that some ids of a filter are now, each once, in the order in which they are named first. What is changed names its
 * users by {@link requireUsers}, which refuses an id of before.
 * @throws RollcallError user.unknown for the first id that nobody has
 */
export async function requireUsersOfNow(stores: Stores, userIds: readonly UserId[]): Promise<StoredUser[]> {
  const users = await usersOfNow(stores, userIds);
  const chosen = users.map((user, index) => {
    const userId = userIds[index];
    if (user === undefined && userId !== undefined) throw new RollcallError('user.unknown', { userId });
    return user;
  });
  return [...new Set(chosen)].filter((user) => user !== undefined);
}

/** @throws RollcallError schedule.unknown */
export async function requireSchedule(stores: Stores, id: string): Promise<Versioned<ClockingSchedule>> {
  const schedule = await stores.plan.schedules.find(id);
  if (!schedule) throw new RollcallError('schedule.unknown', { scheduleId: id });
  return schedule;
}

/** Requires that a schedule exists, from the beginning or from a dated change of the rules on. @throws RollcallError schedule.unknown */
export async function requireScheduleOfPlan(stores: Stores, id: string): Promise<void> {
  const changes = (await stores.plan.changes.find('changes'))?.changes ?? [];
  if (changes.some(({ schedules }) => schedules.some((schedule) => schedule.id === id))) return;
  await requireSchedule(stores, id);
}

/**
 * Requires that the schedules of one date exist, and, where there are several, that all of them have fixed times.
 * @param named - where they stand in the request, and which they are; a `null` names none
 * @throws RollcallError schedule.unknown, request.invalid
 */
export async function requireSchedulesOfDate(
  stores: Stores,
  named: {
    readonly path: string;
    readonly scheduleId?: string | null | undefined;
    readonly furtherScheduleIds?: readonly string[] | undefined;
  },
): Promise<void> {
  const { path, scheduleId, furtherScheduleIds = [] } = named;
  const ids = typeof scheduleId === 'string' ? [scheduleId, ...furtherScheduleIds] : furtherScheduleIds;
  for (const id of ids) await requireScheduleOfPlan(stores, id);
  if (furtherScheduleIds.length === 0) return;
  for (const id of ids) {
    const schedule = await stores.plan.schedules.find(id);
    if (!schedule || hasFixedTimes(schedule.kind)) continue;
    throw new RollcallError('request.invalid', {
      issues: [
        { in: 'body', path: `${path}/furtherScheduleIds`, ...flaw(phrase('document.fixed-times', { id })) },
      ],
    });
  }
}

/** @throws RollcallError roster.unknown */
export async function requireRoster(stores: Stores, id: string): Promise<Versioned<DutyRoster>> {
  const roster = await stores.plan.rosters.find(id);
  if (!roster) throw new RollcallError('roster.unknown', { rosterId: id });
  return roster;
}

/** @throws RollcallError calendar.unknown */
export async function requireCalendar(stores: Stores, id: string): Promise<Versioned<HolidayCalendar>> {
  const calendar = await stores.plan.calendars.find(id);
  if (!calendar) throw new RollcallError('calendar.unknown', { calendarId: id });
  return calendar;
}

/**
 * The terminal that somebody has typed for a file: the file itself does not say whose it is.
 * @throws RollcallError terminal.unknown with the known serials that are nearest
 */
export async function requireTerminalOfFile(actor: Actor, serial: Serial): Promise<StoredTerminal> {
  const { terminals } = actor.stores;
  const terminal = await terminals.find(serial);
  if (terminal) return terminal;
  const known = (await terminals.marks()).map((each) => each.serial);
  throw new RollcallError('terminal.unknown', { serial, nearest: nearestSerials(serial, known) });
}

/** @throws RollcallError terminal.unknown */
export async function requireTerminal(actor: Actor, serial: Serial): Promise<StoredTerminal> {
  const terminal = await actor.stores.terminals.find(serial);
  if (!terminal) throw new RollcallError('terminal.unknown', { serial });
  return terminal;
}
