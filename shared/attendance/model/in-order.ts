/** Says whether a list is in order already, which most lists are: a sort would copy them to find out. @module */

/** Whether no entry of a list comes before the one in front of it. @param compare - above 0 where its first argument comes later */
export function isInOrder<T extends object>(list: readonly T[], compare: (a: T, b: T) => number): boolean {
  let before = list[0];
  for (let i = 1; i < list.length; i += 1) {
    const entry = list[i];
    if (before === undefined || entry === undefined || compare(before, entry) > 0) return false;
    before = entry;
  }
  return true;
}
