/**
 * From which day on times are kept: punches, rows of sheets, and what HR has entered about days. The day is moved on at night,
 * by the setting, and never back; what lies before it is deleted, and refused by name wherever somebody asks for it.
 * @module
 */

import type { KeptTimes } from '#shared/contract/retention.ts';
import { RollcallError } from '#shared/errors.ts';
import { firstKeptDay } from '#shared/time/kept-months.ts';
import { dateOf, epochOf, type Instant, type LocalDate } from '#shared/time/wall-time.ts';
import type { Stores } from '../store/index.ts';
import type { StoredSettings } from '../store/settings.ts';
import { lastTimeOfDay, nextTimeOfDay } from './due-times.ts';
import { wallTimeIn } from './today.ts';

/** What decides from when on times are kept. */
export type RetentionOf = Pick<StoredSettings, 'zone' | 'sheets' | 'retention' | 'timesKept'>;

/** When the night's work begins where there is no nightly generation. */
const defaultNight = '02:30';
/** A change can be undone for so long, in milliseconds: whoever has slipped sees it the next day. */
const graceMilliseconds = 24 * 3_600_000;

const nightOf = ({ sheets }: RetentionOf) => sheets.nightlyAt ?? defaultNight;

/** The night's work that begins at a moment: by it times may be deleted. */
function workOf(settings: RetentionOf, at: Instant): { at: Instant; from: LocalDate } | undefined {
  const { zone, retention, timesKept } = settings;
  if (retention?.timesMonths === undefined) return undefined;
  const { changedAt } = timesKept ?? {};
  if (changedAt !== undefined && epochOf(at) - epochOf(changedAt) < graceMilliseconds) return undefined;
  const from = firstKeptDay(dateOf(wallTimeIn(zone, at)), retention.timesMonths);
  return { at, from };
}

/**
 * The night's work that is due: since when, and the first day that is kept by it, which is never earlier than the one of now;
 * `undefined` where nothing is deleted.
 */
export function dueRetention(
  settings: RetentionOf,
  now: Instant,
): { at: Instant; from: LocalDate } | undefined {
  const at = lastTimeOfDay(nightOf(settings), settings.zone, now);
  const kept = settings.timesKept?.from;
  const due = workOf(settings, at);
  if (due === undefined || (kept !== undefined && due.from < kept)) {
    // What was on its way when it was deleted is found by the next nights, also when nothing more is to be deleted.
    return kept === undefined ? undefined : { at, from: kept };
  }
  return due;
}

/** The next night in which more is deleted than has been, as the settings are now. */
function nextRetention(settings: RetentionOf, now: Instant): KeptTimes['next'] {
  const { zone, timesKept } = settings;
  const night = nightOf(settings);
  let at = nextTimeOfDay(night, zone, now);
  // The first night may lie within the grace; the second one never does, nor a third, whatever the clocks do.
  for (let nights = 0; nights < 3; nights += 1) {
    const work = workOf(settings, at);
    if (work !== undefined) return work.from > (timesKept?.from ?? '') ? work : undefined;
    at = nextTimeOfDay(night, zone, at);
  }
  return undefined;
}

/** From which day on times are kept, and what is deleted next. */
export function keptTimesOf(settings: RetentionOf, now: Instant): KeptTimes {
  const from = settings.timesKept?.from;
  const next = nextRetention(settings, now);
  return { ...(from === undefined ? {} : { from }), ...(next === undefined ? {} : { next }) };
}

/** What would be deleted first if the setting were changed now. */
export function retentionIfChanged(
  settings: RetentionOf,
  timesMonths: number,
  now: Instant,
): { at: Instant; from: LocalDate } {
  const changed = { ...settings, retention: { timesMonths }, timesKept: { changedAt: now } };
  const work = nextRetention(changed, now);
  if (work === undefined) throw new Error('no night comes after the grace of a change');
  return work;
}

/** @throws RollcallError times.not-kept when a day is before the first one that is kept */
export function requireKeptBy({ timesKept }: Pick<StoredSettings, 'timesKept'>, day: LocalDate): void {
  const from = timesKept?.from;
  if (from !== undefined && day < from) throw new RollcallError('times.not-kept', { from });
}

/** @throws RollcallError times.not-kept when a day is before the first one that is kept */
export async function requireKept(stores: Stores, day: LocalDate): Promise<void> {
  requireKeptBy(await stores.settings.read(), day);
}
