/** Puts versions into their order. @module */

function partsOf(version: string): { numbers: number[]; before: string } {
  const match = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?$/.exec(version);
  if (!match) throw new RangeError(`"${version}" is not a version such as 1.2.3.`);
  return { numbers: match.slice(1, 4).map(Number), before: match[4] ?? '' };
}

/**
 * Negative when the first version is the older one, zero when both are the same. A version with a label, such as
 * `1.2.3-rc.1`, comes before the one without; labels are compared as texts with numbers in them.
 * @throws RangeError when one of them is not a version
 */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [partsOf(one), partsOf(other)];
  for (const [index, number] of first.numbers.entries()) {
    const difference = number - (second.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (first.before === second.before) return 0;
  if (first.before === '' || second.before === '') return first.before === '' ? 1 : -1;
  return first.before.localeCompare(second.before, 'en', { numeric: true });
}
