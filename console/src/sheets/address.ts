/** Reads the period and the open day out of the address of a screen of sheets. @module */

import { addDays, daysBetween, monthOf } from '#shared/time/calendar.ts';
import { type LocalDate, parseLocalDate } from '#shared/time/wall-time.ts';
import type { Range } from '../day/periods.ts';

/** Most days of a matrix. */
export const mostDays = 62;

/**
 * The period that an address names, or the month of a day where it names none. One that is empty or too long becomes one that
 * can be shown.
 */
export function periodOfAddress(from: string | undefined, to: string | undefined, today: LocalDate): Range {
  const first = from === undefined ? null : parseLocalDate(from);
  const end = to === undefined ? null : parseLocalDate(to);
  if (first === null) return monthOf(end === null ? today : addDays(end, -1));
  if (end === null || end <= first) return monthOf(first);
  return { from: first, to: daysBetween(first, end) > mostDays ? addDays(first, mostDays) : end };
}

/** A day of a person. */
export interface PersonDay {
  readonly userId: string;
  readonly date: LocalDate;
}

/** The day that the drawer shows: `1042:2026-03-03`. Ids may hold colons. */
export function openDayOf(text: string | undefined): PersonDay | undefined {
  if (text === undefined) return undefined;
  const at = text.lastIndexOf(':');
  const date = parseLocalDate(text.slice(at + 1));
  return at < 1 || date === null ? undefined : { userId: text.slice(0, at), date };
}

/** A day of a person as the address has it. */
export function textOfDay({ userId, date }: PersonDay): string {
  return `${userId}:${date}`;
}
