/** Starts and stops the bridge's loops: heartbeats, sending, probing, listening and tidying. @module */

import { Wake } from '#bridge/async/index.ts';
import { bridgeVersion } from '#bridge/config/index.ts';
import { LogTail, reasonOf } from '#bridge/log/index.ts';
import { isDiskFull } from '#bridge/outbox/index.ts';
import type { KnownTerminal } from '#bridge/terminals/pull/index.ts';
import type { BridgeId } from '#shared/contract/ids.ts';
import type { BridgeContext } from './bridge-context.ts';
import { diagnose } from './diagnose.ts';
import { Diagnoses } from './diagnoses.ts';
import { Heartbeat } from './heartbeat.ts';
import { type BridgeOptions, openBridge } from './open-bridge.ts';
import { TaskQueue } from './task-queue.ts';
import { UnsolicitedReads } from './unsolicited-reads.ts';
import { Updates } from './updates.ts';

/** A bridge at work. */
export interface RunningBridge {
  readonly bridgeId: BridgeId;
  /** Stops taking work on, lets what is on its way arrive (a few seconds at most) and closes everything. */
  stop(): Promise<void>;
  /** Resolves when the bridge has stopped; rejects when a part of it broke. */
  readonly stopped: Promise<void>;
}

/** The most tasks that the contract lets a bridge ask for at once. */
const mostTasks = 100;
const farewellMilliseconds = 4000;
const tidyMilliseconds = 15_000;

/** Looks after terminals that no task has spoken to for a while, and after sessions that were lost. */
async function keepProbing(
  { registry, timing }: BridgeContext,
  reads: UnsolicitedReads,
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
  const { config, now = Date.now, inability = () => 'program' } = options;
  const tail = options.tail ?? new LogTail(now);
  const log = tail.of(options.log);
  const { context, enrolment, close } = openBridge({ ...options, log });
  const startedAt = now();
  const { sender, outbox } = context;
  const stopping = new AbortController();
  const signal = stopping.signal;

  const untouched = () => outbox.ready(1).some(({ refusals }) => refusals === 0);
  let leftOver = untouched();
  const queue: TaskQueue = new TaskQueue(context, signal, () => heartbeat.beatNow());
  const updates = new Updates({ config, log, inability });
  const diagnoses = new Diagnoses(
    context,
    () => diagnose({ config, tail, startedAt, updates: updates.report(), now, signal }),
    signal,
  );
  const heartbeat: Heartbeat = new Heartbeat({
    context,
    queue,
    version: bridgeVersion,
    mostTasks: Math.min(mostTasks, config.limits.parallelTerminals * 2),
    longestPollSeconds: config.poll.maxSeconds,
    mayTake: () => !leftOver,
    updates,
    diagnoses,
    onSetClock: (serial) => {
      context.registry.setClock(serial, signal).catch((error: unknown) => {
        if (!signal.aborted) log({ level: 'error', event: 'heartbeat.failed', message: reasonOf(error) });
      });
    },
    onContact: () =>
      outbox.enrolments.noteContact(context.cloud.clock.now(), context.cloud.clock.machineNow()),
  });

  const { registry, cloudTerminals } = context;
  const reads = new UnsolicitedReads(context, signal);
  registry.reports.listen(() => heartbeat.beatNow());
  registry.listenForPunches((serial) => reads.want(serial));
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
    await Promise.allSettled([
      ...loops,
      queue.settled(),
      reads.settled(),
      diagnoses.settled(),
      cloudTerminals.settled(),
      registry.close(),
    ]);
    clearTimeout(farewell);
    close();
    options.signal?.removeEventListener('abort', stop);
    if (broken) throw broken.error;
  };
  const stopped = ended().catch((error: unknown) => {
    // Of a full disk whoever keeps the bridge running has more to say.
    const level = isDiskFull(error, config.stateDir) ? 'debug' : 'error';
    log({ level, event: 'bridge.broken', message: reasonOf(error) });
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
