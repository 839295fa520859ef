/** Every write to items goes through here: into the turn's commit, and to the late indexes where there are any. @module */

import type { Commits } from './commits.ts';
import type { LateIndexes } from './late-indexes.ts';
import type { Row, Table } from './table.ts';

/** Writes items. */
export class Writer {
  readonly #commits: Commits;
  readonly #late: LateIndexes | undefined;

  constructor(commits: Commits, late: LateIndexes | undefined) {
    this.#commits = commits;
    this.#late = late;
  }

  /** Does something that must be kept as a whole or not at all. */
  #write(change: () => void): void {
    this.#commits.begin();
    try {
      change();
    } catch (error) {
      this.#commits.spoil(error);
      throw error;
    }
  }

  put(table: Table, row: Row): void {
    this.#write(() => {
      table.put(row);
      this.#late?.follow(table, row.key, row);
    });
  }

  remove(table: Table, key: Row['key']): void {
    this.#write(() => {
      table.remove(key);
      this.#late?.follow(table, key, undefined);
    });
  }

  /** Changes tables themselves. */
  change<T>(change: () => T): T {
    this.#commits.begin();
    return change();
  }
}
