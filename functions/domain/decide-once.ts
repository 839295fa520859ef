/** Has one of several decide that want the same at once; the others see its decision and decide anew. @module */

import { RollcallError } from '#shared/errors.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { InFlight, Intention } from '../store/in-flight.ts';

/** Longer than any function runs: whoever announced something before that has failed. */
const abandonedMilliseconds = 120_000;
const attempts = 40;

/** The intentions of one kind: see `store/in-flight.ts`. */
export interface Book<T extends Intention> {
  read(): Promise<InFlight<T>>;
  write(before: InFlight<T>, entries: readonly T[]): Promise<boolean>;
}

/**
 * Announces an intention by one conditional write.
 * @param isVisible - whether what an earlier intention announced can be seen where `check` looks for it, or never will be
 * @param check - throws when something stands in the way: what can be seen, or one of the intentions that cannot yet
 * @throws RollcallError service.busy after many attempts, and whatever `check` throws
 */
export async function decideOnce<T extends Intention>(
  book: Book<T>,
  intention: T,
  now: Instant,
  isVisible: (earlier: T) => Promise<boolean>,
  check: (waiting: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await pause(attempt);
    const before = await book.read();
    const waiting: T[] = [];
    // In this order: what is found to be visible here is seen by the check that follows.
    for (const entry of before.entries) {
      const isAbandoned = epochOf(now) - epochOf(entry.at) > abandonedMilliseconds;
      if (!isAbandoned && !(await isVisible(entry))) waiting.push(entry);
    }
    await check(waiting);
    if (await book.write(before, [...waiting, intention])) return;
  }
  throw new RollcallError('service.busy', { retryAfterSeconds: 2 });
}

function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(200, 10 * attempt)));
}
