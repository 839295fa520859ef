/** Clocking schedules. @module */

/** Clocking schedules. */
export function ClockingScreen() {
  return <h1>Schedules</h1>;
}
