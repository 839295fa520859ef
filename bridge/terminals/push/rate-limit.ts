/** Limits how many requests each network address may make to the push listener. @module */

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** How many requests of an address may come at once, and how many more per second. */
export interface RateLimitOptions {
  burst: number;
  perSecond: number;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
}

/** How many addresses are remembered. */
const mostBuckets = 2000;

/** A token bucket for each address. */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();
  readonly #options: RateLimitOptions;

  constructor(options: RateLimitOptions) {
    this.#options = options;
  }

  /** Takes a token. @returns false when the address has none left */
  allows(address: string): boolean {
    const { burst, perSecond, now = () => performance.now() } = this.#options;
    const at = now();
    const known = this.#buckets.get(address);
    const tokens =
      known === undefined
        ? burst
        : Math.min(burst, known.tokens + ((at - known.filledAt) / 1000) * perSecond);
    // After the others, so that the first of the map is the one that was heard from least recently.
    this.#buckets.delete(address);
    this.#buckets.set(address, { tokens: Math.max(0, tokens - 1), filledAt: at });
    if (this.#buckets.size > mostBuckets) this.#buckets.delete(this.#buckets.keys().next().value ?? address);
    return tokens >= 1;
  }
}
