/** Waiting for what events elsewhere bring about, where nothing is compared or no test runs yet; else `expect.poll`. */
import { vi } from 'vitest';

/** Waits until something holds. The bound only ends what hangs, as that of `expect.poll` in vitest.config.ts. */
export async function until(holds: () => unknown): Promise<void> {
  await vi.waitUntil(holds, { timeout: 60_000, interval: 20 });
}
