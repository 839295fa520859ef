/** Lets one conversation at a time use a terminal address, because terminals serve a single client. @module */

/**
 * Terminals serve one client at a time. Within this process every conversation takes its turn per address, in the
 * order of asking.
 */
const lastInLine = new Map<string, Promise<void>>();

/**
 * Waits for the turn at an address.
 * @param signal - ends the wait: the promise rejects with the signal's reason, and those behind move up
 * @returns the function that lets the next one in; calling it again does nothing
 */
export async function lockAddress(address: string, signal?: AbortSignal): Promise<() => void> {
  const before = lastInLine.get(address) ?? Promise.resolve();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const myEnd = before.then(() => released);
  lastInLine.set(address, myEnd);
  void myEnd.then(() => {
    if (lastInLine.get(address) === myEnd) lastInLine.delete(address);
  });
  try {
    await unlessAborted(before, signal);
  } catch (error) {
    release();
    throw error;
  }
  return release;
}

async function unlessAborted(turn: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return turn;
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([turn, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
