/** One commit for everything that is written in a turn of the event loop; answers go out when it is on disk. @module */

import type { DatabaseSync } from 'node:sqlite';

/** Hands an answer over. @param failure - why nothing of the turn was kept, if it was not */
export type Deliver = (failure?: unknown) => void;

/**
 * Commits in groups. An answer that knows of something uncommitted waits for the commit too: what somebody has read is
 * never lost.
 */
export class Commits {
  readonly #database: DatabaseSync;
  #waiting: Deliver[] = [];
  #isOpen = false;
  #failure: unknown;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** To be called before something is written. */
  begin(): void {
    if (this.#isOpen) return;
    this.#database.exec('BEGIN IMMEDIATE');
    this.#isOpen = true;
    this.#failure = undefined;
    setImmediate(() => this.finish());
  }

  /** Nothing of this turn is kept: a write has failed half-way. */
  spoil(failure: unknown): void {
    if (this.#isOpen) this.#failure ??= failure;
  }

  /** Delivers an answer: at once, or after the commit of what has been written in this turn. */
  answer(deliver: Deliver): void {
    if (this.#isOpen) this.#waiting.push(deliver);
    else deliver();
  }

  /** Commits now. */
  finish(): void {
    if (!this.#isOpen) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#isOpen = false;
    try {
      if (this.#failure === undefined) this.#database.exec('COMMIT');
      else this.#rollBack();
    } catch (error) {
      this.#failure = error;
      this.#rollBack();
    }
    const failure = this.#failure;
    for (const deliver of waiting) deliver(failure);
  }

  #rollBack(): void {
    // SQLite has done so itself after some failures, such as a full disk.
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }
}
