/** HR replaces the plan of a single date of a user here. @module */

import type { DayOverride } from '#shared/contract/day-overrides.ts';
import { RollcallError } from '#shared/errors.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { StoredOverride } from '../../store/entries.ts';
import type { Actor } from '../actor.ts';
import { requireSchedulesToGive } from '../archived-plan.ts';
import { idOfRequest } from '../ids.ts';
import { requireEditableUser, requireSchedulesOfDate } from '../lookups.ts';
import { requireNoOverlap } from '../plan/index.ts';
import { addEntry, type EntryKind, entryBy, storedBefore } from './entries.ts';

/** Day overrides as one kind of HR's entries. */
export const overrideRecords: EntryKind<StoredOverride> = {
  name: 'day-override',
  store: ({ stores }) => stores.overrides,
  daysOf: ({ date }) => ({ from: date, to: addDays(date, 1) }),
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
  const before = await storedBefore(actor, overrideRecords, override);
  if (!before && (typeof scheduleId === 'string' || furtherScheduleIds)) {
    await requireSchedulesToGive(actor.stores, [scheduleId, ...(furtherScheduleIds ?? [])]);
    await requireSchedulesOfDate(actor.stores, { path: '', scheduleId, furtherScheduleIds });
    await requireNoOverlap(actor, user, { from: date, to: addDays(date, 1) }, override);
  }
  return await addEntry(actor, overrideRecords, before ?? override, {
    date,
    scheduleId,
    furtherScheduleIds,
    dayType,
  });
}
