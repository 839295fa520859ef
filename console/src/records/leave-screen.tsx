/** Leave of all people. @module */

/** Leave of all people. */
export function LeaveScreen() {
  return <h1>Leave</h1>;
}
