/** Who is in, what is to be done, and what happens at the terminals now. @module */

/** Who is in, what is to be done, and what happens at the terminals now. */
export function TodayScreen() {
  return <h1>Today</h1>;
}
