/** Converts wall times and instants to whole seconds and back, and writes times of day. @module */

import { dateOfDay, dayNumber, digitsAt } from './calendar.ts';
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

/** The whole minute in front of a moment, or the moment itself. @param seconds - wall or epoch seconds, as is what is returned */
export function minuteOf(seconds: number): number {
  const past = seconds % 60;
  return past < 0 ? seconds - past - 60 : seconds - past;
}

const twoDigits = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));
const minuteTexts = Array.from(
  { length: 1_440 },
  (_, minute) => `${twoDigits[Math.floor(minute / 60)]}:${twoDigits[minute % 60]}`,
);

const secondTexts = twoDigits.map((text) => `:${text}`);

/**
 * Texts of moments. Those of whole minutes are kept by day: most times are rounded to them, and many people share them.
 */
class MomentTexts {
  readonly #end: string;
  readonly #days = new RecentDays<(string | undefined)[]>();
  // The last answer: neighbouring questions are mostly about one day.
  #midnight = 0;
  #minutes: (string | undefined)[];

  /** @param end - of each text, behind its seconds */
  constructor(end: string) {
    this.#end = end;
    this.#minutes = this.#begin(0);
  }

  of(seconds: number): string {
    let ofDay = seconds - this.#midnight;
    if (!(ofDay >= 0 && ofDay < daySeconds)) ofDay = this.#turnTo(seconds);
    const minute = (ofDay / 60) | 0;
    const rest = ofDay - minute * 60;
    if (rest !== 0) return this.#written(minute, rest);
    return this.#minutes[minute] ?? this.#kept(minute);
  }

  /** Turns to the day of a moment. @returns the seconds since its midnight */
  #turnTo(seconds: number): number {
    if (!Number.isFinite(seconds)) throw new RangeError(`${seconds} seconds: no moment`);
    const day = dayOfSeconds(seconds);
    this.#midnight = day * daySeconds;
    this.#minutes = this.#days.get(day) ?? this.#begin(day);
    return seconds - this.#midnight;
  }

  #begin(day: number): (string | undefined)[] {
    const texts = new Array<string | undefined>(1_440).fill(undefined);
    this.#days.set(day, texts);
    return texts;
  }

  #kept(minute: number): string {
    const text = this.#written(minute, 0);
    this.#minutes[minute] = text;
    return text;
  }

  #written(minute: number, second: number): string {
    const tail = secondTexts[second];
    if (tail === undefined)
      throw new RangeError(`${this.#midnight + minute * 60 + second} seconds: write whole ones`);
    return `${dateOfDay(dayOfSeconds(this.#midnight))}T${minuteTexts[minute]}${tail}${this.#end}`;
  }
}

const wallTexts = new MomentTexts('');
const instantTexts = new MomentTexts('Z');

function secondsOf(text: WallTime | Instant): number {
  const ofDay = digitsAt(text, 11) * 3_600 + digitsAt(text, 14) * 60 + digitsAt(text, 17);
  return dayNumber(text) * daySeconds + ofDay;
}

/** Wall seconds of a wall time. */
export function wallSeconds(wall: WallTime): number {
  return secondsOf(wall);
}

/** Epoch seconds of an instant; milliseconds are cut off, because terminals record whole seconds. */
export function epochSeconds(moment: Instant): number {
  return secondsOf(moment);
}

/** The wall time of wall seconds. @throws RangeError where they are not whole, or lie in no year that has a text */
export function wallTimeOf(seconds: number): WallTime {
  return wallTexts.of(seconds) as WallTime;
}

/** The instant of epoch seconds, `YYYY-MM-DDTHH:MM:SSZ`. @throws RangeError as {@link wallTimeOf} */
export function instantOf(seconds: number): Instant {
  return instantTexts.of(seconds) as Instant;
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
  return digitsAt(text, 0) * 3_600 + digitsAt(text, 3) * 60;
}
