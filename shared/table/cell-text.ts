/** Writes the values of cells as people read them. @module */

import { clockText, daySeconds } from '#shared/time/clock-text.ts';
import { decimalHours, hoursAndMinutes } from '#shared/time/duration-text.ts';
import type { Column, Value } from './table.ts';

const defaultPlaces = 2;

const secondsBelowMinute = (seconds: number) => String(Math.abs(seconds) % 60).padStart(2, '0');

/**
 * A time of day, with `+1` behind it after midnight and `-1` before the day.
 * @param seconds - since the midnight with which the day begins
 * @param withSeconds - whether seconds are written also where they are 0
 */
export function timeText(seconds: number, withSeconds = false): string {
  const days = Math.floor(seconds / daySeconds);
  const clock = clockText(seconds);
  const full = withSeconds && clock.length === 5 ? `${clock}:00` : clock;
  return days === 0 ? full : `${full}${days > 0 ? '+' : ''}${days}`;
}

/** A duration as hours and minutes, and seconds where there are some: nothing of it is lost. */
export function exactDuration(seconds: number): string {
  const rest = Math.abs(seconds) % 60;
  if (rest === 0) return hoursAndMinutes(seconds);
  const sign = seconds < 0 ? '-' : '';
  return `${sign}${hoursAndMinutes(Math.abs(seconds) - rest)}:${secondsBelowMinute(seconds)}`;
}

/** Decimal hours, or another number, with the places of their column. */
export function decimalText({ type, places = defaultPlaces }: Column, value: number): string {
  if (type === 'hours') return decimalHours(value, places);
  return String(Math.round(value * 10 ** places) / 10 ** places);
}

/** A value as it stands on paper and on a screen; durations without their seconds. */
export function shownText(column: Column, value: Value): string {
  if (value === null) return '';
  if (typeof value === 'string') return column.type === 'instant' ? value.replace('T', ' ') : value;
  switch (column.type) {
    case 'time':
      return timeText(value, column.seconds);
    case 'duration':
      return hoursAndMinutes(value);
    case 'hours':
    case 'number':
      return decimalText(column, value);
    default:
      return String(value);
  }
}
