// Words of the contract as names of types.

/** `add-time`, `user.unknown` and `beforeIn` as `AddTime`, `UserUnknown` and `BeforeIn`. */
export function pascalCase(words: string): string {
  return words
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
