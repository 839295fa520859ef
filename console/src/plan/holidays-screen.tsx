/** Holidays. @module */

/** Holidays. */
export function HolidaysScreen() {
  return <h1>Holidays</h1>;
}
