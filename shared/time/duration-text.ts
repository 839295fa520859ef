/**
 * Writes durations as hours and minutes or as decimal hours. Inside, a duration is whole seconds; these forms are
 * made once, after summing.
 * @module
 */

/** Durations of less than a day, by minutes: every sheet is full of them. */
const shortTexts = Array.from(
  { length: 1_440 },
  (_, minutes) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`,
);

/**
 * A duration as hours and minutes.
 * @param seconds - whole seconds; seconds below a minute are cut off
 * @example hoursAndMinutes(29_700) // '8:15'
 */
export function hoursAndMinutes(seconds: number): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  if (seconds >= 0 && minutes < shortTexts.length) return shortTexts[minutes] ?? '';
  const rest = minutes % 60;
  return `${seconds < 0 && minutes > 0 ? '-' : ''}${(minutes - rest) / 60}:${rest < 10 ? '0' : ''}${rest}`;
}

/**
 * A duration as decimal hours, half of the last place away from zero.
 * @param seconds - whole seconds
 * @example decimalHours(29_700) // '8.25'
 */
export function decimalHours(seconds: number, places = 2): string {
  const scale = 10 ** places;
  const scaled = Math.round((Math.abs(seconds) * scale) / 3_600);
  const text = (scaled / scale).toFixed(places);
  return seconds < 0 && scaled > 0 ? `-${text}` : text;
}
