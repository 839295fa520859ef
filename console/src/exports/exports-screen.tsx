/** Exports for payroll. @module */

/** Exports for payroll. */
export function ExportsScreen() {
  return <h1>Exports</h1>;
}
