/** Limits how often something may happen, for each of many names, in the memory of this process. @module */

/** How often something may happen. */
export interface Rate {
  /** On average, a second. */
  perSecond: number;
  /** At once. */
  burst: number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** How many names are remembered: those that were heard from least recently are forgotten. */
const mostBuckets = 10_000;

/** A token bucket for each name. */
export class Buckets {
  readonly #rate: Rate;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param now - milliseconds of a clock that never goes back */
  constructor(rate: Rate, now: () => number = () => performance.now()) {
    this.#rate = rate;
    this.#now = now;
  }

  #tokensOf(name: string): number {
    const { perSecond, burst } = this.#rate;
    const known = this.#buckets.get(name);
    if (known === undefined) return burst;
    return Math.min(burst, known.tokens + ((this.#now() - known.filledAt) / 1000) * perSecond);
  }

  /** How often it may happen now, and in how many whole seconds as often as at most. */
  left(name: string): { times: number; fullAfterSeconds: number } {
    const tokens = this.#tokensOf(name);
    const { perSecond, burst } = this.#rate;
    return { times: Math.floor(tokens), fullAfterSeconds: Math.ceil((burst - tokens) / perSecond) };
  }

  /** How many whole seconds until it may happen again; 0 when it may happen now. */
  waitSeconds(name: string): number {
    const missing = 1 - this.#tokensOf(name);
    return missing <= 0 ? 0 : Math.ceil(missing / this.#rate.perSecond);
  }

  /** Takes a token if there is one. @returns as {@link waitSeconds} before that */
  take(name: string): number {
    const wait = this.waitSeconds(name);
    if (wait > 0) return wait;
    const tokens = this.#tokensOf(name) - 1;
    // After the others, so that the first of the map is the one that was heard from least recently.
    this.#buckets.delete(name);
    this.#buckets.set(name, { tokens, filledAt: this.#now() });
    if (this.#buckets.size > mostBuckets) this.#buckets.delete(this.#buckets.keys().next().value ?? name);
    return 0;
  }
}
