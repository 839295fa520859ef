import {
  type ChunkOutcome,
  type Collector,
  largestDatasetBytes,
} from '#bridge/terminals/zk/chunk-collector.ts';
import { replyCodes } from '#bridge/terminals/zk/commands.ts';
import type { Packet } from '#bridge/terminals/zk/packet.ts';
import type { WaitAtMost } from '#bridge/terminals/zk/pending-exchange.ts';

/** How long DATA may lag behind the closing ACK_OK, which overtakes them on some networks (coding-libs/zkteco-php #9). */
const afterAcknowledgementMs = 250;
/** Frames after which the terminal's pace is known, and how many of its longest pauses silence may last from then on. */
const pacedFrames = 4;
const pausesUntilSilence = 8;
const shortestSilenceMs = 500;
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
  /** Frames of this try and of earlier ones, by index. */
  readonly #frames = new Map<number, Buffer>();
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
   */
  constructor(wantedBytes?: number, mayJoinTries = true) {
    this.#wantedBytes = wantedBytes;
    this.#mayJoinTries = mayJoinTries;
  }

  get gotBytes(): number {
    return this.#gotBytes;
  }

  get announcedBytes(): number {
    return this.#wantedBytes ?? this.#totalBytes ?? 0;
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
      waitAtMost(Math.max(shortestSilenceMs, pausesUntilSilence * this.#longestPauseMs));
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
      // Not the bytes of the earlier try: what that one left is not believed.
      this.#forgetEarlierTries();
    }
    this.#seen.add(index);
    if (known !== undefined && this.#frames.has(index)) return undefined;
    // The caller's bytes are reused, and a datagram's buffer may be part of a larger one.
    this.#frames.set(index, Buffer.from(data));
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
    for (const [index, frame] of this.#frames) {
      if (this.#seen.has(index)) continue;
      this.#frames.delete(index);
      this.#gotBytes -= frame.length;
    }
  }

  #whole(): ChunkOutcome | undefined {
    const total = this.#wantedBytes ?? this.#totalBytes ?? this.#ownLength();
    if (total === undefined || this.#gotBytes !== total) return undefined;
    const frames = this.#inOrder();
    if (frames !== undefined) return { kind: 'complete', bytes: Buffer.concat(frames, total) };
    // The frames of this try alone may still be in order, or become so.
    const before = this.#frames.size;
    this.#forgetEarlierTries();
    if (this.#frames.size < before) return this.#whole();
    this.#frames.clear();
    this.#gotBytes = 0;
    return wrongLength;
  }

  /** A dataset in one DATA packet tells its own length; the first of several packets tells another one. */
  #ownLength(): number | undefined {
    const [only] = this.#frames.values();
    if (this.#frames.size !== 1 || only === undefined || only.length < 4) return undefined;
    return only.readUInt32LE(0) === only.length - 4 ? only.length : undefined;
  }

  /** The frames by index, when those are consecutive and all but the last are of one length. */
  #inOrder(): Buffer[] | undefined {
    const indexes = [...this.#frames.keys()].sort((a, b) => a - b);
    // Some firmware may go on counting from one chunk to the next, and then the count starts again within a chunk.
    const gapAt = indexes.findIndex((index, at) => at > 0 && index !== (indexes[at - 1] ?? 0) + 1);
    const turned = gapAt < 0 ? indexes : [...indexes.slice(gapAt), ...indexes.slice(0, gapAt)];
    const [first = 0] = turned;
    const joined = indexes.some((index) => !this.#seen.has(index));
    if (joined && (first !== 0 || gapAt >= 0)) return undefined;
    if (turned.some((index, at) => index !== (first + at) % indexCount)) return undefined;
    const frames = turned.flatMap((index) => this.#frames.get(index) ?? []);
    const frameBytes = frames[0]?.length ?? 0;
    const even = frames.every(({ length }, at) =>
      at < frames.length - 1 ? length === frameBytes : length <= frameBytes,
    );
    return even ? frames : undefined;
  }
}
