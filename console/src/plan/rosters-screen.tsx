/** Duty rosters. @module */

/** Duty rosters. */
export function RostersScreen() {
  return <h1>Rosters</h1>;
}
