/** Who works what and when, people by days. @module */

/** Who works what and when, people by days. */
export function BoardScreen() {
  return <h1>Board</h1>;
}
