/** HR enters corrections here: added times, ignored punches, chosen slots or schedules. @module */

import { areSeveralSchedules } from '#shared/attendance/index.ts';
import type { NewCorrection } from '#shared/contract/corrections.ts';
import { RollcallError } from '#shared/errors.ts';
import { flaw, phrase } from '#shared/reasons/index.ts';
import { addDays } from '#shared/time/calendar.ts';
import { dateOf, type LocalDate, type WallTime } from '#shared/time/wall-time.ts';
import type { StoredCorrection } from '../../store/stored-entry.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { requireSchedulesToGive } from '../archived-plan.ts';
import { claimsOf, punchesOf } from '../claims.ts';
import { idOfRequest } from '../ids.ts';
import { requireEditableUser, requireSchedulesOfDate } from '../lookups.ts';
import { requireNoOverlap } from '../plan/index.ts';
import { RightSerials } from '../right-serials.ts';
import { addEntry, type EntryKind, entryBy } from './entries.ts';

/** Corrections as one kind of HR's entries. */
export const correctionRecords: EntryKind<StoredCorrection> = {
  name: 'correction',
  setting: 'corrections',
  store: ({ stores }) => stores.corrections,
  daysOf: ({ date }) => ({ from: date, to: addDays(date, 1) }),
  requirePossible,
  unknown: (correctionId) => new RollcallError('correction.unknown', { correctionId }),
};

/** A time belongs to its day, to the evening before, or to the night and the morning after. */
function requireNear(date: LocalDate, wallTime: WallTime): void {
  const day = dateOf(wallTime);
  if (day >= addDays(date, -1) && day <= addDays(date, 1)) return;
  const said = flaw(phrase('field.near-day', { date }));
  throw new RollcallError('request.invalid', { issues: [{ in: 'body', path: '/wallTime', ...said }] });
}

async function requirePunch(
  actor: Actor,
  user: StoredUser,
  wanted: { serial: string; wallTime: WallTime; status: number },
): Promise<void> {
  const day = dateOf(wanted.wallTime);
  const punches = await punchesOf(actor.stores, await claimsOf(actor.stores, user.id), day, addDays(day, 1));
  const { serial, wallTime, status } = wanted;
  const right = new RightSerials(await actor.stores.terminals.marks());
  const isThere = punches.some(
    (punch) =>
      right.of(punch.serial) === right.of(serial) && punch.wallTime === wallTime && punch.status === status,
  );
  if (!isThere) throw new RollcallError('punch.unknown', { userId: user.id, serial, wallTime, status });
}

/** Schedules that are worked beside one another are different ones, and there is a first one. */
function requireSeveral(named: Parameters<typeof areSeveralSchedules>[0]): void {
  if (areSeveralSchedules(named)) return;
  const said = flaw(phrase('document.several-schedules', {}));
  throw new RollcallError('request.invalid', {
    issues: [{ in: 'body', path: '/furtherScheduleIds', ...said }],
  });
}

/** Refuses a correction that could have no effect, or that would make two shifts overlap. */
async function requirePossible(actor: Actor, user: StoredUser, correction: StoredCorrection): Promise<void> {
  const { date } = correction;
  switch (correction.kind) {
    case 'add-time':
      return requireNear(date, correction.wallTime);
    case 'set-slot':
      return correction.wallTime === null ? undefined : requireNear(date, correction.wallTime);
    case 'void-punch':
      requireNear(date, correction.wallTime);
      return await requirePunch(actor, user, correction);
    case 'set-schedule': {
      const { scheduleId, furtherScheduleIds } = correction;
      requireSeveral(correction);
      if (scheduleId === null) return undefined;
      await requireSchedulesToGive(actor.stores, [scheduleId, ...(furtherScheduleIds ?? [])]);
      await requireSchedulesOfDate(actor.stores, { path: '', scheduleId, furtherScheduleIds });
      const override = { id: `~~${correction.id}`, userId: user.id, date, scheduleId, furtherScheduleIds };
      return await requireNoOverlap(actor, user, { from: date, to: addDays(date, 1) }, override);
    }
    default:
      return undefined;
  }
}

/**
 * Enters a correction. The punches stay as they are; the sheet of its day is computed again, unless somebody has to approve it first.
 * @throws RollcallError user.unknown, user.merged, user.erased, punch.unknown, schedule.unknown, plan.archived, plan.overlap, request.invalid
 */
export async function enterCorrection(actor: Actor, wanted: NewCorrection): Promise<StoredCorrection> {
  const user = await requireEditableUser(actor, wanted.userId);
  const correction: StoredCorrection = {
    ...wanted,
    ...entryBy(actor, user, idOfRequest(actor, 'cor'), wanted.reason),
  };
  const { kind, date } = correction;
  return await addEntry(actor, correctionRecords, user, correction, { kind, date });
}
