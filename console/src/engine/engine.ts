/** The engine of the page: computes days while somebody types, with the code that the server computes with. @module */

import { type Engine, makeEngine } from './engine-client.ts';
import { startEngineWorker } from './worker-policy.ts';

export type { EngineTask } from './engine-task.ts';

/** Computes a task in the worker. @returns `undefined` where a later request has overtaken this one */
export const computeInWorker: Engine = makeEngine(startEngineWorker);
