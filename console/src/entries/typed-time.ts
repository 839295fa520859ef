/** Reads a time of day as people type it: `1803`, `18:03`, `6:03 pm`, `6p`, `0612+1`. @module */

import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate, WallTime } from '#shared/time/wall-time.ts';

/** A time of day, and how many days after the day of the sheet it is. */
export interface TypedTime {
  /** `HH:MM` or `HH:MM:SS`. */
  readonly time: string;
  /** 0 on the day itself, 1 on the next; `undefined` where nothing was said. */
  readonly days: number | undefined;
}

const form =
  /^(?:(\d{1,2})[:.h](\d{1,2})(?:[:.](\d{2}))?|(\d{1,2})(\d{2})(\d{2})?|(\d{1,2}))\s*([ap])?\.?\s*(?:m\.?)?\s*(?:\+\s*([01]))?$/i;

const two = (number: number) => String(number).padStart(2, '0');

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** Reads what was typed; `undefined` where it is no time of day. */
export function readTypedTime(text: string): TypedTime | undefined {
  const match = form.exec(text.trim());
  if (!match) return undefined;
  const [, hours, minutes, seconds, runHours, runMinutes, runSeconds, alone, half, later] = match;
  const hour = hourOf(Number(hours ?? runHours ?? alone), half);
  const minute = Number(minutes ?? runMinutes ?? 0);
  const second = Number(seconds ?? runSeconds ?? 0);
  if (!(hour >= 0 && hour <= 23) || minute > 59 || second > 59) return undefined;
  const time = `${two(hour)}:${two(minute)}${second === 0 ? '' : `:${two(second)}`}`;
  return { time, days: later === undefined ? undefined : Number(later) };
}

/**
 * The wall time that was meant. Where the day was not said, a time before `notBefore` is one of the next day: the out of a
 * night shift follows its in.
 * @param date - day of the sheet
 * @param notBefore - wall time of what precedes it, if something does
 */
export function wallTimeOfTyped(
  { time, days }: TypedTime,
  date: LocalDate,
  notBefore?: string | undefined,
): WallTime {
  const full = time.length === 5 ? `${time}:00` : time;
  const onDay = (day: LocalDate) => `${day}T${full}` as WallTime;
  if (days !== undefined) return onDay(addDays(date, days));
  const same = onDay(date);
  return notBefore !== undefined && same < notBefore ? onDay(addDays(date, 1)) : same;
}
