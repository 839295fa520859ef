import { join } from 'node:path';
import { readKey } from '#bridge/cloud/bridge-key.ts';
import { openCloud } from '#bridge/cloud/cloud-client.ts';
import type { BridgeConfig } from '#bridge/config/config-schema.ts';
import { lockStateDir, openStateDir } from '#bridge/config/state-dir.ts';
import type { Enrolment } from '#bridge/outbox/identity-file.ts';
import { Outbox } from '#bridge/outbox/outbox.ts';
import { PushTerminals } from '#bridge/terminals/push/push-terminals.ts';
import { type BridgeContext, type BridgeTiming, bridgeTiming } from './bridge-context.ts';
import { type BridgeLog, reasonOf } from './bridge-log.ts';
import { bridgeVersion } from './bridge-version.ts';
import { Heartbeat } from './heartbeat.ts';
import type { KnownTerminal } from './known-terminal.ts';
import { OutboxSender } from './outbox-sender.ts';
import { TaskQueue } from './task-queue.ts';
import { type OpenTerminal, openZkTerminal } from './terminal-reader.ts';
import { TerminalRegistry } from './terminal-registry.ts';
import { UnorderedReads } from './unordered-reads.ts';
import { tellUsers } from './user-details.ts';
import { Wake } from './waiting.ts';

/** A bridge that has no enrolment with the cloud of its configuration. */
export class NotEnrolled extends Error {
  override readonly name = 'NotEnrolled';
}

/** What a bridge is started with. */
export interface BridgeOptions {
  /** As parsed by {@link BridgeConfig}; `stateDir` absolute. */
  config: BridgeConfig;
  log: BridgeLog;
  /** Stops the bridge, like `stop()`. */
  signal?: AbortSignal;
  /** How terminals are spoken to; the 4370 protocol unless given. */
  openTerminal?: OpenTerminal;
  timing?: Partial<BridgeTiming>;
}

/** A bridge at work. */
export interface RunningBridge {
  readonly bridgeId: string;
  /** Stops taking work on, lets what is on its way arrive (a few seconds at most) and closes everything. */
  stop(): Promise<void>;
  /** Resolves when the bridge has stopped; rejects when a part of it broke. */
  readonly stopped: Promise<void>;
}

/** Everything that is opened for a bridge, without any loop running. */
export interface OpenedBridge {
  context: BridgeContext;
  enrolment: Enrolment;
  close(): void;
}

/** The most tasks that the contract lets a bridge ask for at once. */
const mostTasks = 100;
const farewellMilliseconds = 4000;
const tidyMilliseconds = 15_000;

/**
 * Opens the state folder and everything on it.
 * @throws StateDirError when the folder is in use, open to others or damaged
 * @throws NotEnrolled when this bridge has no identity, or one of another cloud
 */
export function openBridge(options: BridgeOptions): OpenedBridge {
  const { config, log } = options;
  openStateDir(config.stateDir);
  const lock = lockStateDir(config.stateDir);
  let outbox: Outbox | undefined;
  try {
    outbox = new Outbox({ stateDir: config.stateDir, limitBytes: config.limits.outboxBytes });
    const enrolment = outbox.enrolments.current();
    if (enrolment === null) {
      throw new NotEnrolled(
        'This bridge is not enrolled yet. Run: rollcall-bridge enrol --config FILE --token TOKEN',
      );
    }
    if (enrolment.cloudUrl !== config.cloud) {
      throw new NotEnrolled(
        `This bridge is enrolled with ${enrolment.cloudUrl}, but the configuration names ${config.cloud}. Enrol it there.`,
      );
    }
    const timing = { ...bridgeTiming, ...options.timing };
    const cloud = openCloud({
      cloudUrl: config.cloud,
      signer: {
        bridgeId: enrolment.bridgeId,
        privateKey: readKey(join(config.stateDir, enrolment.keyFile)),
      },
      timeoutSeconds: timing.requestTimeoutSeconds,
      onClockSkew: (skewSeconds) =>
        log({
          level: 'warn',
          event: 'clock.skewed',
          message: `This machine's clock is ${-skewSeconds} s ahead of the cloud's; requests are signed with the cloud's time.`,
          facts: { skewSeconds },
        }),
    });
    const opened = outbox;
    const sender = new OutboxSender({
      outbox,
      api: cloud.api,
      log,
      backoff: timing.cloudBackoff,
      onUsersCreated: (serial, userIds) => push?.noteCreated(serial, userIds),
    });
    const registry = new TerminalRegistry({
      terminals: config.terminals,
      parallel: config.limits.parallelTerminals,
      memory: outbox.terminals,
      open: options.openTerminal ?? openZkTerminal,
      clock: cloud.clock,
      zone: enrolment.zone,
      log,
    });
    const push: PushTerminals | undefined =
      config.push &&
      new PushTerminals({
        config: config.push,
        stateDir: config.stateDir,
        outbox,
        sender,
        tellUsers: (serial, users, signal) => tellUsers({ cloud, log, timing }, serial, users, signal),
        zone: enrolment.zone,
        now: () => cloud.clock.now(),
        log,
      });
    outbox.releaseAll();
    announceOutbox(outbox, log);
    return {
      context: { cloud, outbox, sender, registry, push, log, timing },
      enrolment,
      close() {
        cloud.close();
        opened.close();
        lock.release();
      },
    };
  } catch (error) {
    outbox?.close();
    lock.release();
    throw error;
  }
}

/** Says what nobody may overlook: that the outbox was damaged, and when it takes nothing more. */
function announceOutbox(outbox: Outbox, log: BridgeLog): void {
  const { damaged, fullness } = outbox;
  if (damaged !== null) {
    const saved = damaged.batches.reduce((sum, { records }) => sum + records.length, 0);
    log({
      level: 'error',
      event: 'outbox.damaged',
      message:
        `The outbox was damaged (${damaged.reason}). It lies at ${damaged.file}; ${saved} waiting records were saved ` +
        'from it. The terminals are read again, and the cloud recognises what it has.',
      facts: { file: damaged.file, saved },
    });
  }
  const sayFull = (full: boolean) =>
    log({
      level: full ? 'error' : 'info',
      event: full ? 'outbox.full' : 'outbox.has-room',
      message: full
        ? `${fullness.fault().message} ${outbox.waiting().records} records wait.`
        : 'The outbox has room again; terminals are read.',
    });
  fullness.listen(sayFull);
  if (fullness.isFull) sayFull(true);
}

/** Looks after terminals that no task has spoken to for a while, and after sessions that were lost. */
async function keepProbing(
  { registry, timing }: BridgeContext,
  reads: UnorderedReads,
  probeSeconds: number,
  signal: AbortSignal,
): Promise<void> {
  const timer = new Wake();
  let failure: { error: unknown } | undefined;
  const probe = async (terminal: KnownTerminal): Promise<void> => {
    const visit = await registry.probe(terminal, signal);
    if (visit !== null) reads.catchUp(visit, terminal.config.realtime);
  };
  while (!signal.aborted) {
    for (const terminal of registry.overdue(probeSeconds * 1000)) {
      probe(terminal).catch((error: unknown) => {
        if (!signal.aborted) failure = { error };
      });
    }
    await timer.wait(signal, timing.lookAroundSeconds * 1000);
    if (failure) throw failure.error;
  }
}

/** Listens for terminals that push until the signal is aborted. */
async function keepListening({ push }: BridgeContext, signal: AbortSignal): Promise<void> {
  if (push === undefined) return;
  try {
    await push.start();
    await new Wake().wait(signal);
  } finally {
    await push.close();
  }
}

/** Gives disk space back, and sends what another process has put into the outbox. */
async function keepTidy({ outbox, sender }: BridgeContext, signal: AbortSignal): Promise<void> {
  const timer = new Wake();
  while (!signal.aborted) {
    outbox.tidy();
    sender.wake();
    await timer.wait(signal, tidyMilliseconds);
  }
}

/**
 * Starts a bridge: it reports its terminals, takes tasks on, reads logs and carries them to the cloud, until it is
 * stopped. It may be killed at any moment; the next start goes on where this one was.
 * @throws StateDirError and NotEnrolled as {@link openBridge}
 */
export function startBridge(options: BridgeOptions): RunningBridge {
  const { config, log } = options;
  const { context, enrolment, close } = openBridge(options);
  const { sender, outbox } = context;
  const stopping = new AbortController();
  const signal = stopping.signal;

  const untouched = () => outbox.ready(1).some(({ refusals }) => refusals === 0);
  let leftOver = untouched();
  const queue: TaskQueue = new TaskQueue(context, signal, () => heartbeat.beatNow());
  const heartbeat: Heartbeat = new Heartbeat({
    context,
    queue,
    version: bridgeVersion,
    mostTasks: Math.min(mostTasks, config.limits.parallelTerminals * 2),
    longestPollSeconds: config.poll.maxSeconds,
    mayTake: () => !leftOver,
    onContact: () => outbox.enrolments.noteContact(context.cloud.clock.now()),
  });

  const { registry } = context;
  const reads = new UnorderedReads(context, signal);
  registry.reports.onChange = () => heartbeat.beatNow();
  registry.onPunch = (serial) => reads.want(serial);
  registry.keepSessions(config.limits.realtimeSessions);
  outbox.fullness.listen((full) => {
    if (!full) reads.resume();
  });
  const sendLeftOvers = async () => {
    while (!signal.aborted && untouched()) await sender.changed(signal);
    leftOver = false;
    heartbeat.beatNow();
  };

  const loops = [
    sendLeftOvers(),
    sender.run(signal),
    heartbeat.run(signal),
    keepProbing(context, reads, config.poll.probeSeconds, signal),
    keepTidy(context, signal),
    keepListening(context, signal),
  ];
  const stop = () => {
    if (!signal.aborted) stopping.abort(new Error('the bridge is stopping'));
    return stopped;
  };
  let farewell: NodeJS.Timeout | undefined;
  // From the stop on, and not from the end of the loops: one of them may be waiting for an answer that never comes.
  signal.addEventListener('abort', () => {
    farewell = setTimeout(() => context.cloud.close(), farewellMilliseconds);
  });
  const ended = async (): Promise<void> => {
    // A loop that breaks is a defect; the others are stopped so that a service manager starts the whole again.
    const broken = await Promise.all(loops).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    stopping.abort(new Error('the bridge is stopping'));
    await Promise.allSettled([...loops, queue.settled(), reads.settled(), registry.close()]);
    clearTimeout(farewell);
    close();
    options.signal?.removeEventListener('abort', stop);
    if (broken) throw broken.error;
  };
  const stopped = ended().catch((error: unknown) => {
    log({ level: 'error', event: 'bridge.broken', message: reasonOf(error) });
    throw error;
  });
  stopped.catch(() => undefined);
  options.signal?.addEventListener('abort', stop);
  if (options.signal?.aborted) void stop();
  log({
    level: 'info',
    event: 'bridge.started',
    message: `Bridge ${enrolment.bridgeId} works for ${enrolment.cloudUrl} with ${config.terminals.length} terminals.`,
    facts: { bridgeId: enrolment.bridgeId, terminals: config.terminals.length },
  });
  return { bridgeId: enrolment.bridgeId, stop, stopped };
}
