/** Writes durations, times, dates and numbers as people of a language read them. Pure functions: same arguments, same text. @module */

import { daySeconds, wallTimeOf } from '#shared/time/clock-text.ts';
import { decimalHours, hoursAndMinutes } from '#shared/time/duration-text.ts';
import type { Instant, LocalDate, WallTime } from '#shared/time/wall-time.ts';
import { epochOf } from '#shared/time/wall-time.ts';
import type { ClockStyle, DurationStyle } from './preferences.ts';

/** Languages without a region of their own are written as most of their readers here write. */
const regions: Readonly<Record<string, string>> = { en: 'en-GB', ms: 'ms-MY' };

/** The locale by which dates and numbers of a language are written. */
export function regionalLocale(language: string): string {
  return regions[language] ?? language;
}

function remembered<A extends readonly unknown[], T>(make: (...args: A) => T): (...args: A) => T {
  const made = new Map<string, T>();
  return (...args) => {
    const key = JSON.stringify(args);
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(...args);
    made.set(key, fresh);
    return fresh;
  };
}

const numberFormat = remembered(
  (language: string, options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(regionalLocale(language), options),
);
const dateFormat = remembered(
  (language: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(regionalLocale(language), options),
);
const relativeFormat = remembered(
  (language: string) =>
    new Intl.RelativeTimeFormat(regionalLocale(language), { style: 'short', numeric: 'always' }),
);

/** The digits of a language; `undefined` where they are 0 to 9. */
const digitsOf = remembered((language: string) => {
  const digits = Array.from({ length: 10 }, (_, digit) => numberFormat(language, {}).format(digit));
  return digits[0] === '0' ? [] : digits;
});

function inDigitsOf(language: string, text: string): string {
  const digits = digitsOf(language);
  return digits.length === 0 ? text : text.replace(/\d/g, (digit) => digits[Number(digit)] ?? digit);
}

/**
 * A duration: `8:04`, or `8.07` in decimal hours.
 * @param seconds - whole seconds; below 0 with a sign
 */
export function durationText(language: string, seconds: number, style: DurationStyle = 'clock'): string {
  if (style === 'clock') return inDigitsOf(language, hoursAndMinutes(seconds).replace('-', '−'));
  return numberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
    Number(decimalHours(seconds)),
  );
}

/** A duration to be read aloud or in a sentence: `2 hours 48 minutes`. @param seconds - whole seconds, not below 0 */
export function spokenDuration(language: string, seconds: number, width: 'long' | 'short' = 'long'): string {
  const minutes = Math.floor(seconds / 60);
  const unit = (value: number, name: 'hour' | 'minute') =>
    numberFormat(language, { style: 'unit', unit: name, unitDisplay: width }).format(value);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return unit(rest, 'minute');
  return rest === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(rest, 'minute')}`;
}

function clockOptions(clock: ClockStyle, seconds: boolean): Intl.DateTimeFormatOptions {
  return {
    hour: clock === '24' ? '2-digit' : 'numeric',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    hourCycle: clock === '24' ? 'h23' : 'h12',
  };
}

/** How a time of day is wanted. */
export interface TimeStyle {
  readonly clock?: ClockStyle | undefined;
  /** Whether seconds are written; not unless told. */
  readonly seconds?: boolean | undefined;
}

/** The moment at which a clock in UTC shows what the wall shows. */
function wallMoment(wall: string): number {
  return Date.parse(`${wall}Z`);
}

/** The time of day of a wall time, without its date: `09:12`. */
export function timeText(language: string, wall: WallTime | string, style: TimeStyle = {}): string {
  const { clock = '24', seconds = false } = style;
  if (clock === '24') return inDigitsOf(language, wall.slice(11, seconds ? 19 : 16));
  return dateFormat(language, { timeZone: 'UTC', ...clockOptions(clock, seconds) }).format(wallMoment(wall));
}

/** A time of the day given in minutes since its midnight; from 1,440 on that of a later day. */
export function minuteText(language: string, minutes: number, clock: ClockStyle = '24'): string {
  const seconds = (((minutes * 60) % daySeconds) + daySeconds) % daySeconds;
  return timeText(language, wallTimeOf(seconds), { clock });
}

/** How much of a date is written. */
const dateStyles = {
  /** `Tue 3 March 2026` */
  full: { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' },
  /** `3 March 2026` */
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  /** `3 Mar 2026` */
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  /** `Tue 3 Mar` */
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  /** `3 Mar` */
  brief: { day: 'numeric', month: 'short' },
  /** `Tuesday 3 March`, to be read aloud */
  spoken: { weekday: 'long', day: 'numeric', month: 'long' },
  /** `March 2026` */
  month: { month: 'long', year: 'numeric' },
  /** `Tue` */
  weekday: { weekday: 'short' },
  /** `Tuesday` */
  weekdayLong: { weekday: 'long' },
  /** `3` */
  number: { day: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** How much of a date is written. */
export type DateStyle = keyof typeof dateStyles;

function dateMoment(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** English puts a comma behind a short weekday, which in columns is noise. */
function withoutComma(language: string, text: string): string {
  return language.startsWith('en') ? text.replace(/^(\p{L}+), /u, '$1 ') : text;
}

/** A date: `Tue 3 March 2026`. */
export function dateText(language: string, date: LocalDate | string, style: DateStyle = 'full'): string {
  const options = { timeZone: 'UTC', ...dateStyles[style] };
  return withoutComma(language, dateFormat(language, options).format(dateMoment(date)));
}

/** The days `from ≤ date < to` as a range of which both ends belong to it: `3–17 March 2026`; one day as its date. */
export function rangeText(
  language: string,
  range: { readonly from: LocalDate | string; readonly to: LocalDate | string },
  style: 'date' | 'short' | 'brief' = 'date',
): string {
  const last = dateMoment(range.to) - daySeconds * 1_000;
  const format = dateFormat(language, { timeZone: 'UTC', ...dateStyles[style] });
  // Which blanks stand around the dash differs between runtimes: none between days of a month, plain ones elsewhere.
  return format
    .formatRange(dateMoment(range.from), last)
    .replace(/\s*–\s*/u, ' – ')
    .replace(/^(\d+) – (?=\d+ )/u, '$1–');
}

const firstMonday = Date.parse('1970-01-05T00:00:00Z');

/** The seven weekdays from Monday on, in two letters where these tell them apart. */
const shortWeekdays = remembered((language: string) => {
  const named = (weekday: 'short' | 'narrow') =>
    Array.from({ length: 7 }, (_, day) =>
      dateFormat(language, { timeZone: 'UTC', weekday }).format(firstMonday + day * daySeconds * 1_000),
    );
  const two = named('short').map((name) => Array.from(name).slice(0, 2).join(''));
  return new Set(two).size === 7 ? two : named('narrow');
});

/** The weekday of a date in two letters, for heads of columns: `Tu`. */
export function weekdayHead(language: string, date: LocalDate | string): string {
  const day = Math.floor((dateMoment(date) - firstMonday) / (daySeconds * 1_000));
  return shortWeekdays(language)[((day % 7) + 7) % 7] ?? '';
}

/** A moment as a zone's clocks show it: `3 Mar 09:12`. */
export function instantText(
  language: string,
  moment: Instant | string,
  zone: string,
  style: TimeStyle & { readonly date?: 'none' | 'brief' | 'short' | 'full' | undefined } = {},
): string {
  const { clock = '24', seconds = false, date = 'brief' } = style;
  const at = epochOf(moment as Instant);
  const time = dateFormat(language, { timeZone: zone, ...clockOptions(clock, seconds) }).format(at);
  if (date === 'none') return time;
  const day = dateFormat(language, { timeZone: zone, ...dateStyles[date] }).format(at);
  return `${withoutComma(language, day)} ${time}`;
}

const steps = [
  { unit: 'second', seconds: 1, below: 60 },
  { unit: 'minute', seconds: 60, below: 3_600 },
  { unit: 'hour', seconds: 3_600, below: daySeconds },
  { unit: 'day', seconds: daySeconds, below: Number.POSITIVE_INFINITY },
] as const;

/**
 * How long ago a moment was, or in how long it will be: `4 min ago`.
 * @param now - milliseconds since 1970 by the server's clock
 */
export function agoText(language: string, moment: Instant | string, now: number): string {
  const seconds = Math.round((epochOf(moment as Instant) - now) / 1_000);
  const step = steps.find(({ below }) => Math.abs(seconds) < below) ?? steps[3];
  return relativeFormat(language).format(Math.trunc(seconds / step.seconds), step.unit);
}

/** A count, grouped as the language groups: `9,672`. Never for ids. */
export function countText(language: string, count: number): string {
  return numberFormat(language, {}).format(count);
}

/** A share of 1 as a percentage: `85%`. */
export function percentText(language: string, share: number): string {
  return numberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** A size in bytes: `1.2 MB`. */
export function sizeText(language: string, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return numberFormat(language, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  }).format(bytes / 1_000 ** power);
}

/** Texts with commas between, the last with a word: `A, B and C`. */
export function listText(language: string, texts: readonly string[]): string {
  return listFormat(language).format(texts);
}

const listFormat = remembered((language: string) => new Intl.ListFormat(regionalLocale(language)));
