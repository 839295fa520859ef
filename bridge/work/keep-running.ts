/** Keeps a bridge running on a full disk: what breaks it for lack of room waits for room and starts it again. @module */

import { pause } from '#bridge/async/index.ts';
import { StateDirError } from '#bridge/config/index.ts';
import { LogTail } from '#bridge/log/index.ts';
import { diskFullSentence, isDiskFull, measuredRoom } from '#bridge/outbox/index.ts';
import type { BridgeOptions } from './open-bridge.ts';
import { type RunningBridge, startBridge } from './run-bridge.ts';

/** Between two starts on a full disk. */
const restSeconds = 10;

/**
 * Runs a bridge until the signal is aborted. A full disk never ends it, neither at its start nor later: it says so,
 * and tries again until there is room. What it had sent and could not note is sent again, and the cloud recognises it.
 * @param restMilliseconds - between two tries
 * @throws whatever else {@link startBridge} throws, or breaks it
 */
export async function keepBridgeRunning(
  options: BridgeOptions & { signal: AbortSignal },
  restMilliseconds = restSeconds * 1000,
): Promise<void> {
  const { config, log, signal } = options;
  const tail = options.tail ?? new LogTail(options.now ?? Date.now);
  let wasFull = false;
  while (!signal.aborted) {
    let bridge: RunningBridge | undefined;
    try {
      bridge = startBridge({ ...options, tail });
      if (wasFull)
        log({ level: 'info', event: 'disk.has-room', message: 'The bridge has room to work again.' });
      wasFull = false;
      await bridge.stopped;
      return;
    } catch (error) {
      const atOpening = error instanceof StateDirError && error.code === 'disk-full';
      if (!atOpening && !isDiskFull(error, config.stateDir)) throw error;
      const { freeBytes } = measuredRoom(config.stateDir);
      log({
        level: wasFull ? 'debug' : 'error',
        event: 'disk.full',
        message: diskFullSentence({ path: config.stateDir, freeBytes }),
        facts: { path: config.stateDir, freeBytes },
      });
      wasFull = bridge === undefined;
    }
    await pause(restMilliseconds, signal).catch(() => undefined);
  }
}
