/** One bridge. @module */

/** One bridge. */
export function BridgeScreen() {
  return <h1>Bridge</h1>;
}
