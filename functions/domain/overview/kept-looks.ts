/** Keeps what costs much to look at for a short time in this process: the longer the look took, the longer it is kept. @module */

import { epochOf, type Instant } from '#shared/time/wall-time.ts';

const shortestMilliseconds = 10_000;
const longestMilliseconds = 600_000;
/** A look may take a twentieth of the time at most. */
const timesAsLong = 20;
const mostKept = 200;

interface Kept<T> {
  look: Promise<T>;
  at: number;
  /** Until it has been taken: the shortest. */
  keptFor: number;
}

/** Looks of one kind. */
export class KeptLooks<T> {
  readonly #kept = new Map<string, Kept<T>>();

  /** What was seen a short time ago, or what is seen now. Who asks while somebody looks gets the same. A look that fails is not kept. */
  async at(key: string, now: Instant, look: () => Promise<T>): Promise<T> {
    const moment = epochOf(now);
    const before = this.#kept.get(key);
    if (before && before.at <= moment && moment < before.at + before.keptFor) return await before.look;
    const began = performance.now();
    const kept: Kept<T> = { look: look(), at: moment, keptFor: shortestMilliseconds };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    try {
      return await kept.look;
    } catch (error) {
      if (this.#kept.get(key) === kept) this.#kept.delete(key);
      throw error;
    } finally {
      const wanted = timesAsLong * (performance.now() - began);
      kept.keptFor = Math.min(longestMilliseconds, Math.max(shortestMilliseconds, wanted));
    }
  }
}
