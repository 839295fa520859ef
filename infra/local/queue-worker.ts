/** Runs the functions behind the queues in a thread of their own: computing a month keeps a core busy for a while. @module */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { LambdaName } from '#infra/lambdas.ts';
import type { LambdaHandler } from './lambda.ts';

/** What the thread is asked. */
export interface ThreadCall {
  id: number;
  name: LambdaName;
  event: unknown;
}

/** What the thread answers. */
export type ThreadAnswer = { id: number } & ({ result: unknown } | { error: Error });

/** A thread that runs. */
export interface QueueWorker {
  handlers: Record<'sheets' | 'gather' | 'exports' | 'imports' | 'deliveries', LambdaHandler>;
  /** Ends the thread with whatever it is doing: the messages are due again. */
  stop(): Promise<void>;
}

/**
 * More than a Lambda function of the queues has. With the usual gigabytes it would collect its garbage too late, and with the
 * usual room for what is new it would take what soon goes for what stays.
 */
const resourceLimits = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 96 };

/**
 * Starts the thread. Its functions read the environment as it is now.
 * @param onLost - called with the reason when the thread breaks
 * @throws Error when a function cannot be loaded
 */
export async function startQueueWorker(onLost: (reason: string) => void): Promise<QueueWorker> {
  const worker = new Worker(new URL('./queue-worker-thread.ts', import.meta.url), { resourceLimits });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let calls = 0;
  let stopped = false;
  const fail = (reason: string) => {
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  };
  await once(worker, 'message');
  worker.on('message', (answer: ThreadAnswer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) call?.reject(answer.error);
    else call?.resolve(answer.result);
  });
  worker.on('error', (error) => {
    const reason = `The thread of the queues broke: ${error instanceof Error ? error.message : String(error)}.`;
    fail(reason);
    if (!stopped) onLost(reason);
  });
  const handlerOf =
    (name: LambdaName): LambdaHandler =>
    async (event) => {
      const call = Promise.withResolvers<unknown>();
      calls += 1;
      waiting.set(calls, call);
      worker.postMessage({ id: calls, name, event } satisfies ThreadCall);
      return await call.promise;
    };
  return {
    handlers: {
      sheets: handlerOf('sheets'),
      gather: handlerOf('gather'),
      exports: handlerOf('exports'),
      imports: handlerOf('imports'),
      deliveries: handlerOf('deliveries'),
    },
    async stop() {
      stopped = true;
      await worker.terminate();
      fail('The thread of the queues was stopped.');
    },
  };
}
