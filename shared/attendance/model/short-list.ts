/** Grows lists that mostly stay very short, in no more memory than they need. @module */

/**
 * A list with one more entry: a new list while it is very short, then the same one. A list that grows makes room for 16
 * more entries at once, but most lists of a day have one or two, and a sheet has dozens of them for each of its days.
 * @param list - whoever calls it looks at the list that is returned only
 */
export function appended<T>(list: T[], entry: T): T[] {
  const first = list[0];
  if (first === undefined) return [entry];
  if (list.length === 1) return [first, entry];
  const second = list[1];
  if (second !== undefined && list.length === 2) return [first, second, entry];
  list.push(entry);
  return list;
}
