/** Reads query parameters that may be given several times. @module */

/** What a parameter has that may be given several times; `undefined` when it is not given. */
export function listOf<T extends string>(given: T | T[] | undefined): T[] | undefined {
  return given === undefined || Array.isArray(given) ? given : [given];
}
