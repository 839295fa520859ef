/** Sends a simulated terminal's answers over UDP: some lost, repeated or swapped, as its modes ask. @module */

import { setImmediate, setTimeout } from 'node:timers/promises';
import type { AnswerWriter } from '#bridge/simulator/frame-writer.ts';
import type { SimulatorBehaviour } from '#bridge/simulator/modes.ts';
import type { SimulatorStats } from '#bridge/simulator/stats.ts';
import { framePrefixBytes } from '#bridge/terminals/zk/index.ts';

/** Datagrams before the receiver gets a moment to take them: no network buffer holds a whole log. */
const burst = 16;

/** Sends answers as datagrams in the manner of the modes: some lost, repeated or swapped, slowly or broken off. */
export class DatagramWriter implements AnswerWriter {
  readonly #transmit: (datagram: Buffer) => void;
  readonly #behaviour: SimulatorBehaviour;
  readonly #stats: SimulatorStats;
  readonly #chance: () => number;
  #turn: Promise<void> = Promise.resolve();
  #bulkBytes = 0;
  #silent = false;

  /** @param chance - numbers from 0 to below 1 that decide what happens to each datagram */
  constructor(
    transmit: (datagram: Buffer) => void,
    behaviour: SimulatorBehaviour,
    stats: SimulatorStats,
    chance: () => number,
  ) {
    this.#transmit = transmit;
    this.#behaviour = behaviour;
    this.#stats = stats;
    this.#chance = chance;
  }

  send(frames: readonly Buffer[], bulk = false): void {
    const datagrams = this.#disturbed(frames.map((frame) => frame.subarray(framePrefixBytes)));
    this.#turn = this.#turn.then(() => this.#write(datagrams, bulk));
  }

  end(): void {
    this.#turn = this.#turn.then(() => {
      this.#silent = true;
    });
  }

  async #write(datagrams: readonly Buffer[], bulk: boolean): Promise<void> {
    const { slowMs, dropAfterBytes, silentAfterBytes } = this.#behaviour;
    const limit = dropAfterBytes ?? silentAfterBytes ?? Number.POSITIVE_INFINITY;
    for (const [index, datagram] of datagrams.entries()) {
      if (slowMs > 0) await setTimeout(slowMs);
      else if (index % burst === burst - 1) await setImmediate();
      if (bulk && this.#bulkBytes + datagram.length > limit) this.#silent = true;
      if (this.#silent) return;
      if (bulk) this.#bulkBytes += datagram.length;
      this.#transmit(datagram);
    }
  }

  #disturbed(datagrams: Buffer[]): Buffer[] {
    const { udpLoss, udpDuplication, udpReordering } = this.#behaviour;
    const kept: Buffer[] = [];
    for (const datagram of datagrams) {
      if (this.#chance() < udpLoss) {
        this.#stats.datagramsLost += 1;
        continue;
      }
      kept.push(datagram);
      if (this.#chance() < udpDuplication) kept.push(datagram);
    }
    for (let index = 1; index < kept.length; index += 1) {
      const [before, after] = [kept[index - 1], kept[index]];
      if (this.#chance() >= udpReordering || before === undefined || after === undefined) continue;
      kept[index - 1] = after;
      kept[index] = before;
    }
    return kept;
  }
}
