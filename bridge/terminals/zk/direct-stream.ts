/** Streams a directly requested dataset over TCP, and checks after a retry that the beginning has not changed. @module */

import { createHash } from 'node:crypto';
import { faultOfFailure, patienceAfter, tries, withCounts } from '#bridge/terminals/zk/bulk-request.ts';
import {
  type ChunkFailure,
  closingLagMs,
  largestDatasetBytes,
} from '#bridge/terminals/zk/chunk-collector.ts';
import { replyCodes } from '#bridge/terminals/zk/commands.ts';
import type { Dataset, DirectRequest } from '#bridge/terminals/zk/datasets.ts';
import type { Packet } from '#bridge/terminals/zk/packet.ts';
import type { ReplyStep } from '#bridge/terminals/zk/pending-exchange.ts';
import type { ZkSession } from '#bridge/terminals/zk/session.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';

const pieceBytes = 65_536;
/** Pieces that wait for their reader before the terminal is left waiting. */
const mostWaitingPieces = 2;

/** One try: what has come of it and waits to be taken. */
interface Try {
  totalBytes: number | undefined;
  gotBytes: number;
  waiting: Buffer[];
  filling: Buffer | undefined;
  filledBytes: number;
  outcome: 'whole' | ChunkFailure | TerminalFault<'timeout'> | { thrown: unknown } | undefined;
  abandoned: boolean;
  settled: Promise<void>;
}

/**
 * A whole dataset by the direct request over TCP, in pieces while it arrives. When a try breaks off the request is
 * made again from its beginning, and what had been handed over is compared before the rest follows.
 */
export class DirectStream {
  /** Bytes of the dataset, its prefix included. */
  readonly totalBytes: number;
  readonly #session: ZkSession;
  readonly #dataset: Dataset;
  readonly #request: DirectRequest;
  readonly #wake: { call: () => void };
  #current: Try;
  #retries = 0;

  private constructor(
    session: ZkSession,
    dataset: Dataset,
    request: DirectRequest,
    first: Try,
    wake: { call: () => void },
  ) {
    this.#session = session;
    this.#dataset = dataset;
    this.#request = request;
    this.#current = first;
    this.#wake = wake;
    this.totalBytes = first.totalBytes ?? 0;
  }

  /** Tries beyond the first. */
  get retries(): number {
    return this.#retries;
  }

  /**
   * Makes the request and waits until the terminal has said how much there is.
   * @param silence - an earlier silence of the terminal, after which the request is tried only once
   * @throws TerminalFault `unexpected-reply`, `incomplete`, `checksum`, `timeout`, `connection-lost`
   */
  static async open(
    session: ZkSession,
    dataset: Dataset,
    request: DirectRequest,
    silence?: TerminalFault<'timeout'>,
  ): Promise<DirectStream> {
    const wake = { call: () => {} };
    let failure: Try['outcome'] = silence;
    for (let attempt = silence === undefined ? 1 : tries; attempt <= tries; attempt += 1) {
      const started = startTry(session, dataset, request, wake, failure);
      await until(wake, () => started.totalBytes !== undefined || started.outcome !== undefined);
      if (started.totalBytes !== undefined) return new DirectStream(session, dataset, request, started, wake);
      failure = started.outcome;
      if (isRefusal(failure)) throw session.faultOfReply(failure.code, `reading ${dataset.name}`);
      if (isThrown(failure)) throw failure.thrown;
    }
    throw faultOf(session, dataset, failure, { received: 0, expected: 0 });
  }

  /**
   * The dataset's bytes in order. Each buffer is the caller's.
   * @throws TerminalFault unless everything came
   */
  async *pieces(): AsyncGenerator<Buffer, void, undefined> {
    const handedOver = createHash('sha256');
    let handedBytes = 0;
    let fruitless = 0;
    try {
      for (;;) {
        const before = handedBytes;
        for await (const piece of this.#unseen(handedBytes, handedOver.copy().digest('hex'))) {
          handedOver.update(piece);
          handedBytes += piece.length;
          yield piece;
        }
        const { outcome, gotBytes } = this.#current;
        if (outcome === 'whole' && handedBytes === this.totalBytes) return;
        const counts = { received: Math.max(handedBytes, gotBytes), expected: this.totalBytes };
        if (isThrown(outcome)) throw withCounts(this.#session, outcome.thrown, counts);
        fruitless = handedBytes > before ? 1 : fruitless + 1;
        if (fruitless >= tries || this.#retries >= tries) {
          throw faultOf(this.#session, this.#dataset, outcome, counts);
        }
        this.#retries += 1;
        this.#current = startTry(this.#session, this.#dataset, this.#request, this.#wake, outcome);
      }
    } finally {
      this.#current.abandoned = true;
      this.#session.resume();
      await this.#current.settled;
    }
  }

  /** What the current try brings beyond the bytes that were handed over before, once those are seen to be the same. */
  async *#unseen(handedBytes: number, digest: string): AsyncGenerator<Buffer, void, undefined> {
    const current = this.#current;
    const again = createHash('sha256');
    let toCompare = handedBytes;
    for (;;) {
      await until(this.#wake, () => current.waiting.length > 0 || current.outcome !== undefined);
      if (current.totalBytes !== undefined && current.totalBytes !== this.totalBytes) throw this.#changed();
      const piece = current.waiting.shift();
      if (piece === undefined) return;
      if (current.waiting.length < mostWaitingPieces) this.#session.resume();
      const compared = Math.min(toCompare, piece.length);
      if (compared > 0) {
        again.update(piece.subarray(0, compared));
        toCompare -= compared;
        if (toCompare === 0 && again.digest('hex') !== digest) throw this.#changed();
      }
      if (piece.length > compared) yield piece.subarray(compared);
    }
  }

  #changed(): TerminalFault {
    return new TerminalFault('corrupt', {
      address: this.#session.address,
      reason: `${this.#dataset.name} changed between two tries at reading it`,
    });
  }
}

function startTry(
  session: ZkSession,
  dataset: Dataset,
  request: DirectRequest,
  wake: { call: () => void },
  previous: Try['outcome'],
): Try {
  const started: Try = {
    totalBytes: undefined,
    gotBytes: 0,
    waiting: [],
    filling: undefined,
    filledBytes: 0,
    outcome: undefined,
    abandoned: false,
    settled: Promise.resolve(),
  };
  const afterSilence =
    previous instanceof TerminalFault
      ? patienceAfter(session, { failure: previous, gotBytes: 0, announcedBytes: 0 })
      : {};
  const step: ReplyStep<NonNullable<Try['outcome']>> = (packet, waitAtMost) => {
    const outcome = started.abandoned ? { kind: 'length' as const } : takePacket(started, packet);
    if (outcome === undefined && started.gotBytes > 0 && started.gotBytes === started.totalBytes) {
      flush(started);
      waitAtMost(closingLagMs, 'whole');
    }
    if (started.waiting.length >= mostWaitingPieces && outcome === undefined) session.pause();
    if (outcome === undefined) wake.call();
    return outcome;
  };
  started.settled = session
    .exchange(request.command, request.data, `reading ${dataset.name}`, step, afterSilence)
    .then(
      (outcome) => {
        started.outcome = outcome;
      },
      (error: unknown) => {
        started.outcome = isTerminalFault(error, 'timeout') ? error : { thrown: error };
      },
    )
    .then(() => wake.call());
  return started;
}

function takePacket(into: Try, packet: Packet): 'whole' | ChunkFailure | undefined {
  if (!packet.intact) return { kind: 'damaged' };
  const { data } = packet;
  switch (packet.command) {
    case replyCodes.prepareData:
      if (into.totalBytes !== undefined || data.length < 4) return { kind: 'length' };
      if (data.readUInt32LE(0) > largestDatasetBytes) return { kind: 'length' };
      into.totalBytes = data.readUInt32LE(0);
      return undefined;
    case replyCodes.data: {
      const alone = into.totalBytes === undefined;
      into.totalBytes ??= data.length;
      if (into.gotBytes + data.length > into.totalBytes) return { kind: 'length' };
      keep(into, data);
      if (!alone) return undefined;
      flush(into);
      return 'whole';
    }
    case replyCodes.ok:
      if (into.totalBytes === undefined || into.gotBytes !== into.totalBytes) return { kind: 'length' };
      flush(into);
      return 'whole';
    default:
      return { kind: 'refused', code: packet.command };
  }
}

function keep(into: Try, data: Buffer): void {
  for (let at = 0; at < data.length; ) {
    into.filling ??= Buffer.allocUnsafeSlow(
      Math.min(pieceBytes, Math.max(1, (into.totalBytes ?? 0) - into.gotBytes)),
    );
    const copied = data.copy(into.filling, into.filledBytes, at);
    at += copied;
    into.gotBytes += copied;
    into.filledBytes += copied;
    if (into.filledBytes === into.filling.length) flush(into);
  }
}

function flush(into: Try): void {
  if (into.filling !== undefined && into.filledBytes > 0) {
    into.waiting.push(into.filling.subarray(0, into.filledBytes));
  }
  into.filling = undefined;
  into.filledBytes = 0;
}

async function until(wake: { call: () => void }, condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise<void>((resolve) => {
      wake.call = resolve;
    });
  }
}

function isRefusal(outcome: Try['outcome']): outcome is { kind: 'refused'; code: number } {
  return typeof outcome === 'object' && 'kind' in outcome && outcome.kind === 'refused';
}

function isThrown(outcome: Try['outcome']): outcome is { thrown: unknown } {
  return typeof outcome === 'object' && 'thrown' in outcome;
}

function faultOf(
  session: ZkSession,
  dataset: Dataset,
  outcome: Try['outcome'],
  counts: { received: number; expected: number },
): TerminalFault {
  const failure =
    outcome === undefined || outcome === 'whole' || isThrown(outcome) ? { kind: 'length' as const } : outcome;
  return faultOfFailure(session, dataset, failure, counts);
}
