/** Sums of what charts need to know before they draw: round ticks from zero, labels that do not run into each other. @module */

/** Round values from 0 to at least `most`, at most `count` steps. @param unit - what is round: 3600 for seconds shown as hours */
export function ticksFrom0(most: number, { unit = 1, count = 4, isWhole = false } = {}): number[] {
  const top = most / unit;
  if (top <= 0) return [0];
  const rough = top / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = [1, 2, 5, 10].map((factor) => factor * power);
  const step = Math.max(steps.find((one) => one >= rough) ?? 10 * power, isWhole ? 1 : 0);
  const last = Math.ceil(top / step - 1e-9);
  return Array.from({ length: last + 1 }, (_, index) => Number((index * step).toPrecision(12)) * unit);
}

/** Every how manyth label has room. @param each - px between two, @param room - px that a label takes */
export function labelEvery(each: number, room: number): number {
  return each <= 0 ? 1 : Math.max(1, Math.ceil(room / each));
}

const pxPerLetter = 7;

/** A text cut to about so many px, with a sign that it is cut. */
export function cutTo(text: string, px: number): string {
  const letters = Math.max(3, Math.floor(px / pxPerLetter));
  const all = [...text];
  return all.length <= letters
    ? text
    : `${all
        .slice(0, letters - 1)
        .join('')
        .trimEnd()}…`;
}
