/** The soak tells memory that grows from memory that goes up and down. @module */

/** How the memory of one process went. Bytes. */
export interface Growth {
  name: string;
  /** The least of the second quarter, when all is loaded and warm. */
  before: number;
  /** The least of the last quarter. */
  after: number;
  grows: boolean;
}

const megabyte = 2 ** 20;
/** What the engine's own heuristics are allowed: they let a heap that is hardly used get a little larger for a long time. */
const share = 1.1;
const slack = 12 * megabyte;

/**
 * Judges one process by its least memory in the second and in the last quarter of a run: what is between two collections says
 * nothing, what is left after the best of them is held.
 * @param samples - bytes in the order of time, at least eight
 */
export function growthOf(name: string, samples: readonly number[]): Growth {
  const quarter = Math.floor(samples.length / 4);
  const before = Math.min(...samples.slice(quarter, 2 * quarter));
  const after = Math.min(...samples.slice(-quarter));
  return { name, before, after, grows: after > before * share + slack };
}
