/** The thread that runs the functions behind the queues, so that requests have the main thread to themselves. @module */

import { parentPort } from 'node:worker_threads';
import { lambdaCaller } from './lambda.ts';
import { loadHandlers } from './load-handlers.ts';
import type { ThreadAnswer, ThreadCall } from './queue-worker.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs in a thread of the local cloud');

const call = lambdaCaller(await loadHandlers());

async function answerTo({ id, name, event }: ThreadCall): Promise<ThreadAnswer> {
  try {
    return { id, result: await call(name, event) };
  } catch (error) {
    return { id, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

port.on('message', (message: ThreadCall) => {
  void answerTo(message).then((answer) => port.postMessage(answer));
});
port.postMessage('ready');
