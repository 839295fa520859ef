/** Counts the records of a log that name neither a user nor a time, and names their places. @module */

import { namesNothing } from '#shared/punch/blank-record.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';

const mostRangesNamed = 8;

/** The blank records of one read, gathered while it runs. */
export class BlankRecords {
  count = 0;
  readonly #ranges: { from: number; to: number }[] = [];
  #place = 0;

  /** Call this with every record of the log, in its order. */
  note(records: readonly TerminalRecord[]): void {
    for (const record of records) {
      this.#place += 1;
      if (!namesNothing(record)) continue;
      this.count += 1;
      const last = this.#ranges.at(-1);
      if (last?.to === this.#place - 1) last.to = this.#place;
      else if (this.#ranges.length <= mostRangesNamed)
        this.#ranges.push({ from: this.#place, to: this.#place });
    }
  }

  /** Their places in the log, from 1, such as `3, 7 to 19`; the first few of them. */
  get places(): string {
    const named = this.#ranges.slice(0, mostRangesNamed);
    const texts = named.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`));
    return texts.join(', ') + (this.#ranges.length > mostRangesNamed ? ' and further' : '');
  }
}
