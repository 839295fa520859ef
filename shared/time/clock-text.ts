/** Converts wall times and instants to whole seconds and back, and writes times of day. @module */

import { dateOfDay, dayNumberOf } from './calendar.ts';
import { RecentDays } from './recent-days.ts';
import type { Instant, WallTime } from './wall-time.ts';

/**
 * Texts of times to whole seconds and back. Wall seconds count from 1970-01-01T00:00:00 on the wall, epoch seconds from
 * the same moment in UTC; both are plain integers, so arithmetic on them needs no library.
 */

/** Seconds of a full day without a change of clocks. */
export const daySeconds = 86_400;

/**
 * The day number in which a moment lies.
 * @param seconds - wall seconds for a day of the wall, epoch seconds for a day of UTC; finite
 */
export function dayOfSeconds(seconds: number): number {
  // Cut off, where nothing is negative, it is a division of integers: it takes a fraction of the time.
  return seconds >= 0 ? (seconds / daySeconds) | 0 : Math.floor(seconds / daySeconds);
}

/** The midnight in front of a moment, or the moment itself. @param seconds - as for {@link dayOfSeconds}, and so is what is returned */
export function midnightOf(seconds: number): number {
  return dayOfSeconds(seconds) * daySeconds;
}

const twoDigits = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));
const minuteTexts = Array.from(
  { length: 1_440 },
  (_, minute) => `${twoDigits[Math.floor(minute / 60)]}:${twoDigits[minute % 60]}`,
);

const secondTexts = twoDigits.map((text) => `:${text}`);

/** The texts of whole minutes that were asked for, by day: most times are rounded to them, and many people share them. */
class MinuteTexts {
  readonly #tails: readonly string[];
  readonly #days = new RecentDays<(string | undefined)[]>();

  /** @param end - of each text, behind its seconds */
  constructor(end: string) {
    this.#tails = minuteTexts.map((text) => `T${text}:00${end}`);
  }

  of(day: number, minute: number): string {
    const texts = this.#days.get(day) ?? this.#begin(day);
    const known = texts[minute];
    if (known !== undefined) return known;
    const text = `${dateOfDay(day)}${this.#tails[minute]}`;
    texts[minute] = text;
    return text;
  }

  #begin(day: number): (string | undefined)[] {
    const texts = new Array<string | undefined>(1_440).fill(undefined);
    this.#days.set(day, texts);
    return texts;
  }
}

const wallMinutes = new MinuteTexts('');
const instantMinutes = new MinuteTexts('Z');

function digits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}

function secondsOf(text: string): number {
  const day = dayNumberOf(digits(text, 0) * 100 + digits(text, 2), digits(text, 5), digits(text, 8));
  return day * daySeconds + digits(text, 11) * 3_600 + digits(text, 14) * 60 + digits(text, 17);
}

/** Wall seconds of a wall time. */
export function wallSeconds(wall: WallTime): number {
  return secondsOf(wall);
}

/** Epoch seconds of an instant; milliseconds are cut off, because terminals record whole seconds. */
export function epochSeconds(moment: Instant): number {
  return secondsOf(moment);
}

/** The wall time of wall seconds. */
export function wallTimeOf(seconds: number): WallTime {
  return textOf(seconds, wallMinutes, '') as WallTime;
}

/** The instant of epoch seconds, `YYYY-MM-DDTHH:MM:SSZ`. */
export function instantOf(seconds: number): Instant {
  return textOf(seconds, instantMinutes, 'Z') as Instant;
}

function textOf(seconds: number, minutes: MinuteTexts, zone: string): string {
  const day = dayOfSeconds(seconds);
  const ofDay = seconds - day * daySeconds;
  const minute = (ofDay / 60) | 0;
  const rest = ofDay - minute * 60;
  if (rest === 0) return minutes.of(day, minute);
  return `${dateOfDay(day)}T${minuteTexts[minute]}${secondTexts[rest]}${zone}`;
}

/**
 * The time of day of wall seconds as people read it: `HH:MM`, with `:SS` only where there are seconds.
 */
export function clockText(seconds: number): string {
  const ofDay = ((seconds % daySeconds) + daySeconds) % daySeconds;
  const minute = Math.floor(ofDay / 60);
  const rest = ofDay - minute * 60;
  const text = minuteTexts[minute] ?? '';
  return rest === 0 ? text : text + secondTexts[rest];
}

const localTimeText = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Whether a text is a local time `HH:MM`, 00:00 to 23:59. */
export function isLocalTime(text: string): boolean {
  return localTimeText.test(text);
}

/**
 * Seconds since local midnight of a local time.
 * @param text - `HH:MM`
 * @throws RangeError when the text is not a local time
 */
export function localTimeSeconds(text: string): number {
  if (!isLocalTime(text)) throw new RangeError(`local time "${text}": write HH:MM, 00:00 to 23:59`);
  return digits(text, 0) * 3_600 + digits(text, 3) * 60;
}
