/** Finds the serial numbers that somebody may have meant who typed another one. @module */

const mostNamed = 3;

/** How many characters have to be inserted, removed, replaced or swapped with their neighbours to make one text of the other. */
function editsBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (beforeLast[j - 2] ?? Infinity) + 1 : Infinity;
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced, swapped));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

/** Letters that are read for digits, and case, count for nothing. */
function plain(serial: string): string {
  return serial.toUpperCase().replaceAll('O', '0').replaceAll('I', '1').replaceAll('L', '1');
}

/**
 * The known serial numbers nearest to one that is not known, the nearest first; at most three.
 * @param known - serial numbers that exist
 * @param mostEdits - none is named that differs in more characters
 */
export function nearestSerials<S extends string>(
  serial: string,
  known: Iterable<S>,
  mostEdits = Number.POSITIVE_INFINITY,
): S[] {
  return [...new Set(known)]
    .map((each) => ({ each, edits: editsBetween(plain(serial), plain(each)) }))
    .filter(({ edits }) => edits <= mostEdits)
    .sort((a, b) => a.edits - b.edits || (a.each < b.each ? -1 : 1))
    .slice(0, mostNamed)
    .map(({ each }) => each);
}
