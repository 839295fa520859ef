/** Converts between a terminal's packed time and local date and time as text. @module */

const secondsPerDay = 86_400;

const twoDigits = (number: number) => String(number).padStart(2, '0');

/**
 * The local time of a terminal's packed time, a count of seconds in a calendar where every month has 31 days, from
 * 2000-01-01: `((Y-2000)*372 + (M-1)*31 + D-1)*86400 + h*3600 + m*60 + s`.
 * @param packed - a whole number, not negative
 * @returns `YYYY-MM-DD HH:MM:SS`, also for days that do not exist
 */
export function textOfZkTime(packed: number): string {
  const days = Math.floor(packed / secondsPerDay);
  const second = packed - days * secondsPerDay;
  const year = 2000 + Math.floor(days / 372);
  const month = (Math.floor(days / 31) % 12) + 1;
  const day = (days % 31) + 1;
  const clock = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60]
    .map(twoDigits)
    .join(':');
  return `${year}-${twoDigits(month)}-${twoDigits(day)} ${clock}`;
}

/**
 * The packed time of a local time `YYYY-MM-DD HH:MM:SS`; the inverse of {@link textOfZkTime}.
 * @returns `undefined` when the text has another form or lies before 2000
 */
export function zkTimeOf(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const days = (year - 2000) * 372 + (month - 1) * 31 + day - 1;
  const packed = days * secondsPerDay + hour * 3600 + minute * 60 + second;
  return packed >= 0 ? packed : undefined;
}
