/** Writes dates and wall times by patterns such as `dd/MM/yyyy` and `HH:mm`. @module */

import type { LocalDate } from '#shared/time/wall-time.ts';

/** Patterns of dates: `yyyy` `yy` `MM` `M` `dd` `d`, with blanks and . / - _ between them. */
export const datePattern = /^(?=.*(?:y|M|d))(?:yyyy|yy|MM|M|dd|d|[ ./_-])+$/;

/** Writes a date by a pattern. */
export function writeDate(date: LocalDate, pattern: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return pattern.replace(/yyyy|yy|MM|M|dd|d/g, (token) => {
    if (token === 'yyyy') return year;
    if (token === 'yy') return year.slice(-2);
    if (token === 'MM') return month;
    if (token === 'M') return String(Number(month));
    return token === 'dd' ? day : String(Number(day));
  });
}

/** How times of columns are written. */
export const timePatterns = ['HH:mm', 'H:mm', 'HHmm', 'HH:mm:ss', 'HH.mm'] as const;
/** How a time of a column is written. */
export type TimePattern = (typeof timePatterns)[number];

/** Writes the time of day of a wall time `YYYY-MM-DDTHH:MM:SS`. */
export function writeTime(wallTime: string, pattern: TimePattern): string {
  const [hour = '', minute = '', second = ''] = wallTime.slice(11).split(':');
  return pattern
    .replace(/HH?/, (token) => (token === 'H' ? String(Number(hour)) : hour))
    .replace('mm', minute)
    .replace('ss', second);
}
