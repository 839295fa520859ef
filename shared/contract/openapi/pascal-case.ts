/** Turns words of the contract into names of types: `add-time` into `AddTime`. @module */

/** `add-time`, `user.unknown` and `beforeIn` as `AddTime`, `UserUnknown` and `BeforeIn`. */
export function pascalCase(words: string): string {
  return words
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
