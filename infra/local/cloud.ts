/** Starts the whole cloud on one machine: emulators, gateway, queues, clock, and the real functions. @module */

import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { tables } from '#functions/store/tables.ts';
import { type QueueDefinition, queueNames, queues, type ScheduleKind } from '#infra/lambdas.ts';
import { gatewayRoutes } from '#infra/routes.ts';
import { contract } from '#shared/contract/index.ts';
import { bootstrapClients, ensureBucket, ensureQueue, ensureTable } from './bootstrap.ts';
import type { ChildServer } from './child.ts';
import { startClock } from './clock.ts';
import type { ConsoleFiles } from './console/console-files.ts';
import type { DynamoDbEndpoint } from './dynamodb-endpoint.ts';
import {
  applyEnvironment,
  type EmulatorPorts,
  localEnvironment,
  localNames,
  queueUrl,
} from './environment.ts';
import { type FauxqsSettings, startFauxqs } from './fauxqs.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { AlreadyHeldError, type Hold, takeHold } from './hold.ts';
import { type KeptChild, keepChild } from './kept-child.ts';
import { keptSecret } from './kept-secret.ts';
import { type InvokeLambda, type LambdaHandlers, lambdaCaller } from './lambda.ts';
import { loadHandlers } from './load-handlers.ts';
import { localPath, offerNothing } from './offer-terminals.ts';
import { openPrivateFolder } from './private-files.ts';
import { startQueueWorker } from './queue-worker.ts';
import { type Pump, type QueueCounts, startPump } from './queues.ts';
import { type LocalSignIn, openSignIn } from './sign-in.ts';
import { StartFailure } from './start-failure.ts';
import type { Lateness } from './store/index.ts';
import { makeStoreKey, type StoreKey } from './store-guard/store-key.ts';
import { startTables } from './tables.ts';
import { takeOverOldTables } from './take-over.ts';

/** Where a local cloud keeps its data. */
export type LocalStorage = { dataDir: string } | { inMemory: true };

/** How to start a local cloud. */
export type LocalCloudOptions = LocalStorage & {
  /** Port of the API on 127.0.0.1; 0 lets the system choose. */
  port: number;
  /** Gets a line of text for whatever goes wrong inside; default: standard error. */
  log?: (line: string) => void;
  /** Authorities besides `127.0.0.1:<port>` and `localhost:<port>`, such as that of a reverse proxy. */
  authorities?: readonly string[];
  /** How people sign in; without it there are API keys only. */
  signIn?: LocalSignIn | undefined;
  /** A folder that mails are put into; without one nothing can be scheduled to be sent. */
  mailFolder?: string;
  /** The console to serve beside the API; default: none. */
  console?: ConsoleFiles | undefined;
  /** Whether the scheduled events fire automatically; default true. */
  clock?: boolean;
  /**
   * Called when a part is lost for good: a store that keeps dying, or one in memory. The cloud no longer works then, and
   * whoever runs it says so and ends. Default: `log`.
   */
  onLost?: (reason: string) => void;
  /** Where the tables are; default: in the embedded store. One for all clouds of a process. */
  dynamodb?: DynamoDbEndpoint | undefined;
  /** Has the indexes of the embedded store lag behind, in tests. */
  lateIndexes?: Lateness | undefined;
  /** Whether functions write what they measure to the log, as on AWS; default false: a person at a terminal reads it. */
  measures?: boolean;
  /** Has functions write warnings and errors only, for a person at a terminal; default false: all lines, as on AWS. */
  quiet?: boolean;
  /** Run the functions behind the queues in a thread of their own; default false. */
  queueThread?: boolean;
  /** The functions; default: loaded from source. */
  handlers?: () => Promise<LambdaHandlers>;
};

/** A cloud that runs on this machine. */
export interface LocalCloud {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  port: number;
  /** Has requests below a path served by something that is no function. */
  mount: Gateway['mount'];
  /** Sends a scheduled event now and waits until it has been worked on. */
  fire(kind: ScheduleKind): Promise<void>;
  /**
   * Waits until the queues are empty, that is until every sheet that a change touched has been computed.
   * @returns how many messages are left, which is 0 unless the time ran out first
   */
  settle(timeoutMilliseconds?: number): Promise<number>;
  /**
   * Stops: takes no more requests, works off what is due in the queues for a while, closes the stores.
   * @param drainMilliseconds - how long it goes on with the queues; default ten seconds. What is being worked on then is
   * abandoned two seconds later.
   * @returns how many messages are left. With a data folder they are on disk, and the next start goes on with them.
   */
  stop(drainMilliseconds?: number): Promise<number>;
}

/** The data folder is in use by another running Rollcall. */
export class DataInUseError extends StartFailure {
  override readonly name = 'DataInUseError';

  constructor(dataDir: string, owner: string | undefined) {
    super(
      `${dataDir} is in use by another Rollcall${owner === undefined ? '' : ` (${owner})`}. Stop it, or choose another folder.`,
    );
  }
}

const longestDrainMilliseconds = 10_000;
const abandonAfterMilliseconds = 2_000;
const localConcurrency = { sheets: 4, gather: 1, exports: 1, imports: 1, clock: 2, deliveries: 4 };
/** On one machine somebody waits: shorter than on AWS, and over as soon as nothing more comes. */
const localGathering = { longest: 20_000, quiet: 1_000 };
const retryAfterSeconds = 2;
const metricsNamespace = 'Rollcall';
const tablesFolder = 'dynamodb';

/**
 * The emulators keep their ports and their key for the life of the process: SDK clients in loaded functions point at
 * them and have read it.
 */
let emulatorPorts: EmulatorPorts = { tables: 0, fauxqs: 0 };
const storeKey = makeStoreKey();
let running = false;

/**
 * Starts the whole cloud on loopback: DynamoDB, SQS and S3 emulators, an API gateway, the schedules, and the functions
 * in this process. One at a time in a process; stop it before the next start.
 * @throws DataInUseError, PortInUseError, TableOutdatedError
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  if (running) throw new Error('A local cloud is already running in this process.');
  running = true;
  const undo: (() => unknown)[] = [
    () => {
      running = false;
    },
  ];
  const unwind = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return await start(options, undo, unwind);
  } catch (error) {
    await unwind();
    throw error;
  }
}

async function start(
  options: LocalCloudOptions,
  undo: (() => unknown)[],
  unwind: () => Promise<void>,
): Promise<LocalCloud> {
  const log = options.log ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const onLost = options.onLost ?? log;
  const dataDir = 'dataDir' in options ? options.dataDir : undefined;
  if (dataDir !== undefined) {
    const lock = lockData(dataDir);
    undo.push(() => lock.release());
    openPrivateFolder(dataDir);
    if (options.dynamodb === undefined) await takeOverOldTables(join(dataDir, tablesFolder), log);
  }

  // The gateway starts first, so that a taken port is reported before anything else is done; it holds requests back
  // until the functions are there.
  const functions = Promise.withResolvers<InvokeLambda>();
  functions.promise.catch(() => {});
  undo.push(() => functions.reject(new Error('The local cloud did not start.')));
  const invoke: InvokeLambda = async (name, event) => await (await functions.promise)(name, event);
  const gateway = await startGateway({
    routes: gatewayRoutes(contract),
    invoke,
    port: options.port,
    authorities: options.authorities ?? [],
    log,
  });
  undo.push(() => gateway.stop());

  const signIn = await openSignIn(options.signIn, gateway, dataDir, log);
  // The built-in issuer calls itself by one of the gateway's two names, and the console may be open at the other.
  gateway.mount(localPath, offerNothing);
  if (options.console) gateway.serveConsole(options.console, signIn === undefined ? [] : [signIn.issuer]);

  // One pair of credentials signs for all services: with tables elsewhere it is theirs.
  const key = options.dynamodb?.key ?? storeKey;
  const { ports, ready } = await startEmulators(options, key, { log, onLost }, undo);
  applyEnvironment(
    localEnvironment(
      ports,
      key,
      dataDir === undefined ? undefined : keptSecret(dataDir),
      options.dynamodb,
      {
        folder: options.mailFolder,
        publicUrl: gateway.url,
      },
      signIn,
    ),
  );
  process.env.METRICS_NAMESPACE = options.measures ? metricsNamespace : '';
  process.env.LOG_LEVEL = options.quiet ? 'warn' : 'info';
  const sqs = new SQSClient({});
  undo.push(() => sqs.destroy());
  const [handlers] = await Promise.all([(options.handlers ?? loadHandlers)(), bootstrap(sqs, ports)]);
  const thread = options.queueThread ? await startQueueWorker(onLost) : undefined;
  undo.push(() => thread?.stop());
  const call = lambdaCaller({ ...handlers, ...thread?.handlers });
  functions.resolve(async (name, event) => {
    // While a store is being started again, events wait instead of failing.
    await ready();
    return await call(name, event);
  });

  const pumps = queueNames.map((name) => {
    const { batchSize, gatherSeconds }: QueueDefinition = queues[name];
    return startPump({
      client: sqs,
      queueUrl: queueUrl(ports, localNames.queues[name]),
      batchSize,
      gathers: gatherSeconds === undefined ? undefined : localGathering,
      concurrency: localConcurrency[name],
      retryAfterSeconds,
      deliver: (event: SQSEvent) => invoke(queues[name].consumer, event),
      log,
    });
  });
  undo.push(() => Promise.all(pumps.map((pump) => pump.stop(abandonAfterMilliseconds))));
  const clockPump = pumps[queueNames.indexOf('clock')];
  const fire = async (kind: ScheduleKind) => {
    await invoke('tick', { kind });
    // What the event set off has been worked on when its messages are gone, or rest because they have failed.
    while (clockPump && (await clockPump.count()).due > 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const clock = options.clock === false ? undefined : startClock({ fire, log });
  undo.push(() => clock?.stop());

  let stopping: Promise<number> | undefined;
  async function stopOnce(drainMilliseconds: number): Promise<number> {
    await gateway.stop();
    await clock?.stop();
    const { due, resting } = await until(({ due }) => due === 0, pumps, drainMilliseconds).catch(() => ({
      due: 0,
      resting: 0,
    }));
    await unwind();
    return due + resting;
  }
  return {
    url: gateway.url,
    port: gateway.port,
    mount: gateway.mount,
    fire,
    async settle(timeoutMilliseconds = 60_000) {
      const empty = ({ due, resting }: QueueCounts) => due + resting === 0;
      const { due, resting } = await until(empty, pumps, timeoutMilliseconds);
      return due + resting;
    },
    stop(drainMilliseconds = longestDrainMilliseconds) {
      stopping ??= stopOnce(drainMilliseconds);
      return stopping;
    },
  };
}

function lockData(dataDir: string): Hold {
  try {
    return takeHold(join(dataDir, 'lock'), `process ${process.pid}`);
  } catch (error) {
    if (error instanceof AlreadyHeldError) throw new DataInUseError(dataDir, error.owner);
    throw error;
  }
}

async function startEmulators(
  options: LocalCloudOptions,
  key: StoreKey,
  { log, onLost }: { log: (line: string) => void; onLost: (reason: string) => void },
  undo: (() => unknown)[],
): Promise<{ ports: EmulatorPorts; ready: () => Promise<unknown> }> {
  const dataDir = 'dataDir' in options ? options.dataDir : undefined;
  const { lateIndexes: late } = options;
  const at = (folder: string) => (dataDir === undefined ? {} : { path: join(dataDir, folder) });
  const keep = (
    port: number,
    start: (settings: FauxqsSettings, onLost: (reason: string) => void) => Promise<ChildServer>,
    folder: string,
  ): Promise<KeptChild> =>
    keepChild({
      start: (wanted, lost) => start({ port: wanted, key, ...at(folder) }, lost),
      port,
      durable: dataDir !== undefined,
      log,
      onLost,
    });
  const starts = [
    keep(emulatorPorts.fauxqs, startFauxqs, 'messages'),
    ...(options.dynamodb === undefined
      ? [
          keep(
            emulatorPorts.tables,
            (settings, lost) => startTables({ ...settings, ...(late === undefined ? {} : { late }) }, lost),
            tablesFolder,
          ),
        ]
      : []),
  ];
  for (const start of starts) {
    undo.push(() =>
      start.then(
        (child) => child.stop(),
        () => {},
      ),
    );
  }
  const [fauxqs, tableStore] = await Promise.all(starts);
  emulatorPorts = { tables: tableStore?.port ?? 0, fauxqs: fauxqs?.port ?? 0 };
  return {
    ports: emulatorPorts,
    ready: () => Promise.all([tableStore?.ready(), fauxqs?.ready()]),
  };
}

async function bootstrap(sqs: SQSClient, ports: EmulatorPorts): Promise<void> {
  const { dynamodb, s3 } = bootstrapClients();
  try {
    await Promise.all([
      ...tables.map((table) => ensureTable(dynamodb, localNames.tables[table.name], table)),
      ...queueNames.map((name) =>
        ensureQueue(sqs, localNames.queues[name], queues[name], (queue) => queueUrl(ports, queue)),
      ),
      ensureBucket(s3, localNames.bucket),
    ]);
  } finally {
    dynamodb.destroy();
    s3.destroy();
  }
}

/** Waits until the queues together are as wanted, or the time is up. @returns their counts at that moment */
async function until(
  wanted: (counts: QueueCounts) => boolean,
  pumps: readonly Pump[],
  timeoutMilliseconds: number,
): Promise<QueueCounts> {
  const deadline = Date.now() + timeoutMilliseconds;
  for (;;) {
    for (const pump of pumps) pump.hurry();
    const counts = await Promise.all(pumps.map((pump) => pump.count()));
    const total = { due: 0, resting: 0 };
    for (const { due, resting } of counts) {
      total.due += due;
      total.resting += resting;
    }
    if (wanted(total) || Date.now() >= deadline) return total;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
