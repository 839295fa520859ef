/** Each Lambda opens its tables and queues here, once, at cold start. @module */

import { instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Actor } from './domain/actor.ts';
import { type LambdaEnvironment, readEnvironment } from './environment.ts';
import { openQueue, type SendMessages } from './queue/send.ts';
import { type Directory, openDatabase, openDirectory, openStores, type Stores } from './store/index.ts';

/** What every Lambda opens once, at cold start. */
export interface Runtime {
  environment: LambdaEnvironment;
  directory: Directory;
  storesOf: (organisation: string) => Stores;
  sendToSheets: SendMessages;
  /** Epoch milliseconds. */
  now: () => number;
}

/** What it takes to act on stores: less than a Lambda opens. */
export type ActingRuntime = Pick<Runtime, 'directory' | 'storesOf' | 'sendToSheets' | 'now'>;

/** Opens tables and queues from the environment. */
export function openRuntime(): Runtime {
  const environment = readEnvironment();
  const database = openDatabase(environment.tables);
  return {
    environment,
    directory: openDirectory(database),
    storesOf: (organisation) => openStores(database, organisation),
    sendToSheets: openQueue(environment.sheetsQueueUrl),
    now: Date.now,
  };
}

/** An actor who acts now on an organisation's stores. */
export function actorFor(
  runtime: ActingRuntime,
  organisation: string,
  name: string,
  role: Actor['role'],
): Actor {
  return {
    stores: runtime.storesOf(organisation),
    name,
    role,
    now: instantFromEpoch(runtime.now()),
    sendToSheets: runtime.sendToSheets,
  };
}
