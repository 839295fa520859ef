/**
 * A mode for tests: global indexes learn of a write only after a while, as on AWS. Each index then has a copy of the
 * table that lags behind, entry by entry and each by a time of its own.
 * @module
 */

import type { Commits } from './commits.ts';
import type { Row, Table, TableIndex } from './table.ts';

/** How late indexes are. */
export interface Lateness {
  /** The longest delay of an entry, in milliseconds. */
  mostMilliseconds: number;
  /** Makes the delays the same in every run. */
  seed: number;
}

interface Due {
  at: number;
  apply: () => void;
}

/** Numbers from 0 to 1 that a seed decides. @see Mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The lagging copies of all indexes. */
export class LateIndexes {
  readonly #commits: Commits;
  readonly #most: number;
  readonly #random: () => number;
  /** In order of time; what is due at the same time in the order of the writes. */
  readonly #queue: Due[] = [];
  /** When the last change of an entry takes effect: an older one never overtakes it. */
  readonly #latest = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(commits: Commits, { mostMilliseconds, seed }: Lateness) {
    this.#commits = commits;
    this.#most = mostMilliseconds;
    this.#random = randomFrom(seed);
  }

  /** Name of the copy that an index is read from. */
  copyOf(table: Table, index: TableIndex): string {
    return `${table.sqlName}_late_${index.number}`;
  }

  /** Makes the copies for a new table. */
  create(table: Table): void {
    for (const index of table.indexes) {
      if (index.isGlobal) table.create(this.copyOf(table, index), [index]);
    }
  }

  /** Has the indexes follow a write. @param row - `undefined` for a removal */
  follow(table: Table, key: Row['key'], row: Row | undefined): void {
    for (const index of table.indexes) {
      if (!index.isGlobal) continue;
      const copy = this.copyOf(table, index);
      const entry = `${copy} ${key.map((column) => (typeof column === 'string' ? column : column.toString('hex'))).join('\0')}`;
      const at = Math.max(performance.now() + this.#random() * this.#most, this.#latest.get(entry) ?? 0);
      this.#latest.set(entry, at);
      this.#add({
        at,
        apply: () => {
          if (this.#latest.get(entry) === at) this.#latest.delete(entry);
          if (row === undefined) table.remove(key, copy);
          else table.put(row, copy);
        },
      });
    }
  }

  #add(due: Due): void {
    let place = this.#queue.length;
    while (place > 0 && (this.#queue[place - 1]?.at ?? 0) > due.at) place -= 1;
    this.#queue.splice(place, 0, due);
    if (place === 0) this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const [first] = this.#queue;
    if (first === undefined) return;
    this.#timer = setTimeout(() => this.#work(), Math.max(0, first.at - performance.now()));
    this.#timer.unref();
  }

  #work(): void {
    const now = performance.now();
    this.#commits.begin();
    for (let first = this.#queue[0]; first !== undefined && first.at <= now; first = this.#queue[0]) {
      this.#queue.shift();
      first.apply();
    }
    this.#wait();
  }

  /** Stops; what is not due yet is lost with the copies. */
  close(): void {
    clearTimeout(this.#timer);
    this.#queue.length = 0;
  }
}
