/** One commit for everything that is written in a turn of the event loop; answers go out when it is on disk. @module */

import type { DatabaseSync } from 'node:sqlite';

/** Hands an answer over. @param failure - why nothing of the turn was kept, if it was not */
export type Deliver = (failure?: unknown) => void;

/** Puts everything that is committed on disk, and calls back when it is there. */
export type Save = (done: (failure: Error | null) => void) => void;

/**
 * Commits in groups. An answer that knows of something which is not on disk yet waits until it is: what somebody has read
 * is never lost. The disk works while the next groups are committed, so that a slow one makes groups larger, and not
 * the store idle.
 */
export class Commits {
  readonly #database: DatabaseSync;
  readonly #save: Save | undefined;
  /** Answers of the turn that is open. */
  #waiting: Deliver[] = [];
  #isOpen = false;
  #failure: unknown;
  /** Answers that know of something which is committed and on no disk; there may be such things without an answer. */
  #unsaved: Deliver[] = [];
  #isUnsaved = false;
  /** Answers that go out when the disk has done what it is doing. */
  #saving: Deliver[] | null = null;

  /** @param save - without it nothing needs to be put on disk */
  constructor(database: DatabaseSync, save?: Save) {
    this.#database = database;
    this.#save = save;
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

  /** Delivers an answer: at once, or when all that has been written so far is on disk. */
  answer(deliver: Deliver): void {
    if (this.#isOpen) this.#waiting.push(deliver);
    else if (this.#isUnsaved) this.#unsaved.push(deliver);
    else if (this.#saving) this.#saving.push(deliver);
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
    if (failure !== undefined || !this.#save) {
      for (const deliver of waiting) deliver(failure);
      return;
    }
    this.#unsaved.push(...waiting);
    this.#isUnsaved = true;
    this.#putOnDisk(this.#save);
  }

  #putOnDisk(save: Save): void {
    if (this.#saving) return;
    this.#saving = this.#unsaved;
    this.#unsaved = [];
    this.#isUnsaved = false;
    save((failure) => {
      const delivered = this.#saving ?? [];
      this.#saving = null;
      // What a disk could not take is neither there nor gone: only a new start finds out. Nobody is told that it is there.
      if (failure) throw failure;
      for (const deliver of delivered) deliver();
      if (this.#isUnsaved) this.#putOnDisk(save);
    });
  }

  #rollBack(): void {
    // SQLite has done so itself after some failures, such as a full disk.
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }
}
