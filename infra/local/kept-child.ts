/**
 * Keeps a store running: a process that dies or hangs is started again on its port, a few times; then it is given up.
 * @module
 */

import type { ChildServer } from './child.ts';

/** A store that is started again when its process dies. */
export interface KeptChild {
  /** Port on 127.0.0.1, the same after every start. */
  port: number;
  /** Resolves when the store serves; waits while its process is being started again. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/** How a store is kept. */
export interface KeepOptions {
  /** Starts the process. @param port - to listen on; 0 lets the system choose */
  start: (port: number, onLost: (reason: string) => void) => Promise<ChildServer>;
  /** Port of the first start; 0 lets the system choose. */
  port: number;
  /** Whether a new process has what the lost one had: what was in memory only is gone with it. */
  durable: boolean;
  /** Gets a line of text for each new start. */
  log: (line: string) => void;
  /** Called once when the store is given up. Nothing works without it. */
  onLost: (reason: string) => void;
}

/** Deaths within this time count together: a process that hangs each time takes half a minute to be noticed. */
const windowMinutes = 5;
const mostRestarts = 5;
const firstPauseMilliseconds = 50;

/**
 * Starts a store and keeps it running. What it had confirmed is on disk; what was under way fails like a request whose
 * answer is lost, and the AWS SDK, the queues and the bridges repeat it.
 * @throws Error when the first start fails
 */
export async function keepChild(options: KeepOptions): Promise<KeptChild> {
  const { log, onLost } = options;
  const deaths: number[] = [];
  let stopping = false;
  let current: ChildServer;
  let serving = Promise.resolve();

  async function startAgain(reason: string): Promise<void> {
    let latest = reason;
    for (;;) {
      const now = performance.now();
      deaths.push(now);
      while ((deaths[0] ?? now) < now - windowMinutes * 60_000) deaths.shift();
      if (deaths.length > mostRestarts) {
        throw new Error(
          `${latest} It was started again ${mostRestarts} times within ${windowMinutes} minutes and is given up.`,
        );
      }
      log(`${latest} Starting it again.`);
      await new Promise((resolve) => setTimeout(resolve, firstPauseMilliseconds * 2 ** (deaths.length - 1)));
      if (stopping) return;
      try {
        current = await options.start(current.port, lost);
        return;
      } catch (error) {
        latest = error instanceof Error ? error.message : String(error);
      }
    }
  }

  function lost(reason: string): void {
    if (stopping) return;
    if (!options.durable) {
      serving = Promise.reject(new Error(reason));
      serving.catch(() => undefined);
      onLost(`${reason} What it held was in memory only.`);
      return;
    }
    serving = startAgain(reason);
    serving.catch((error: unknown) => onLost(error instanceof Error ? error.message : String(error)));
  }

  current = await options.start(options.port, lost);
  return {
    port: current.port,
    ready: () => serving,
    async stop() {
      stopping = true;
      await serving.catch(() => undefined);
      await current.stop();
    },
  };
}
