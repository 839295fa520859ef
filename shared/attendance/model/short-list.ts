/** Grows lists that mostly stay very short, in no more memory than they need. @module */

/**
 * A list with one more entry: the same list, or a new one while it is very short. A list that grows makes room for 16
 * more entries at once; most lists of a day have one or two, and a sheet has dozens of them for each of its days.
 */
export function appended<T>(list: T[], entry: T): T[] {
  const first = list[0];
  if (first === undefined) return [entry];
  if (list.length === 1) return [first, entry];
  list.push(entry);
  return list;
}
