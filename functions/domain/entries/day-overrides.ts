/** HR replaces the plan of a single date of a user here. @module */

import type { DayOverride } from '#shared/contract/day-overrides.ts';
import { RollcallError } from '#shared/errors.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { StoredOverride } from '../../store/stored-entry.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { requireSchedulesToGive } from '../archived-plan.ts';
import { idOfRequest } from '../ids.ts';
import { requireEditableUser, requireSchedulesOfDate } from '../lookups.ts';
import { requireNoOverlap } from '../plan/index.ts';
import { addEntry, type EntryKind, entryBy } from './entries.ts';

/** Refuses an override that names a schedule that is not there, or that would make two shifts overlap. */
async function requirePossible(actor: Actor, user: StoredUser, override: StoredOverride): Promise<void> {
  const { date, scheduleId, furtherScheduleIds } = override;
  if (typeof scheduleId !== 'string' && !furtherScheduleIds) return;
  await requireSchedulesToGive(actor.stores, [scheduleId, ...(furtherScheduleIds ?? [])]);
  await requireSchedulesOfDate(actor.stores, { path: '', scheduleId, furtherScheduleIds });
  await requireNoOverlap(actor, user, { from: date, to: addDays(date, 1) }, override);
}

/** Day overrides as one kind of HR's entries. */
export const overrideRecords: EntryKind<StoredOverride> = {
  name: 'day-override',
  setting: 'dayOverrides',
  store: ({ stores }) => stores.overrides,
  daysOf: ({ date }) => ({ from: date, to: addDays(date, 1) }),
  requirePossible,
  unknown: (overrideId) => new RollcallError('override.unknown', { overrideId }),
};

/**
 * Replaces what the roster plans for one date of a user.
 * @throws RollcallError user.unknown, user.merged, user.erased, schedule.unknown, plan.overlap
 */
export async function enterOverride(
  actor: Actor,
  wanted: Pick<DayOverride, 'userId' | 'date' | 'scheduleId' | 'furtherScheduleIds' | 'dayType' | 'reason'>,
): Promise<StoredOverride> {
  const user = await requireEditableUser(actor, wanted.userId);
  const { date, scheduleId, furtherScheduleIds, dayType } = wanted;
  const override: StoredOverride = {
    ...wanted,
    ...entryBy(actor, user, idOfRequest(actor, 'ovr'), wanted.reason),
  };
  return await addEntry(actor, overrideRecords, user, override, {
    date,
    scheduleId,
    furtherScheduleIds,
    dayType,
  });
}
