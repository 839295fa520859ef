/**
 * Converts between a terminal's packed 32-bit time and wall-time text. It is local time without a zone, and can
 * name days that do not exist.
 * @module
 */

import { isCalendarDate } from '#shared/time/wall-time.ts';

const secondsPerDay = 86_400;

const twoDigits = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
const minutesOfDay = Array.from(
  { length: 1440 },
  (_, minute) => `${twoDigits[Math.floor(minute / 60)]}:${twoDigits[minute % 60]}:`,
);

/** A packed time, decoded. */
export interface DecodedTime {
  /** `YYYY-MM-DD HH:MM:SS`, also for days that do not exist; empty for 0, which terminals use for "no time". */
  text: string;
  /** Whether the moment exists and lies in 2000 to 2099, the years that terminals can set. */
  sound: boolean;
}

/** The calendar date that a packed day count names: year, month 1 to 12, day 1 to 31. */
function dateOfPackedDay(packedDay: number): { year: number; month: number; day: number } {
  const day = (packedDay % 31) + 1;
  const months = Math.floor(packedDay / 31);
  return { year: Math.floor(months / 12) + 2000, month: (months % 12) + 1, day };
}

/** Whether the day of a packed time exists. */
export function isPackedDate(packed: number): boolean {
  const { year, month, day } = dateOfPackedDay(Math.floor(packed / secondsPerDay));
  return isCalendarDate(year, month, day);
}

/**
 * Makes a decoder that remembers the last day it met: logs are nearly in order, so most records repeat it.
 * @returns a function from packed time to text
 */
export function packedTimeDecoder(): (packed: number) => DecodedTime {
  let lastDay = -1;
  let datePrefix = '';
  let sound = false;
  const decoded: DecodedTime = { text: '', sound: false };
  return (packed) => {
    if (packed === 0) {
      decoded.text = '';
      decoded.sound = false;
      return decoded;
    }
    const packedDay = Math.floor(packed / secondsPerDay);
    if (packedDay !== lastDay) {
      const { year, month, day } = dateOfPackedDay(packedDay);
      datePrefix = `${year}-${twoDigits[month]}-${twoDigits[day]} `;
      sound = year <= 2099 && isCalendarDate(year, month, day);
      lastDay = packedDay;
    }
    const second = packed - packedDay * secondsPerDay;
    const minute = Math.floor(second / 60);
    decoded.text = datePrefix + minutesOfDay[minute] + twoDigits[second - minute * 60];
    decoded.sound = sound;
    return decoded;
  };
}

/** Decodes one packed time. */
export function decodePackedTime(packed: number): DecodedTime {
  return { ...packedTimeDecoder()(packed) };
}

/**
 * Packs a wall time.
 * @param text - `YYYY-MM-DD HH:MM:SS`, years 2000 to 2133; days up to 31 in every month; empty for the null time
 * @returns the u32, or `null` when the text has another form or cannot be packed
 */
export function encodePackedTime(text: string): number | null {
  if (text === '') return 0;
  const match = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return null;
  const days = ((year - 2000) * 12 + month - 1) * 31 + day - 1;
  const packed = days * secondsPerDay + hour * 3600 + minute * 60 + second;
  return packed >= 0 && packed <= 0xffff_ffff ? packed : null;
}
