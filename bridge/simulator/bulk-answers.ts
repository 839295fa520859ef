/** Builds a simulated terminal's answers to bulk reads, with the damage that its modes ask for. @module */

import type { DatasetSnapshot } from '#bridge/simulator/memory.ts';
import type { SimulatorBehaviour } from '#bridge/simulator/modes.ts';
import { encodeFrame, framePrefixBytes, packetHeaderBytes, replyCodes } from '#bridge/terminals/zk/index.ts';

/** Below about this size terminals answer with the dataset itself. */
const inlineLimitBytes = 1_024;
/** Bytes of data in a datagram, and the most that one can carry at all. */
const datagramPayloadBytes = 1_024;
const largestDatagramBytes = 60_000;
const prefixBytes = 4;
const noData = new Uint8Array(0);

/** Frames of bulk answers, with the damage that the modes ask for. One per connection: it counts DATA frames. */
export class BulkAnswers {
  readonly #behaviour: SimulatorBehaviour;
  readonly #eventFrame: () => Buffer;
  readonly #datagrams: boolean;
  #dataFrames = 0;
  #nextIndex = 0;
  #shortened = false;

  /**
   * @param datagrams - whether the frames go by UDP, which limits their size
   * @param eventFrame - makes a realtime event, for the mode that puts events between DATA frames
   */
  constructor(behaviour: SimulatorBehaviour, datagrams: boolean, eventFrame: () => Buffer) {
    this.#datagrams = datagrams;
    this.#behaviour = behaviour;
    this.#eventFrame = eventFrame;
  }

  /** The answer to PREPARE_BUFFER: the dataset itself when it is small, or its size. */
  toPrepare(dataset: DatasetSnapshot, session: number, replyId: number): Buffer[] {
    const { bareEmptyLog, sizeAckBytes } = this.#behaviour;
    if (bareEmptyLog && dataset.bytes <= prefixBytes) return [this.#dataFrame(0, session, replyId, noData)];
    const inline = this.#behaviour.inline && (!this.#datagrams || dataset.bytes <= largestDatagramBytes);
    if (inline || dataset.bytes < inlineLimitBytes) {
      return [this.#dataFrame(0, session, replyId, dataset.slice(0, dataset.bytes))];
    }
    const announced = dataset.bytes + this.#behaviour.lyingBytes;
    const data = Buffer.alloc(sizeAckBytes);
    if (sizeAckBytes >= 13) {
      data.writeUInt32LE(announced, 1);
      data.writeUInt32LE(announced, 5);
    } else if (sizeAckBytes >= 4) data.writeUInt32LE(announced, 0);
    return [encodeFrame(replyCodes.ok, session, replyId, data)];
  }

  /** The answer to READ_BUFFER. */
  toChunk(
    dataset: DatasetSnapshot,
    offset: number,
    length: number,
    session: number,
    replyId: number,
  ): Buffer[] {
    const bytes = dataset.slice(offset, length);
    if (this.#behaviour.singleData) return [this.#dataFrame(0, session, replyId, bytes)];
    const last = offset + length >= dataset.bytes;
    const endsEarly = this.#behaviour.shortChunk && !this.#shortened && (offset > 0 || last);
    if (endsEarly) this.#shortened = true;
    return this.#stream(bytes, endsEarly ? bytes.length >> 1 : bytes.length, session, replyId);
  }

  /** The answer to a direct read. */
  toDirect(dataset: DatasetSnapshot, session: number, replyId: number): Buffer[] {
    const bytes = dataset.slice(0, dataset.bytes);
    if (bytes.length < inlineLimitBytes)
      return [this.#dataFrame(0, session, replyId, this.#scrambled(bytes))];
    return this.#stream(this.#scrambled(bytes), bytes.length, session, replyId);
  }

  #stream(bytes: Buffer, sentBytes: number, session: number, replyId: number): Buffer[] {
    const { ackTotal, eventMidBulk, dataIndex } = this.#behaviour;
    const maxPayloadBytes = this.#datagrams
      ? Math.min(datagramPayloadBytes, this.#behaviour.maxPayloadBytes)
      : this.#behaviour.maxPayloadBytes;
    const prepare = Buffer.alloc(8);
    prepare.writeUInt32LE(bytes.length, 0);
    prepare.writeUInt32LE(maxPayloadBytes, 4);
    const frames = [encodeFrame(replyCodes.prepareData, session, replyId, prepare)];
    let index = 0;
    for (let at = 0; at < sentBytes; at += maxPayloadBytes, index += 1) {
      if (eventMidBulk && index % 2 === 0) frames.push(this.#eventFrame());
      frames.push(
        this.#dataFrame(
          dataIndex === 'continues' ? this.#nextIndex : index,
          session,
          replyId,
          bytes.subarray(at, Math.min(sentBytes, at + maxPayloadBytes)),
        ),
      );
    }
    if (eventMidBulk) frames.push(this.#eventFrame());
    const closing = ackTotal ? bytes.length & 0xffff : Math.max(0, index - 1);
    if (this.#behaviour.closingAck) frames.push(encodeFrame(replyCodes.ok, closing, replyId, noData));
    return frames;
  }

  #dataFrame(index: number, session: number, replyId: number, bytes: Uint8Array): Buffer {
    const { damage, dataIndex } = this.#behaviour;
    this.#dataFrames += 1;
    this.#nextIndex = (this.#nextIndex + 1) & 0xffff;
    const frame = encodeFrame(
      replyCodes.data,
      dataIndex === 'none' ? session : index & 0xffff,
      replyId,
      bytes,
    );
    if (damage === undefined || bytes.length === 0) return frame;
    const damaged = damage.always ? this.#dataFrames >= damage.frame : this.#dataFrames === damage.frame;
    if (damaged) {
      const at = framePrefixBytes + packetHeaderBytes + (bytes.length >> 1);
      frame.writeUInt8(frame.readUInt8(at) ^ 0x10, at);
    }
    return frame;
  }

  /** Noise of the right size behind a right prefix, the same every time. */
  #scrambled(bytes: Buffer): Buffer {
    if (!this.#behaviour.scrambled) return bytes;
    const noise = Buffer.from(bytes);
    let state = 0x2545f491;
    for (let at = 4; at < noise.length; at += 1) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      noise[at] = state & 0xff;
    }
    return noise;
  }
}
