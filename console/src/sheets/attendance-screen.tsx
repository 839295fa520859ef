/** The matrix of people and days, and the list of one day. @module */

/** The matrix of people and days, and the list of one day. */
export function AttendanceScreen() {
  return <h1>Attendance</h1>;
}
