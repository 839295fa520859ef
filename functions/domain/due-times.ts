/** Finds the due time of a schedule of downloads, exports or reports, or of the nightly generation, and the next one, across clock changes and late ticks. @module */

import type { Rhythm } from '#shared/contract/export-schedules.ts';
import type { DownloadSchedule } from '#shared/contract/settings.ts';
import { addDays, weekdayOf } from '#shared/time/calendar.ts';
import { localTimeSeconds, wallSeconds } from '#shared/time/clock-text.ts';
import {
  dateOf,
  epochOf,
  type Instant,
  instantFromEpoch,
  type LocalDate,
  type WallTime,
} from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import { wallTimeIn } from './today.ts';

/** A due time of a schedule: its name is the same however often and however late a tick looks at it. */
export interface DueTime {
  name: string;
  at: Instant;
}

/** A due time that was missed by more than this (the service was down) is not made up for. */
const catchUpMilliseconds = 6 * 3_600_000;

/** The moment at which a zone's clocks show a time of day on a date; a time that the zone skips comes after the gap. */
function instantOn(date: string, timeOfDay: string, zone: string): number {
  const seconds = wallSeconds(`${date}T00:00:00` as WallTime) + localTimeSeconds(timeOfDay);
  return zoneNamed(zone).toEpoch(seconds, 'earlier') * 1000;
}

/** The last moment at or before `now` at which a zone's clocks showed a time of day. A time that a zone skips is due after the gap. */
export function lastTimeOfDay(timeOfDay: string, zone: string, now: Instant): Instant {
  const today = dateOf(wallTimeIn(zone, now));
  const todays = instantOn(today, timeOfDay, zone);
  return instantFromEpoch(todays <= epochOf(now) ? todays : instantOn(addDays(today, -1), timeOfDay, zone));
}

/** The first moment after `now` at which a zone's clocks show a time of day. */
export function nextTimeOfDay(timeOfDay: string, zone: string, now: Instant): Instant {
  const today = dateOf(wallTimeIn(zone, now));
  const todays = instantOn(today, timeOfDay, zone);
  return instantFromEpoch(todays > epochOf(now) ? todays : instantOn(addDays(today, 1), timeOfDay, zone));
}

/** When a download schedule is due next, later than now; `null` when it is off. */
export function nextDownloadTime(schedule: DownloadSchedule, zone: string, now: Instant): Instant | null {
  if (schedule.kind === 'off') return null;
  if (schedule.kind === 'interval') {
    const width = schedule.everyMinutes * 60_000;
    return instantFromEpoch((Math.floor(epochOf(now) / width) + 1) * width);
  }
  const [next] = schedule.times.map((time) => nextTimeOfDay(time, zone, now)).sort();
  return next ?? null;
}

/**
 * The due time of a download schedule that has come, if any. Only the latest one counts: after an outage, one download
 * makes up for all that were missed.
 * @param now - the moment of the tick, which may come late or twice
 * @param of - whose schedule it is, where it is not that of the organisation
 */
export function dueDownloadTime(
  schedule: DownloadSchedule,
  zone: string,
  now: Instant,
  of = '',
): DueTime | null {
  if (schedule.kind === 'off') return null;
  if (schedule.kind === 'interval') {
    const width = schedule.everyMinutes * 60_000;
    const at = instantFromEpoch(Math.floor(epochOf(now) / width) * width);
    return { name: `download#${of}every-${schedule.everyMinutes}#${at}`, at };
  }
  const [latest] = schedule.times
    .map((time) => ({ time, at: lastTimeOfDay(time, zone, now) }))
    .sort((a, b) => epochOf(b.at) - epochOf(a.at));
  if (!latest || epochOf(now) - epochOf(latest.at) > catchUpMilliseconds) return null;
  return { name: `download#${of}daily-${latest.time}#${latest.at}`, at: latest.at };
}

/** The due time of the nightly generation that has come, if any. */
export function dueNightlyTime(nightlyAt: string | null, zone: string, now: Instant): DueTime | null {
  if (nightlyAt === null) return null;
  const at = lastTimeOfDay(nightlyAt, zone, now);
  if (epochOf(now) - epochOf(at) > catchUpMilliseconds) return null;
  return { name: `nightly#${at}`, at };
}

/** When something is made again and again. */
interface Recurrence {
  rhythm: Rhythm;
  /** Local time of day. */
  at: string;
  /** Due times from before are not made up for. */
  savedAt: Instant;
}

function isDueOn({ rhythm }: Pick<Recurrence, 'rhythm'>, date: LocalDate): boolean {
  if (rhythm.every === 'week') return weekdayOf(date) === rhythm.on;
  return rhythm.every === 'day' || Number(date.slice(8)) === rhythm.on;
}

/** The due time that has come, if any, and its local date. @param now - the moment of the tick, which may come late or twice */
export function dueTimeOf(
  recurrence: Recurrence,
  zone: string,
  now: Instant,
): { at: Instant; date: LocalDate } | null {
  const at = lastTimeOfDay(recurrence.at, zone, now);
  const date = dateOf(wallTimeIn(zone, at));
  if (!isDueOn(recurrence, date)) return null;
  const isLate = epochOf(now) - epochOf(at) > catchUpMilliseconds;
  return isLate || epochOf(at) < epochOf(recurrence.savedAt) ? null : { at, date };
}

/** The next due time, later than now. */
export function nextTimeOf(
  { at, rhythm }: Pick<Recurrence, 'at' | 'rhythm'>,
  zone: string,
  now: Instant,
): Instant {
  let next = nextTimeOfDay(at, zone, now);
  while (!isDueOn({ rhythm }, dateOf(wallTimeIn(zone, next)))) next = nextTimeOfDay(at, zone, next);
  return next;
}
