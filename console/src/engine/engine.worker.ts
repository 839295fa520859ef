/** The worker in which the engine runs, so that typing never waits for it. @module */

import { answerTask } from './answer-task.ts';
import type { EngineTask } from './engine-task.ts';

self.addEventListener('message', ({ data }: MessageEvent<{ id: number; task: EngineTask }>) => {
  const { id, task } = data;
  try {
    self.postMessage({ id, answer: answerTask(task) });
  } catch (error) {
    self.postMessage({ id, failure: error instanceof Error ? error.message : String(error) });
  }
});
