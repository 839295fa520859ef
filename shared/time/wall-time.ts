/**
 * The types of wall times, calendar dates and instants, and how each is parsed. A wall time is what a person reads
 * off a terminal and has no zone; an instant is a moment on the time line. They are different types, so that one
 * can never be taken for the other.
 * @module
 */

declare const wallTime: unique symbol;
declare const localDate: unique symbol;
declare const instant: unique symbol;

/** Local date and time without a zone: `YYYY-MM-DDTHH:MM:SS`, always a date and time that exist in the calendar. */
export type WallTime = string & { readonly [wallTime]: true };
/** Calendar date without a zone: `YYYY-MM-DD`. */
export type LocalDate = string & { readonly [localDate]: true };
/** Moment in UTC, to the second or the millisecond: `YYYY-MM-DDTHH:MM:SSZ` or `YYYY-MM-DDTHH:MM:SS.sssZ`. */
export type Instant = string & { readonly [instant]: true };

const wallTimeText = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})$/;
const localDateText = /^(\d{4})-(\d{2})-(\d{2})$/;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Whether a year, month (1 to 12) and day (1 to 31) exist in the Gregorian calendar. */
export function isCalendarDate(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const length = month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0);
  return day <= length;
}

/**
 * Reads a wall time.
 * @param text - `YYYY-MM-DDTHH:MM:SS`, or the same with a space, as terminals write it
 * @returns the wall time with `T`, or `null` when the text has another form or names a moment that no calendar has
 */
export function parseWallTime(text: string): WallTime | null {
  const match = wallTimeText.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (!isCalendarDate(year, month, day) || hour > 23 || minute > 59 || second > 59) return null;
  return text.replace(' ', 'T') as WallTime;
}

/** Reads a calendar date `YYYY-MM-DD`; `null` when the text has another form or no calendar has the date. */
export function parseLocalDate(text: string): LocalDate | null {
  const match = localDateText.exec(text);
  if (match === null) return null;
  return isCalendarDate(Number(match[1]), Number(match[2]), Number(match[3])) ? (text as LocalDate) : null;
}

/** The date part of a wall time. */
export function dateOf(wall: WallTime): LocalDate {
  return wall.slice(0, 10) as LocalDate;
}

/**
 * The instant of a millisecond count, in the form that is stored and sent.
 * @param epochMilliseconds - milliseconds since 1970-01-01T00:00:00Z
 */
export function instantFromEpoch(epochMilliseconds: number): Instant {
  return new Date(epochMilliseconds).toISOString() as Instant;
}

/** Milliseconds since 1970-01-01T00:00:00Z of an instant. */
export function epochOf(moment: Instant): number {
  return Date.parse(moment);
}
