/** Converts wall times and instants to whole seconds and back, and writes times of day. @module */

import { dateOfDay, dayNumberOf } from './calendar.ts';
import type { Instant, WallTime } from './wall-time.ts';

/**
 * Texts of times to whole seconds and back. Wall seconds count from 1970-01-01T00:00:00 on the wall, epoch seconds from
 * the same moment in UTC; both are plain integers, so arithmetic on them needs no library.
 */

/** Seconds of a full day without a change of clocks. */
export const daySeconds = 86_400;

const twoDigits = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));
const minuteTexts = Array.from(
  { length: 1_440 },
  (_, minute) => `${twoDigits[Math.floor(minute / 60)]}:${twoDigits[minute % 60]}`,
);

// Most times are whole minutes, and a text of two parts is made faster than one of six.
const wallTails = minuteTexts.map((text) => `T${text}:00`);
const instantTails = minuteTexts.map((text) => `T${text}:00Z`);
const secondTexts = twoDigits.map((text) => `:${text}`);

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
  return textOf(seconds, wallTails, '') as WallTime;
}

/** The instant of epoch seconds, `YYYY-MM-DDTHH:MM:SSZ`. */
export function instantOf(seconds: number): Instant {
  return textOf(seconds, instantTails, 'Z') as Instant;
}

function textOf(seconds: number, tails: readonly string[], zone: string): string {
  const day = Math.floor(seconds / daySeconds);
  const ofDay = seconds - day * daySeconds;
  const minute = Math.floor(ofDay / 60);
  const rest = ofDay - minute * 60;
  if (rest === 0) return dateOfDay(day) + tails[minute];
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
