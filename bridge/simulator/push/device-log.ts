/** The log of a simulated push terminal, and how much of it the server has taken. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';
import { isNewer } from './device-commands.ts';
import type { PushBehaviour } from './push-modes.ts';
import { batchOf, type LogRow, logRows, stampOfRows, timeOf } from './push-rows.ts';

const batchShrink = 30;
const batchGrowth = 10;
/** Rows that a terminal sends at once, when all goes well. */
export const largestBatch = 150;
const bigBatch = 20_000;

/** The log of a push terminal: what is in it, and how much of it the server has. */
export class DeviceLog {
  readonly rows: LogRow[];
  readonly #behaviour: PushBehaviour;
  readonly #sent = new Set<LogRow>();
  #stamp = '0';
  #batchRows: number;

  /** @param firstBatchRows - rows of the first batch; more follow when it was taken */
  constructor(punches: readonly TerminalRecord[], behaviour: PushBehaviour, firstBatchRows: number) {
    this.#behaviour = behaviour;
    this.rows = logRows(punches, behaviour);
    this.#batchRows = behaviour.bigBodies ? bigBatch : firstBatchRows;
  }

  /** The punches that a server must have in the end, in log order. */
  punches(): TerminalRecord[] {
    return this.rows.flatMap((row) => ('punch' in row ? [row.punch] : []));
  }

  /** Rows that the server has not taken yet. */
  unsent(): LogRow[] {
    const { dialect } = this.#behaviour;
    if (dialect === 'new') return this.rows.filter((row) => !this.#sent.has(row));
    return this.rows.filter((row) => isNewer(timeOf(row), this.#stamp) && !this.#sent.has(row));
  }

  /** The rows of the next upload. */
  nextBatch(): LogRow[] {
    return batchOf(this.unsent(), this.#batchRows, this.#behaviour.dialect);
  }

  /** The server has taken rows. */
  noteSent(rows: readonly LogRow[]): void {
    for (const row of rows) this.#sent.add(row);
    if (this.#behaviour.dialect !== 'new') this.#stamp = stampOfRows(rows, this.#behaviour.dialect);
  }

  /** Batches grow while they are taken, and shrink when one is not. */
  noteOutcome(taken: boolean): void {
    this.#batchRows = taken
      ? Math.min(Math.max(largestBatch, this.#batchRows), this.#batchRows + batchGrowth)
      : Math.max(1, this.#batchRows - batchShrink);
  }

  /** Makes the terminal believe that everything is sent, as a changed clock does. */
  forgetUnsent(): void {
    for (const row of this.unsent()) this.#sent.add(row);
  }

  /** Adopts the stamp of a handshake. */
  applyStamp(stamp: string): void {
    const { dialect, resendAll } = this.#behaviour;
    if (dialect === 'new') {
      if (stamp === '0') this.#sent.clear();
    } else {
      this.#sent.clear();
      this.#stamp = resendAll ? '0' : stamp;
    }
    if (resendAll) this.#sent.clear();
  }
}
