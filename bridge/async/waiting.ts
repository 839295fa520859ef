/** Pauses that a signal interrupts, a wake-up that loops wait for, and permits that limit how many jobs run at once. @module */

import { setTimeout as delay } from 'node:timers/promises';

/** Waits, or throws the signal's reason as soon as it is aborted. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
}

/** A wake-up that loops wait for; whoever changes what they look at fires it. */
export class Wake {
  #waiters = new Set<() => void>();

  /** Wakes everybody who waits. */
  fire(): void {
    const waiters = this.#waiters;
    this.#waiters = new Set();
    for (const proceed of waiters) proceed();
  }

  /**
   * Waits for the next {@link fire}, for the time to pass, or for the signal; whichever is first. Never throws.
   * @param milliseconds - `Infinity` for no limit
   */
  wait(signal: AbortSignal, milliseconds = Number.POSITIVE_INFINITY): Promise<void> {
    if (signal.aborted || milliseconds <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const longest = 2 ** 31 - 1;
      const timer = Number.isFinite(milliseconds)
        ? setTimeout(() => proceed(), Math.min(milliseconds, longest))
        : undefined;
      const proceed = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', proceed);
        this.#waiters.delete(proceed);
        resolve();
      };
      this.#waiters.add(proceed);
      signal.addEventListener('abort', proceed);
    });
  }
}

/** Lets a limited number of jobs run at the same time; the others wait in line. */
export class Permits {
  #free: number;
  readonly #queue: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Runs a job when a permit is free. */
  async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
    try {
      return await job();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
