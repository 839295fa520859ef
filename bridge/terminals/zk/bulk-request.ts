/** Repeats one bulk request until its answer is complete, or has failed for good. @module */

import {
  ChunkCollector,
  type ChunkFailure,
  type ChunkOutcome,
  type Collector,
} from '#bridge/terminals/zk/chunk-collector.ts';
import { sendableCommands } from '#bridge/terminals/zk/commands.ts';
import { DatagramCollector } from '#bridge/terminals/zk/datagram-collector.ts';
import type { Dataset, DirectRequest } from '#bridge/terminals/zk/datasets.ts';
import type { Patience, ZkSession } from '#bridge/terminals/zk/session.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';

/** Tries at one request before it has failed. */
export const tries = 3;
/** Tries that brought something new are not counted among those, up to this many in all. */
const mostTries = 24;
/** Frames after which a terminal that keeps counting may have come round to 0, with as many again lost. */
const surelyCountedFrames = 32_768;
const releaseTimeoutMs = 2_000;
/** The same for a terminal that has left the request unanswered before. */
const shortReleaseTimeoutMs = 250;
const silentOnRelease = new WeakSet<ZkSession>();
/** Over UDP, before a request for a whole dataset is sent a second time: a terminal then sends all of it twice. */
const repeatWholeAfterMs = 3_000;
const noData = new Uint8Array(0);

/** Bytes that have come, and bytes that should. */
export interface Counts {
  received: number;
  expected: number;
}

/** A try at a bulk request that failed. */
export interface FailedTry {
  /** Silence, or what was wrong with the answer. */
  failure: ChunkFailure | TerminalFault<'timeout'>;
  gotBytes: number;
  announcedBytes: number;
}

/** A collector that fits the session's transport. */
export function collectorFor(session: ZkSession, into: Buffer, wantedBytes?: number): Collector {
  if (session.transport === 'tcp') return new ChunkCollector(into, wantedBytes);
  return new DatagramCollector(wantedBytes, mayJoinTries(session));
}

/** Whether the frames of further tries may stand beside those of the first: see {@link DatagramCollector}. */
export function mayJoinTries(session: ZkSession): boolean {
  return session.counters.dataFrames < surelyCountedFrames;
}

/**
 * How long to wait in a further try. A terminal that went silent is asked again, but once its time is up it has to
 * begin to answer in a quarter of it, so that a dead one does not cost the whole time-out three times. Over UDP, where a
 * short answer ends in silence, that goes for the rest of the answer as well.
 */
export function patienceAfter(session: ZkSession, failed: FailedTry | undefined): Patience {
  if (!(failed?.failure instanceof TerminalFault)) return {};
  const shorterMs = session.idleTimeoutMs / 4;
  return session.transport === 'udp'
    ? { idleTimeoutMs: shorterMs, firstReplyMs: shorterMs }
    : { firstReplyMs: shorterMs };
}

/** One request for bulk data, and how it is tried. */
export interface PatientRequest {
  dataset: Dataset;
  request: DirectRequest;
  /** For each try over TCP, where the bytes of a failed try are dropped. */
  newCollector: () => Collector;
  counts: (gotBytes: number, announcedBytes: number) => Counts;
  /** Called before each further try; `false` stops the retries. */
  onRetry: () => boolean;
  /** Whether the answer is a whole dataset: then asking again costs all of it, and is done with more patience. */
  isWholeDataset?: boolean;
  /** How the same bytes failed to come when they were asked for otherwise. After a silence there is one try. */
  before?: FailedTry | undefined;
}

/**
 * One request, tried until its answer is complete or it has failed for good. A lost connection is thrown with the
 * counts.
 */
export async function collectPatiently(
  session: ZkSession,
  patient: PatientRequest,
): Promise<Buffer | FailedTry> {
  const { newCollector, onRetry, before, isWholeDataset } = patient;
  const mostFruitless = before?.failure instanceof TerminalFault ? 1 : tries;
  let collector = newCollector();
  let failed = before;
  let fruitless = 0;
  let brought = false;
  for (let attempt = 1; attempt <= mostTries; attempt += 1) {
    const gotBefore = collector.gotBytes;
    const outcome = await tryToCollect(
      session,
      patient,
      collector,
      brought && isWholeDataset ? {} : patienceAfter(session, failed),
    );
    if (Buffer.isBuffer(outcome)) return outcome;
    failed = failed === undefined ? outcome : further(failed, outcome);
    if (isFinal(outcome.failure)) return failed;
    const datagrams = collector instanceof DatagramCollector ? collector : undefined;
    brought = datagrams !== undefined && datagrams.gotBytes > gotBefore;
    if (!brought) fruitless += 1;
    if (fruitless >= mostFruitless || !onRetry()) break;
    if (datagrams === undefined) collector = newCollector();
    else datagrams.restart();
  }
  return failed ?? { failure: { kind: 'length' }, gotBytes: 0, announcedBytes: 0 };
}

function isFinal(failure: FailedTry['failure']): boolean {
  return !(failure instanceof TerminalFault) && failure.kind === 'unordered';
}

/** The later failure with the better counts of the two. */
function further(before: FailedTry, now: FailedTry): FailedTry {
  return {
    failure: now.failure,
    gotBytes: Math.max(before.gotBytes, now.gotBytes),
    announcedBytes: Math.max(before.announcedBytes, now.announcedBytes),
  };
}

async function tryToCollect(
  session: ZkSession,
  { dataset, request, counts, isWholeDataset }: PatientRequest,
  collector: Collector,
  patience: Patience,
): Promise<Buffer | FailedTry> {
  const failed = (failure: FailedTry['failure']): FailedTry => ({
    failure,
    gotBytes: collector.gotBytes,
    announcedBytes: collector.announcedBytes,
  });
  try {
    const outcome = await session.exchange<ChunkOutcome>(
      request.command,
      request.data,
      `reading ${dataset.name}`,
      (packet, waitAtMost) => collector.take(packet, waitAtMost),
      { ...patience, ...(isWholeDataset ? { repeatAfterMs: repeatWholeAfterMs } : {}) },
    );
    return outcome.kind === 'complete' ? outcome.bytes : failed(outcome);
  } catch (error) {
    if (isTerminalFault(error, 'timeout')) return failed(error);
    throw withCounts(session, error, counts(collector.gotBytes, collector.announcedBytes));
  }
}

/** A lost connection with what had come by then; any other error as it is. */
export function withCounts(session: ZkSession, error: unknown, counts: Counts): unknown {
  if (!isTerminalFault(error, 'connection-lost')) return error;
  return new TerminalFault(
    'connection-lost',
    { address: session.address, ...counts },
    { cause: error.cause },
  );
}

/** The fault of a request that failed in every try. */
export function faultOfFailure(
  session: ZkSession,
  dataset: Dataset,
  failure: FailedTry['failure'],
  counts: Counts,
): TerminalFault {
  const { address } = session;
  const during = `reading ${dataset.name}`;
  if (failure instanceof TerminalFault) {
    return new TerminalFault('incomplete', { address, ...counts, tries }, { cause: failure });
  }
  if (failure.kind === 'damaged') return new TerminalFault('checksum', { address, during });
  const cause = failure.kind === 'refused' ? session.faultOfReply(failure.code, during) : undefined;
  return new TerminalFault('incomplete', { address, ...counts, tries }, { cause });
}

/** Tells the terminal to forget its buffer. Harmless when there is none; its answer decides nothing. */
export async function freeData(session: ZkSession): Promise<void> {
  const usualMs = silentOnRelease.has(session) ? shortReleaseTimeoutMs : releaseTimeoutMs;
  try {
    const waitMs = Math.min(usualMs, session.idleTimeoutMs);
    await session.request(sendableCommands.freeData, noData, 'releasing the buffer', waitMs);
  } catch (error) {
    if (!isTerminalFault(error)) throw error;
    if (error.code === 'timeout') silentOnRelease.add(session);
  }
}
