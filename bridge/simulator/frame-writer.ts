/** Sends a simulated terminal's answers over TCP: joined, cut, slow or broken off, as its modes ask. @module */

import type { Socket } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { SimulatorBehaviour } from '#bridge/simulator/modes.ts';

/** Between two frames of an answer. */
const paceMs = 3;

/** Puts the packets of answers on the wire. */
export interface AnswerWriter {
  /**
   * Queues the frames of one answer.
   * @param bulk - whether they belong to a bulk transfer, which is where connections are cut
   */
  send(frames: readonly Buffer[], bulk?: boolean): void;
  /** Closes after what is queued has been written. */
  end(): void;
}

/** Puts frames on the wire in the manner of the modes: joined, cut, slowly, or broken off. */
export class FrameWriter implements AnswerWriter {
  readonly #socket: Socket;
  readonly #behaviour: SimulatorBehaviour;
  #turn: Promise<void> = Promise.resolve();
  #bulkBytes = 0;
  #silent = false;
  /** Answers that wait for their turn. */
  #queued = 0;

  constructor(socket: Socket, behaviour: SimulatorBehaviour) {
    this.#socket = socket;
    this.#behaviour = behaviour;
  }

  send(frames: readonly Buffer[], bulk = false): void {
    const { fragmentBytes, slowMs, burst, coalesce } = this.#behaviour;
    const allowed = bulk ? this.#allowed(frames) : frames;
    const cut = allowed !== frames;
    const atOnce = fragmentBytes === undefined && slowMs === 0;
    const needsNoPause = burst || coalesce || (allowed.length <= 1 && this.#queued === 0);
    if (atOnce && needsNoPause) {
      this.#writeNow(allowed);
      if (cut) this.#die();
      return;
    }
    this.#queued += 1;
    this.#turn = this.#turn.then(async () => {
      await (atOnce ? this.#writePaced(allowed) : this.#writeSlowly(allowed));
      if (cut) this.#die();
      this.#queued -= 1;
    });
  }

  end(): void {
    this.#turn = this.#turn.then(() => {
      this.#socket.end();
    });
  }

  #die(): void {
    this.#silent = true;
    if (this.#behaviour.dropAfterBytes !== undefined) this.#socket.end();
  }

  #writeNow(frames: readonly Buffer[]): void {
    if (this.#silent || this.#socket.destroyed) return;
    if (this.#behaviour.coalesce) {
      this.#socket.write(Buffer.concat(frames));
      return;
    }
    for (const frame of frames) this.#socket.write(frame);
  }

  /** Frame by frame, as a real terminal does: many clients take what comes at once for a single frame. */
  async #writePaced(frames: readonly Buffer[]): Promise<void> {
    for (const [index, frame] of frames.entries()) {
      if (index > 0) await setTimeout(paceMs);
      this.#writeNow([frame]);
    }
  }

  async #writeSlowly(frames: readonly Buffer[]): Promise<void> {
    const { coalesce, fragmentBytes = Number.MAX_SAFE_INTEGER, slowMs } = this.#behaviour;
    const writes = coalesce ? [Buffer.concat(frames)] : frames;
    for (const bytes of writes) {
      if (slowMs > 0) await setTimeout(slowMs);
      for (let at = 0; at < bytes.length; at += fragmentBytes) {
        if (this.#silent || this.#socket.destroyed) return;
        this.#socket.write(bytes.subarray(at, Math.min(bytes.length, at + fragmentBytes)));
        if (fragmentBytes < bytes.length) await setImmediate();
      }
    }
  }

  /** The frames up to the byte where the connection is to die; the same array when all may pass. */
  #allowed(frames: readonly Buffer[]): readonly Buffer[] {
    const { dropAfterBytes, silentAfterBytes } = this.#behaviour;
    const limit = dropAfterBytes ?? silentAfterBytes;
    if (limit === undefined) return frames;
    const passed: Buffer[] = [];
    for (const frame of frames) {
      const left = limit - this.#bulkBytes;
      if (left < frame.length) {
        if (left > 0) passed.push(frame.subarray(0, left));
        this.#bulkBytes = limit;
        return passed;
      }
      passed.push(frame);
      this.#bulkBytes += frame.length;
    }
    return frames;
  }
}
