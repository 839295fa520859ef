/** Terminals and bridges. @module */

/** Terminals and bridges. */
export function TerminalsScreen() {
  return <h1>Terminals</h1>;
}
