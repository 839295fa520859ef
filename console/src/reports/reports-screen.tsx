/** Reports. @module */

/** Reports. */
export function ReportsScreen() {
  return <h1>Reports</h1>;
}
