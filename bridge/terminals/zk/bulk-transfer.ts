/** Reads a whole dataset from a terminal by whichever route it supports: inline, buffered or direct. @module */

import { askBuffered } from '#bridge/terminals/zk/buffered-request.ts';
import {
  collectorFor,
  collectPatiently,
  type FailedTry,
  faultOfFailure,
  freeData,
} from '#bridge/terminals/zk/bulk-request.ts';
import { bufferRefusals, sendableCommands } from '#bridge/terminals/zk/commands.ts';
import type { Dataset } from '#bridge/terminals/zk/datasets.ts';
import { askDirect, askDirectInstead, type StreamedDataset } from '#bridge/terminals/zk/direct-read.ts';
import type { ZkSession } from '#bridge/terminals/zk/session.ts';
import { TerminalFault } from '#shared/terminal-fault.ts';

const prefixBytes = 4;
/** Even a dataset that has arrived whole is handed over in pieces, because records take more room than their bytes. */
const pieceBytes = 65_536;
/** Smaller requests over UDP make it cheaper to read a chunk again (pyzk, gozk). */
const largestUdpChunkBytes = 16_384;
/**
 * What is asked for where larger requests are refused, cut short or left unanswered: what zkteco4730-java asks for, what
 * zkteco-js advises on bad lines, and the least.
 */
const smallerChunks = [16_384, 8_184, 1_024] as const;
/** Sessions with a bulk read under way: the terminal has one buffer, and a second request would replace it. */
const reading = new WeakSet<ZkSession>();

/** How a dataset came: in the answer itself, through the terminal's buffer, or by the older direct request. */
export type TransferRoute = 'inline' | 'buffered' | 'direct';

/** How to transfer. */
export interface TransferOptions {
  /** Bytes per request of the buffered route; over UDP at most 16,384. */
  chunkBytes: number;
  /** Called after each chunk, in bytes of the whole dataset. */
  onProgress?: ((receivedBytes: number, expectedBytes: number) => void) | undefined;
}

/** Where the bytes come from: they are here, they are asked for in chunks, or they stream in. */
type Source = Buffer | { totalBytes: number } | StreamedDataset;

/**
 * One bulk read. It has the size as soon as it is made; {@link chunks} then delivers the records' bytes in order while
 * they arrive, and throws unless everything that the terminal had announced came.
 */
export class BulkTransfer {
  readonly route: TransferRoute;
  /** Bytes of all records together, as announced. */
  readonly recordBytes: number;
  readonly #session: ZkSession;
  readonly #dataset: Dataset;
  readonly #options: TransferOptions;
  readonly #source: Source;
  readonly #totalBytes: number;
  readonly #buffers: Buffer[] = [];
  #chunkBytes: number;
  #chunkCount = 0;
  #completeBytes = 0;
  #abandoned = false;
  #retries = 0;

  private constructor(
    session: ZkSession,
    dataset: Dataset,
    options: TransferOptions,
    route: TransferRoute,
    source: Source,
  ) {
    this.#session = session;
    this.#dataset = dataset;
    this.#options = options;
    this.route = route;
    this.#source = source;
    this.#totalBytes = Buffer.isBuffer(source) ? source.length : source.totalBytes;
    this.recordBytes = Math.max(0, this.#totalBytes - prefixBytes);
    this.#chunkBytes =
      session.transport === 'udp' ? Math.min(options.chunkBytes, largestUdpChunkBytes) : options.chunkBytes;
  }

  /** Requests that had to be made again. */
  get retries(): number {
    return this.#retries + ('retries' in this.#source ? this.#source.retries : 0);
  }

  /**
   * Asks for a dataset: buffered, and by the direct request where the terminal refuses that.
   * @throws TerminalFault `unexpected-reply`, `corrupt`, `checksum`, `incomplete`, `timeout`, `connection-lost`
   */
  static async start(session: ZkSession, dataset: Dataset, options: TransferOptions): Promise<BulkTransfer> {
    if (reading.has(session)) throw new Error(`${session.address}: a bulk read is under way in this session`);
    reading.add(session);
    try {
      await freeData(session);
      return await BulkTransfer.#ask(session, dataset, options);
    } catch (error) {
      reading.delete(session);
      throw error;
    }
  }

  static async #ask(session: ZkSession, dataset: Dataset, options: TransferOptions): Promise<BulkTransfer> {
    const answer = await askBuffered(session, dataset);
    switch (answer.kind) {
      case 'whole':
        return new BulkTransfer(session, dataset, options, 'inline', answer.bytes);
      case 'buffered':
        return new BulkTransfer(session, dataset, options, 'buffered', answer);
      case 'refused':
        if (!bufferRefusals.has(answer.code) || dataset.direct === undefined)
          throw session.faultOfReply(answer.code, `reading ${dataset.name}`);
        return new BulkTransfer(session, dataset, options, 'direct', await askDirect(session, dataset));
      case 'silent':
      case 'odd-acknowledgement':
        return new BulkTransfer(
          session,
          dataset,
          options,
          'direct',
          await askDirectInstead(session, dataset, answer),
        );
      default:
        throw faultOfFailure(session, dataset, answer, { received: 0, expected: 0 });
    }
  }

  /**
   * The records' bytes in order, without the dataset's own length prefix. The next chunk is asked for before this one
   * is handed over. Each buffer is reused after the following chunk, so use it up before asking for the next.
   * The terminal's buffer is released whatever happens.
   * @throws TerminalFault `connection-lost` and `incomplete` with the counts, `checksum`, `corrupt`
   */
  async *chunks(): AsyncGenerator<Buffer, void, undefined> {
    const pieces = this.#pieces();
    const prefix = Buffer.alloc(prefixBytes);
    let at = 0;
    try {
      if (this.recordBytes === 0) return;
      for await (const bytes of pieces) {
        // The prefix may be cut like everything else.
        const ofPrefix = at < prefixBytes ? bytes.copy(prefix, at) : 0;
        if (at < prefixBytes && at + ofPrefix === prefixBytes) this.#checkPrefix(prefix.readUInt32LE(0));
        at += bytes.length;
        this.#options.onProgress?.(at, this.#totalBytes);
        if (bytes.length > ofPrefix) yield bytes.subarray(ofPrefix);
      }
    } finally {
      this.#abandoned = true;
      await pieces.return();
      await freeData(this.#session);
      reading.delete(this.#session);
    }
  }

  #pieces(): AsyncGenerator<Buffer, void, undefined> {
    const source = this.#source;
    if (Buffer.isBuffer(source)) return inPieces(source);
    return 'pieces' in source ? source.pieces() : this.#requested();
  }

  async *#requested(): AsyncGenerator<Buffer, void, undefined> {
    let pending: Promise<Buffer> | undefined = this.#chunk(0);
    try {
      while (pending !== undefined) {
        const bytes: Buffer = await pending;
        this.#completeBytes += bytes.length;
        pending = this.#completeBytes < this.#totalBytes ? this.#chunk(this.#completeBytes) : undefined;
        // Nobody awaits it while the consumer is busy; its failure is met at the next turn of the loop.
        pending?.catch(() => undefined);
        yield bytes;
      }
    } finally {
      await pending?.catch(() => undefined);
    }
  }

  #checkPrefix(announced: number): void {
    if (announced === this.recordBytes) return;
    throw new TerminalFault('corrupt', {
      address: this.#session.address,
      reason: `${this.#dataset.name} should have ${announced} bytes, but the transfer has ${this.recordBytes}`,
    });
  }

  async #chunk(offset: number, before?: FailedTry): Promise<Buffer> {
    const outcome = await this.#tryChunk(offset, before);
    if (Buffer.isBuffer(outcome)) return outcome;
    const { failure, gotBytes } = outcome;
    const smaller = this.#abandoned ? undefined : this.#smallerChunkAfter(failure, this.#totalBytes - offset);
    if (smaller !== undefined) {
      this.#chunkBytes = smaller;
      this.#retries += 1;
      return this.#chunk(offset, outcome);
    }
    throw faultOfFailure(this.#session, this.#dataset, failure, {
      received: offset + gotBytes,
      expected: this.#totalBytes,
    });
  }

  /** The size of request that may do better; `undefined` when none is left. */
  #smallerChunkAfter(failure: FailedTry['failure'], leftBytes: number): number | undefined {
    const askedBytes = Math.min(this.#chunkBytes, leftBytes);
    if (failure instanceof TerminalFault) return smallerChunks.find((bytes) => bytes < askedBytes);
    if (failure.kind === 'damaged') return undefined;
    // One frame a request needs no index. It is slow, but nothing is guessed.
    if (failure.kind === 'unordered') {
      return failure.frameBytes < askedBytes ? failure.frameBytes : undefined;
    }
    return smallerChunks.find((bytes) => bytes < askedBytes);
  }

  async #tryChunk(offset: number, before?: FailedTry): Promise<Buffer | FailedTry> {
    const length = Math.min(this.#chunkBytes, this.#totalBytes - offset);
    const into = this.#nextBuffer(length);
    const request = Buffer.allocUnsafe(8);
    request.writeUInt32LE(offset, 0);
    request.writeUInt32LE(length, 4);
    return collectPatiently(this.#session, {
      dataset: this.#dataset,
      request: { command: sendableCommands.readBuffer, data: request },
      newCollector: () => collectorFor(this.#session, into, length),
      counts: (gotBytes) => ({ received: offset + gotBytes, expected: this.#totalBytes }),
      onRetry: () => {
        if (!this.#abandoned) this.#retries += 1;
        return !this.#abandoned;
      },
      before,
    });
  }

  /** Two buffers in turns: one is being read while the other is being filled. */
  #nextBuffer(length: number): Buffer {
    const turn = this.#chunkCount % 2;
    this.#chunkCount += 1;
    const buffer = this.#buffers[turn] ?? Buffer.allocUnsafeSlow(length);
    this.#buffers[turn] = buffer;
    return buffer;
  }
}

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer, void, undefined> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}
