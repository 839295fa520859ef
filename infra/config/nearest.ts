/** Finds the known name that somebody most likely meant. @module */

/** Letters that have to be put in, left out or changed to make one text of another. */
function distance(from: string, to: string): number {
  let before = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...from].entries()) {
    const here = [row + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const changed = (before[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1);
      here.push(Math.min(changed, (before[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1));
    }
    before = here;
  }
  return before[to.length] ?? 0;
}

/** The known name that differs least, unless more than half of it would have to be changed. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((each) => ({ each, away: distance(name.toLowerCase(), each.toLowerCase()) }))
    .sort((one, other) => one.away - other.away);
  return best !== undefined && best.away * 2 <= Math.max(name.length, best.each.length)
    ? best.each
    : undefined;
}
