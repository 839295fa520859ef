/** One terminal. @module */

/** One terminal. */
export function TerminalScreen() {
  return <h1>Terminal</h1>;
}
