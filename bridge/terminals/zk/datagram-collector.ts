/** Puts the answer to one bulk request together from UDP packets that may be lost, repeated or swapped. @module */

import {
  type ChunkOutcome,
  type Collector,
  largestDatasetBytes,
} from '#bridge/terminals/zk/chunk-collector.ts';
import { replyCodes } from '#bridge/terminals/zk/commands.ts';
import { FrameShelf } from '#bridge/terminals/zk/frame-shelf.ts';
import type { Packet } from '#bridge/terminals/zk/packet.ts';
import type { WaitAtMost } from '#bridge/terminals/zk/pending-exchange.ts';

/** How long DATA may lag behind the closing ACK_OK, which overtakes them on some networks (coding-libs/zkteco-php #9). */
const afterAcknowledgementMs = 250;
/** Frames after which the terminal's pace is known, and how many of its longest pauses silence may last from then on. */
const pacedFrames = 4;
const pausesUntilSilence = 8;
const shortestSilenceMs = 500;
const shortestSilenceOfAllMs = 3_000;
const pieceBytes = 65_536;
const indexCount = 65_536;
const wrongLength = { kind: 'length' } as const;

/**
 * The collector for UDP, where packets are lost, repeated and swapped. DATA packets are placed by the frame index in
 * their session field. Complete means that frames with consecutive indexes add up to the announced length; the
 * acknowledgement says nothing that the bytes do not. Frames are kept over further tries at the same bytes.
 */
export class DatagramCollector implements Collector {
  readonly #wantedBytes: number | undefined;
  readonly #mayJoinTries: boolean;
  /** Whether the bytes are asked for in {@link pieces} instead of being handed over at once. */
  readonly #isStreamed: boolean;
  /** Frames of this try and of earlier ones. */
  readonly #frames: FrameShelf;
  #order: readonly number[] = [];
  /** Indexes that have come in this try. */
  readonly #seen = new Set<number>();
  #totalBytes: number | undefined;
  #gotBytes = 0;
  #framesOfTry = 0;
  #lastFrameMs = 0;
  #longestPauseMs = 0;

  /**
   * @param wantedBytes - the length that was asked for; `undefined` where the terminal alone knows it
   * @param mayJoinTries - whether frames of earlier tries may count. They do so only where each answer is numbered from
   *   0, which the indexes themselves show as long as the terminal's count cannot have come round.
   * @param isStreamed - for a dataset that memory should not hold: the outcome then has no bytes, {@link pieces} gives
   *   them, and the collector must be closed
   */
  constructor(wantedBytes?: number, mayJoinTries = true, isStreamed = false) {
    this.#wantedBytes = wantedBytes;
    this.#mayJoinTries = mayJoinTries;
    this.#isStreamed = isStreamed;
    this.#frames = new FrameShelf(wantedBytes, isStreamed);
  }

  get gotBytes(): number {
    return this.#gotBytes;
  }

  get announcedBytes(): number {
    return this.#wantedBytes ?? this.#totalBytes ?? 0;
  }

  /** The bytes of a complete answer, in order. Each buffer is the caller's. */
  *pieces(): Generator<Buffer, void, undefined> {
    let piece = Buffer.allocUnsafe(pieceBytes);
    let filledBytes = 0;
    for (const index of this.#order) {
      const frame = this.#frames.get(index);
      if (frame === undefined) continue;
      if (filledBytes > 0 && filledBytes + frame.length > piece.length) {
        yield piece.subarray(0, filledBytes);
        piece = Buffer.allocUnsafe(Math.max(pieceBytes, frame.length));
        filledBytes = 0;
      }
      filledBytes += frame.copy(piece, filledBytes);
    }
    if (filledBytes > 0) yield piece.subarray(0, filledBytes);
  }

  /** Releases what the frames occupied. */
  close(): void {
    this.#frames.close();
  }

  /** Begins a further try at the same bytes. */
  restart(): void {
    this.#seen.clear();
    if (!this.#mayJoinTries) this.#forgetEarlierTries();
    this.#framesOfTry = 0;
    this.#longestPauseMs = 0;
    if (this.#wantedBytes === undefined) this.#totalBytes = undefined;
  }

  take(packet: Packet, waitAtMost: WaitAtMost<ChunkOutcome>): ChunkOutcome | undefined {
    // As good as lost: the bytes that are missing are asked for again.
    if (!packet.intact) return undefined;
    switch (packet.command) {
      case replyCodes.prepareData:
        return this.#prepare(packet.data);
      case replyCodes.data:
        this.#keepPace(waitAtMost);
        return this.#data(packet.session, packet.data) ?? this.#whole();
      case replyCodes.ok:
        waitAtMost(afterAcknowledgementMs);
        return undefined;
      default:
        return { kind: 'refused', code: packet.command };
    }
  }

  /** When the last frames and the acknowledgement are lost nothing more comes; that is seen by the terminal's own pace. */
  #keepPace(waitAtMost: WaitAtMost<ChunkOutcome>): void {
    const nowMs = performance.now();
    if (this.#framesOfTry > 0) {
      this.#longestPauseMs = Math.max(this.#longestPauseMs, nowMs - this.#lastFrameMs);
    }
    this.#lastFrameMs = nowMs;
    this.#framesOfTry += 1;
    if (this.#framesOfTry === pacedFrames) {
      // Where the answer is the whole dataset, giving up too early costs all of it again.
      const leastMs = this.#isStreamed ? shortestSilenceOfAllMs : shortestSilenceMs;
      waitAtMost(Math.max(leastMs, pausesUntilSilence * this.#longestPauseMs));
    }
  }

  #prepare(data: Buffer): ChunkOutcome | undefined {
    if (data.length < 4) return wrongLength;
    const totalBytes = data.readUInt32LE(0);
    if (totalBytes > largestDatasetBytes) return wrongLength;
    if (this.#wantedBytes !== undefined && totalBytes !== this.#wantedBytes) return wrongLength;
    if (this.#totalBytes !== undefined && totalBytes !== this.#totalBytes) return wrongLength;
    this.#totalBytes = totalBytes;
    return this.#whole();
  }

  #data(index: number, data: Buffer): ChunkOutcome | undefined {
    if (data.length === 0) return this.#isEmptyDataset() ? { kind: 'complete', bytes: data } : undefined;
    const known = this.#frames.get(index);
    if (known !== undefined && !known.equals(data)) {
      if (this.#seen.has(index))
        return { kind: 'unordered', frameBytes: Math.max(known.length, data.length) };
      // Not the bytes of the earlier try: what that one left is not trusted.
      this.#forgetEarlierTries();
    }
    this.#seen.add(index);
    if (known !== undefined && this.#frames.bytesOf(index) > 0) return undefined;
    this.#frames.put(index, data);
    this.#gotBytes += data.length;
    const limit = this.#wantedBytes ?? this.#totalBytes ?? largestDatasetBytes;
    if (this.#gotBytes <= limit) return undefined;
    this.#forgetEarlierTries();
    return this.#gotBytes <= limit ? undefined : wrongLength;
  }

  /** Where neither a length was asked for nor one announced, a DATA packet without data is the whole of an empty dataset. */
  #isEmptyDataset(): boolean {
    return this.#wantedBytes === undefined && this.#totalBytes === undefined && this.#frames.size === 0;
  }

  #forgetEarlierTries(): void {
    for (const index of this.#frames.indexes()) {
      if (this.#seen.has(index)) continue;
      this.#gotBytes -= this.#frames.bytesOf(index);
      this.#frames.delete(index);
    }
  }

  #whole(): ChunkOutcome | undefined {
    const total = this.#wantedBytes ?? this.#totalBytes ?? this.#ownLength();
    if (total === undefined || this.#gotBytes !== total) return undefined;
    const order = this.#inOrder();
    if (order !== undefined) return this.#complete(order, total);
    // The frames of this try alone may still be in order, or become so.
    const before = this.#frames.size;
    this.#forgetEarlierTries();
    if (this.#frames.size < before) return this.#whole();
    this.#frames.clear();
    this.#gotBytes = 0;
    return wrongLength;
  }

  #complete(order: readonly number[], total: number): ChunkOutcome {
    this.#order = order;
    const bytes = Buffer.allocUnsafe(this.#isStreamed ? 0 : total);
    let filledBytes = 0;
    if (!this.#isStreamed) {
      for (const index of order) filledBytes += this.#frames.get(index)?.copy(bytes, filledBytes) ?? 0;
    }
    return { kind: 'complete', bytes };
  }

  /** A dataset in one DATA packet states its own length; the first of several packets states a different one. */
  #ownLength(): number | undefined {
    if (this.#frames.size !== 1) return undefined;
    const [index = 0] = this.#frames.indexes();
    const only = this.#frames.get(index);
    if (only === undefined || only.length < 4) return undefined;
    return only.readUInt32LE(0) === only.length - 4 ? only.length : undefined;
  }

  /** The indexes in order, when they are consecutive and all frames but the last are of one length. */
  #inOrder(): number[] | undefined {
    const indexes = this.#frames.indexes().sort((a, b) => a - b);
    // Some firmware may go on counting from one chunk to the next, and then the count starts again within a chunk.
    const gapAt = indexes.findIndex((index, at) => at > 0 && index !== (indexes[at - 1] ?? 0) + 1);
    const turned = gapAt < 0 ? indexes : [...indexes.slice(gapAt), ...indexes.slice(0, gapAt)];
    const [first = 0] = turned;
    const joined = indexes.some((index) => !this.#seen.has(index));
    if (joined && (first !== 0 || gapAt >= 0)) return undefined;
    if (turned.some((index, at) => index !== (first + at) % indexCount)) return undefined;
    const frameBytes = this.#frames.bytesOf(first);
    const even = turned.every((index, at) => {
      const bytes = this.#frames.bytesOf(index);
      return at < turned.length - 1 ? bytes === frameBytes : bytes <= frameBytes;
    });
    return even ? turned : undefined;
  }
}
