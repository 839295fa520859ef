/** One person, day by day. @module */

/** One person, day by day. */
export function PersonScreen() {
  return <h1>Attendance</h1>;
}
