/** Each Lambda opens its tables and queues here, once, at cold start. @module */

import { instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Actor } from './domain/actor.ts';
import { type LambdaEnvironment, readEnvironment } from './environment.ts';
import type { SendToSheets } from './queue/send.ts';
import { openSheetsQueues } from './queue/send.ts';
import {
  type Credentials,
  type Database,
  type Directory,
  openCredentials,
  openDatabase,
  openDirectory,
  openStores,
  type Stores,
} from './store/index.ts';

/** What every Lambda opens once, at cold start. */
export interface Runtime {
  environment: LambdaEnvironment;
  directory: Directory;
  storesOf: (organisation: string) => Stores;
  sendToSheets: SendToSheets;
  /** Epoch milliseconds. */
  now: () => number;
}

/** What it takes to act on stores: less than a Lambda opens. */
export type ActingRuntime = Pick<Runtime, 'directory' | 'storesOf' | 'sendToSheets' | 'now'>;

/** What the function `bridge` opens: it is small, and needs no more of what belongs to no organisation. */
export type BridgeRuntime = Omit<Runtime, 'directory'> & { directory: Credentials };

function open<D>(openShared: (database: Database) => D): Omit<Runtime, 'directory'> & { directory: D } {
  const environment = readEnvironment();
  const database = openDatabase(environment.tables, Date.now);
  return {
    environment,
    directory: openShared(database),
    storesOf: (organisation) => openStores(database, organisation),
    sendToSheets: openSheetsQueues(environment),
    now: Date.now,
  };
}

/** Opens tables and queues from the environment. */
export function openRuntime(): Runtime {
  return open(openDirectory);
}

/** Opens what the function `bridge` needs. */
export function openBridgeRuntime(): BridgeRuntime {
  return open(openCredentials);
}

/**
 * An actor who acts now on an organisation's stores.
 * @param sentAtMilliseconds - when the message that it acts on was sent, in epoch milliseconds
 */
export function actorFor(
  runtime: Omit<ActingRuntime, 'directory'>,
  organisation: string,
  name: string,
  role: Actor['role'],
  sentAtMilliseconds?: number,
): Actor {
  return {
    stores: runtime.storesOf(organisation),
    name,
    role,
    now: instantFromEpoch(runtime.now()),
    ...(sentAtMilliseconds === undefined ? {} : { askedAt: instantFromEpoch(sentAtMilliseconds) }),
    sendToSheets: runtime.sendToSheets,
  };
}
