/** Grows lists that mostly stay very short, in no more memory than they need. @module */

/**
 * A list with one more entry: a new list while it is short, then the same one. A list that grows makes room for 16
 * more entries at once, but most lists of a day have one to four, and a sheet has dozens of them for each of its days.
 * @param list - whoever calls it looks at the list that is returned only
 */
export function appended<T extends object | number | string>(list: T[], entry: T): T[] {
  const first = list[0];
  if (first === undefined) return [entry];
  const second = list[1];
  if (second === undefined) return [first, entry];
  const third = list[2];
  if (third === undefined) return [first, second, entry];
  if (list.length === 3) return [first, second, third, entry];
  list.push(entry);
  return list;
}
