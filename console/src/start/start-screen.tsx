/** The first five steps. @module */

/** The first five steps. */
export function StartScreen() {
  return <h1>Start</h1>;
}
