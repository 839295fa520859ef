/** Counts with calendar dates as day numbers: weekdays, weeks and months. @module */

import { RecentDays } from './recent-days.ts';
import type { Instant, LocalDate, WallTime } from './wall-time.ts';

/**
 * Arithmetic on calendar dates. A date is a day number (days since 1970-01-01, no zone) wherever something is counted,
 * and text only at the edges.
 */

/** Day of the week, Monday first, as HR writes it. */
export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** The seven weekdays, Monday first (ISO 8601). */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const satisfies readonly Weekday[];

const dateTexts = new RecentDays<LocalDate>();
// The last answer: neighbouring questions are mostly about one day.
let lastDay = 0;
let lastText = '1970-01-01' as LocalDate;

const firstYearKept = 1970;
const lastYearKept = 2119;
const monthStarts = Int32Array.from({ length: (lastYearKept - firstYearKept + 1) * 12 }, (_, index) =>
  computeDayNumber(firstYearKept + Math.floor(index / 12), (index % 12) + 1, 1),
);

/** Days since 1970-01-01 of a proleptic Gregorian date; negative before. */
export function dayNumberOf(year: number, month: number, day: number): number {
  if (year < firstYearKept || year > lastYearKept) return computeDayNumber(year, month, day);
  return (monthStarts[(year - firstYearKept) * 12 + month - 1] ?? 0) + day - 1;
}

// The year is counted from March, so that the leap day is the last of its year.
function computeDayNumber(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The number that two digits of a text are. @param at - where they stand */
export function digitsAt(text: string, at: number): number {
  // The code of `0`, taken off ten times and once more.
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
}

/** Days since 1970-01-01 of a calendar date. @param date - or a text that begins with one */
export function dayNumber(date: LocalDate | WallTime | Instant): number {
  return dayNumberOf(digitsAt(date, 0) * 100 + digitsAt(date, 2), digitsAt(date, 5), digitsAt(date, 8));
}

/** The calendar date of a day number (days since 1970-01-01). */
export function dateOfDay(day: number): LocalDate {
  if (day !== lastDay) {
    lastText = dateTexts.get(day) ?? rememberedText(day);
    lastDay = day;
  }
  return lastText;
}

function rememberedText(day: number): LocalDate {
  const text = new Date(day * 86_400_000).toISOString().slice(0, 10) as LocalDate;
  dateTexts.set(day, text);
  return text;
}

/** The date that lies a number of days later (earlier when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDay(dayNumber(date) + days);
}

/** Days from one date to another; negative when `to` is the earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Orders two dates: below 0 when `a` is earlier, 0 when equal, above 0 when later. */
export function compareDates(a: LocalDate, b: LocalDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Index of a day number's weekday: 0 Monday … 6 Sunday. 1970-01-01 was a Thursday. */
export function weekdayIndex(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Weekday of a date. */
export function weekdayOf(date: LocalDate): Weekday {
  return weekdays[weekdayIndex(dayNumber(date))] ?? 'monday';
}

/** Day number of the first day of the week that holds `day`, for a week that starts on the given weekday. */
export function weekStartDay(day: number, weekStartsOn: Weekday): number {
  return day - ((weekdayIndex(day) - weekdays.indexOf(weekStartsOn) + 7) % 7);
}

/** The half-open week `[from, to)` that holds a date. */
export function weekOf(
  date: LocalDate,
  weekStartsOn: Weekday = 'monday',
): { from: LocalDate; to: LocalDate } {
  const start = weekStartDay(dayNumber(date), weekStartsOn);
  return { from: dateOfDay(start), to: dateOfDay(start + 7) };
}

/** The half-open calendar month `[from, to)` that holds a date. */
export function monthOf(date: LocalDate): { from: LocalDate; to: LocalDate } {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  return {
    from: dateOfDay(dayNumberOf(year, month, 1)),
    to: dateOfDay(month === 12 ? dayNumberOf(year + 1, 1, 1) : dayNumberOf(year, month + 1, 1)),
  };
}
