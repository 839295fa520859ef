import {
  ChunkCollector,
  type ChunkFailure,
  largestDatasetBytes,
} from '#bridge/terminals/zk/chunk-collector.ts';
import { bufferRefusals, replyCodes, sendableCommands } from '#bridge/terminals/zk/commands.ts';
import type { Dataset } from '#bridge/terminals/zk/datasets.ts';
import type { Packet } from '#bridge/terminals/zk/packet.ts';
import type { ZkSession } from '#bridge/terminals/zk/session.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';

const tries = 3;
const releaseTimeoutMs = 2_000;
const prefixBytes = 4;
const noData = new Uint8Array(0);
/** Sessions with a bulk read under way: the terminal has one buffer, and a second request would replace it. */
const reading = new WeakSet<ZkSession>();

/** How a dataset came: in the answer itself, through the terminal's buffer, or by the older direct request. */
export type TransferRoute = 'inline' | 'buffered' | 'direct';

/** How to transfer. */
export interface TransferOptions {
  /** Bytes per request of the buffered route. */
  chunkBytes: number;
  /** Told after each chunk, in bytes of the whole dataset. */
  onProgress?: ((receivedBytes: number, expectedBytes: number) => void) | undefined;
}

type Answer =
  | { kind: 'whole'; bytes: Buffer }
  | { kind: 'buffered'; totalBytes: number }
  | { kind: 'refused'; code: number }
  | { kind: 'odd-acknowledgement'; dataBytes: number }
  | ChunkFailure;

/**
 * One bulk read. It has the size as soon as it is made; {@link chunks} then delivers the records' bytes in order while
 * they arrive, and throws unless everything came that the terminal had announced.
 */
export class BulkTransfer {
  readonly route: TransferRoute;
  /** Bytes of all records together, as announced. */
  readonly recordBytes: number;
  readonly #session: ZkSession;
  readonly #dataset: Dataset;
  readonly #options: TransferOptions;
  readonly #whole: Buffer | undefined;
  readonly #totalBytes: number;
  readonly #buffers: [Buffer | undefined, Buffer | undefined] = [undefined, undefined];
  #completeBytes = 0;
  #abandoned = false;
  #retries = 0;

  private constructor(
    session: ZkSession,
    dataset: Dataset,
    options: TransferOptions,
    route: TransferRoute,
    content: Buffer | number,
  ) {
    this.#session = session;
    this.#dataset = dataset;
    this.#options = options;
    this.route = route;
    this.#whole = typeof content === 'number' ? undefined : content;
    this.#totalBytes = typeof content === 'number' ? content : content.length;
    this.recordBytes = Math.max(0, this.#totalBytes - prefixBytes);
  }

  /** Chunks that had to be asked for again. */
  get retries(): number {
    return this.#retries;
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
        return new BulkTransfer(session, dataset, options, 'buffered', answer.totalBytes);
      case 'refused':
        if (!bufferRefusals.has(answer.code))
          throw session.faultOfReply(answer.code, `reading ${dataset.name}`);
        return new BulkTransfer(session, dataset, options, 'direct', await readDirect(session, dataset));
      case 'odd-acknowledgement':
        throw new TerminalFault('corrupt', {
          address: session.address,
          reason: `the terminal accepted the buffered read with ${answer.dataBytes} bytes where 13 are known`,
        });
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
    let pending: Promise<Buffer> | undefined;
    try {
      if (this.#whole !== undefined) {
        if (this.#whole.length > prefixBytes) {
          this.#checkPrefix(this.#whole);
          this.#progress(this.#whole.length);
          yield this.#whole.subarray(prefixBytes);
        }
        return;
      }
      if (this.recordBytes === 0) return;
      pending = this.#chunk(0);
      while (pending !== undefined) {
        const bytes: Buffer = await pending;
        const first = this.#completeBytes === 0;
        if (first) this.#checkPrefix(bytes);
        this.#progress(this.#completeBytes + bytes.length);
        pending = this.#completeBytes < this.#totalBytes ? this.#chunk(this.#completeBytes) : undefined;
        // Nobody awaits it while the consumer is busy; its failure is met at the next turn of the loop.
        pending?.catch(() => undefined);
        yield first ? bytes.subarray(prefixBytes) : bytes;
      }
    } finally {
      this.#abandoned = true;
      await pending?.catch(() => undefined);
      await freeData(this.#session);
      reading.delete(this.#session);
    }
  }

  #progress(completeBytes: number): void {
    this.#completeBytes = completeBytes;
    this.#options.onProgress?.(completeBytes, this.#totalBytes);
  }

  #checkPrefix(bytes: Buffer): void {
    const announced = bytes.readUInt32LE(0);
    if (announced === this.recordBytes) return;
    throw new TerminalFault('corrupt', {
      address: this.#session.address,
      reason: `${this.#dataset.name} should have ${announced} bytes, but the transfer has ${this.recordBytes}`,
    });
  }

  async #chunk(offset: number): Promise<Buffer> {
    const length = Math.min(this.#options.chunkBytes, this.#totalBytes - offset);
    const parity = (offset / this.#options.chunkBytes) & 1 ? 1 : 0;
    const into = this.#buffers[parity] ?? Buffer.allocUnsafeSlow(length);
    this.#buffers[parity] = into;
    const request = Buffer.allocUnsafe(8);
    request.writeUInt32LE(offset, 0);
    request.writeUInt32LE(length, 4);
    let failed: FailedTry = { failure: { kind: 'length' }, gotBytes: 0, announcedBytes: length };
    for (let attempt = 1; attempt <= tries && !this.#abandoned; attempt += 1) {
      if (attempt > 1) this.#retries += 1;
      const counts = (gotBytes: number) => ({ received: offset + gotBytes, expected: this.#totalBytes });
      const outcome = await tryToCollect(
        this.#session,
        this.#dataset,
        { command: sendableCommands.readBuffer, data: request },
        new ChunkCollector(into, length),
        counts,
      );
      if (Buffer.isBuffer(outcome)) return outcome;
      failed = further(failed, outcome);
    }
    throw faultOfFailure(this.#session, this.#dataset, failed.failure, {
      received: offset + failed.gotBytes,
      expected: this.#totalBytes,
    });
  }
}

/** The later failure with the better counts of the two. */
function further(before: FailedTry, now: FailedTry): FailedTry {
  return {
    failure: now.failure,
    gotBytes: Math.max(before.gotBytes, now.gotBytes),
    announcedBytes: Math.max(before.announcedBytes, now.announcedBytes),
  };
}

interface FailedTry {
  /** Silence, or what was wrong with the answer. */
  failure: ChunkFailure | TerminalFault<'timeout'>;
  gotBytes: number;
  announcedBytes: number;
}

interface Counts {
  received: number;
  expected: number;
}

/** One try. Silence is a failed try like any other; a lost connection is thrown with the counts. */
async function tryToCollect(
  session: ZkSession,
  dataset: Dataset,
  request: Dataset['direct'],
  collector: ChunkCollector,
  counts: (gotBytes: number, announcedBytes: number) => Counts,
): Promise<Buffer | FailedTry> {
  const during = `reading ${dataset.name}`;
  const failed = (failure: FailedTry['failure']): FailedTry => ({
    failure,
    gotBytes: collector.gotBytes,
    announcedBytes: collector.announcedBytes,
  });
  try {
    const outcome = await session.exchange(request.command, request.data, during, (packet) =>
      collector.take(packet),
    );
    return outcome.kind === 'complete' ? outcome.bytes : failed(outcome);
  } catch (error) {
    if (isTerminalFault(error, 'timeout')) return failed(error);
    if (!isTerminalFault(error, 'connection-lost')) throw error;
    const facts = { address: session.address, ...counts(collector.gotBytes, collector.announcedBytes) };
    throw new TerminalFault('connection-lost', facts, { cause: error.cause });
  }
}

async function askBuffered(session: ZkSession, dataset: Dataset): Promise<Answer> {
  let answer: Answer = { kind: 'damaged' };
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    answer = await session.exchange<Answer>(
      sendableCommands.prepareBuffer,
      dataset.buffered,
      `reading ${dataset.name}`,
      bufferedAnswer(),
    );
    if (answer.kind !== 'damaged' && answer.kind !== 'length') return answer;
  }
  return answer;
}

/** Reads the answer to 1503: the dataset itself, the size of the prepared buffer, or a refusal. */
function bufferedAnswer(): (packet: Packet) => Answer | undefined {
  const collector = new ChunkCollector(Buffer.allocUnsafe(2048));
  let streaming = false;
  return (packet) => {
    if (packet.intact && packet.command === replyCodes.ok && !streaming) return acknowledgement(packet.data);
    streaming ||= packet.command === replyCodes.prepareData;
    const outcome = collector.take(packet);
    return outcome?.kind === 'complete' ? { kind: 'whole', bytes: outcome.bytes } : outcome;
  };
}

function acknowledgement(data: Buffer): Answer {
  const totalBytes = data.length === 13 ? data.readUInt32LE(1) : 0;
  // A size beyond any terminal's memory is as good as an acknowledgement that is not understood.
  if (data.length !== 13 || totalBytes > largestDatasetBytes) {
    return { kind: 'odd-acknowledgement', dataBytes: data.length };
  }
  return { kind: 'buffered', totalBytes };
}

async function readDirect(session: ZkSession, dataset: Dataset): Promise<Buffer> {
  const counts = (received: number, expected: number): Counts => ({ received, expected });
  let failed: FailedTry = { failure: { kind: 'length' }, gotBytes: 0, announcedBytes: 0 };
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const collector = new ChunkCollector(Buffer.allocUnsafe(65_536));
    const outcome = await tryToCollect(session, dataset, dataset.direct, collector, counts);
    if (Buffer.isBuffer(outcome)) return outcome;
    if (!(outcome.failure instanceof TerminalFault) && outcome.failure.kind === 'refused') {
      throw session.faultOfReply(outcome.failure.code, `reading ${dataset.name}`);
    }
    failed = further(failed, outcome);
  }
  throw faultOfFailure(session, dataset, failed.failure, counts(failed.gotBytes, failed.announcedBytes));
}

/** What a chunk that failed in every try is called. */
function faultOfFailure(
  session: ZkSession,
  dataset: Dataset,
  failure: ChunkFailure | TerminalFault,
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
async function freeData(session: ZkSession): Promise<void> {
  try {
    await session.request(sendableCommands.freeData, noData, 'releasing the buffer', releaseTimeoutMs);
  } catch (error) {
    if (!isTerminalFault(error)) throw error;
  }
}
