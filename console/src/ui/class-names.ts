/** Joins names of classes. @module */

/** One `class` attribute out of the names that are there. */
export function classNames(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
