/** Asks the engine: one worker, of which the last request wins, and which ends when nobody has asked for a minute. @module */

import type { EngineAnswer, EngineTask } from './engine-task.ts';

/** What of a worker is needed. */
export interface EngineWorker {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  terminate(): void;
}

/** The worker's words. */
interface Reply {
  readonly id: number;
  readonly answer?: EngineAnswer;
  readonly failure?: string;
}

interface Waiting {
  readonly id: number;
  resolve(answer: EngineAnswer | undefined): void;
  reject(error: Error): void;
}

const idleMilliseconds = 60_000;

/** Asks the engine. @returns `undefined` where a later request has overtaken this one */
export type Engine = (task: EngineTask) => Promise<EngineAnswer | undefined>;

/**
 * Makes an engine.
 * @param start - starts a worker
 */
export function makeEngine(start: () => Promise<EngineWorker>): Engine {
  let worker: Promise<EngineWorker> | undefined;
  let waiting: Waiting | undefined;
  let lastId = 0;
  let idle: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    const ending = worker;
    worker = undefined;
    // One that never started has been told of by `fail`.
    ending?.then(
      (one) => one.terminate(),
      () => undefined,
    );
  };
  const settle = (id: number): Waiting | undefined => {
    if (waiting?.id !== id) return undefined;
    const settled = waiting;
    waiting = undefined;
    idle = setTimeout(stop, idleMilliseconds);
    return settled;
  };
  const fail = (error: Error) => {
    stop();
    if (waiting) settle(waiting.id)?.reject(error);
  };
  const listened = async () => {
    const started = await start();
    started.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      const asker = settle(data.id);
      if (data.answer !== undefined) asker?.resolve(data.answer);
      else asker?.reject(new Error(data.failure ?? 'the engine gave no answer'));
    });
    started.addEventListener('error', ({ message }) => fail(new Error(message)));
    return started;
  };

  return (task) => {
    clearTimeout(idle);
    waiting?.resolve(undefined);
    lastId += 1;
    const id = lastId;
    worker ??= listened();
    return new Promise((resolve, reject) => {
      waiting = { id, resolve, reject };
      worker?.then(
        // While the worker started, a later request may have come: then this one is not worth computing.
        (one) => waiting?.id === id && one.postMessage({ id, task }),
        (error: unknown) => fail(error instanceof Error ? error : new Error(String(error))),
      );
    });
  };
}
