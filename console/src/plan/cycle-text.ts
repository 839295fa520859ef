/** A cycle of a duty roster as somebody types it: `3 3 3 R 4 4 4 R`. Pure functions. @module */

import type { DutyRoster, RosterEntry } from '#shared/attendance/model/index.ts';
import { daysBetween, weekdayOf } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';

/** A rest day. */
export const restEntry: RosterEntry = { scheduleId: null, dayType: 'restday' };
/** An off day. */
export const offEntry: RosterEntry = { scheduleId: null };

/**
 * What a word stands for: `1` to `99` the schedules in their order, `R` a rest day, `O` or `-` an off day, else the id of a
 * schedule.
 * @param scheduleIds - in the order in which they are numbered
 */
export function entryOf(word: string, scheduleIds: readonly string[]): RosterEntry | undefined {
  if (/^r$/i.test(word)) return restEntry;
  if (/^[o–-]$/i.test(word)) return offEntry;
  const byNumber = /^\d{1,2}$/.test(word) ? scheduleIds[Number(word) - 1] : undefined;
  const id = byNumber ?? scheduleIds.find((one) => one === word.toLowerCase());
  return id === undefined ? undefined : { scheduleId: id };
}

/** The word of an entry. An entry that no word stands for (a day type of its own, several schedules) has a `*` behind it. */
export function symbolOf(entry: RosterEntry, scheduleIds: readonly string[]): string {
  const { scheduleId, dayType, furtherScheduleIds } = entry;
  if (scheduleId === null) return dayType === 'restday' ? 'R' : dayType === undefined ? 'O' : 'O*';
  const index = scheduleIds.indexOf(scheduleId);
  const word = index === -1 ? scheduleId : String(index + 1);
  return dayType === undefined && furtherScheduleIds === undefined ? word : `${word}*`;
}

/** What a text says, or the first word that stands for nothing. */
export type CycleText = { readonly entries: readonly RosterEntry[] } | { readonly wrong: string };

const mostDays = 366;

/**
 * Reads a cycle. Words are separated by blanks, commas or lines; `333R` without any is read letter by letter; `4x3` and `4*3`
 * stand for four times `3`.
 */
export function readCycle(text: string, scheduleIds: readonly string[]): CycleText {
  const trimmed = text.trim();
  const words = trimmed.split(/[\s,;|]+/).filter((word) => word !== '');
  const [only = ''] = words;
  const isPacked =
    words.length === 1 && /^[0-9roRO–-]{3,}$/.test(only) && entryOf(only, scheduleIds) === undefined;
  const entries: RosterEntry[] = [];
  for (const word of isPacked ? Array.from(only) : words) {
    const [, times = '1', rest = word] = /^(\d{1,3})[x×*](.+)$/i.exec(word) ?? [];
    const entry = entryOf(rest, scheduleIds);
    if (entry === undefined) return { wrong: word };
    for (let count = 0; count < Number(times) && entries.length < mostDays; count += 1) entries.push(entry);
  }
  return { entries };
}

/** A cycle as text, which {@link readCycle} reads again where every entry has a word. */
export function writeCycle(entries: readonly RosterEntry[], scheduleIds: readonly string[]): string {
  return entries.map((entry) => symbolOf(entry, scheduleIds)).join(' ');
}

/** The entry of a roster on a date. */
export function entryOn(roster: DutyRoster, date: LocalDate): RosterEntry {
  if (roster.kind === 'weekly') return roster.days[weekdayOf(date)];
  const { length } = roster.entries;
  const place = ((daysBetween(roster.anchor, date) % length) + length) % length;
  return roster.entries[place] ?? offEntry;
}
