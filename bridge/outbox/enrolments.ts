/** Ties the outbox to the bridge's current enrolment: under a new one, everything counts as unsent. @module */

import type { DatabaseSync } from 'node:sqlite';
import { InstantField } from '#shared/contract/fields.ts';
import { type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import { newBatchId } from './batches.ts';
import { inTransaction } from './database.ts';
import { Enrolment, readIdentity, writeIdentity } from './identity-file.ts';
import { readMeta, writeMeta } from './meta.ts';
import { numberIn } from './rows.ts';
import { TerminalMemory } from './terminal-memory.ts';

/** Where the first layout of the outbox kept the identity. */
const earlierPlace = 'enrolment';
const boundTo = 'bound-to';
const contactName = 'last-contact';
const aheadName = 'clock-ahead-milliseconds';
const contactEveryMilliseconds = 30_000;

/** The bridge's identity, and the outbox's tie to it: what is in `seen` holds for one enrolment only. */
export class Enrolments {
  readonly #database: DatabaseSync;
  readonly #stateDir: string;
  #contactNotedAt = 0;

  constructor(database: DatabaseSync, stateDir: string) {
    this.#database = database;
    this.#stateDir = stateDir;
  }

  /** The enrolment in force; `null` before the first. @throws StateDirError see {@link readIdentity} */
  current(): Enrolment | null {
    return readIdentity(this.#stateDir);
  }

  /** When the cloud last answered a heartbeat, to half a minute; `null` when it never did. */
  lastContact(): Instant | null {
    const text = readMeta(this.#database, contactName);
    return text === null ? null : InstantField.parse(text);
  }

  /** By how much the clock of this machine was ahead of true time when the cloud last answered, in milliseconds. */
  clockAhead(): number {
    const ahead = Number(readMeta(this.#database, aheadName) ?? 0);
    return Number.isFinite(ahead) ? ahead : 0;
  }

  /**
   * Notes that the cloud has answered.
   * @param epochMilliseconds - true time
   * @param machineMilliseconds - what this machine takes for it
   */
  noteContact(epochMilliseconds: number, machineMilliseconds = epochMilliseconds): void {
    if (Math.abs(epochMilliseconds - this.#contactNotedAt) < contactEveryMilliseconds) return;
    this.#contactNotedAt = epochMilliseconds;
    writeMeta(this.#database, aheadName, String(Math.round(machineMilliseconds - epochMilliseconds)));
    writeMeta(this.#database, contactName, instantFromEpoch(epochMilliseconds));
  }

  /** Makes an enrolment the one in force; see {@link reconcile} for what becomes of the outbox. */
  bind(enrolment: Enrolment): void {
    writeIdentity(this.#stateDir, enrolment);
    this.reconcile();
  }

  /**
   * Ties the outbox to the enrolment in force, in one transaction. What was sent under another one counts as unsent, so
   * that the next download brings the whole log; batches that wait stay and lose their task, which the new cloud does
   * not know. Call this when the outbox is opened, because a bridge may be killed in the middle of an enrolment.
   */
  reconcile(): void {
    const kept = readMeta(this.#database, earlierPlace);
    if (kept !== null && this.current() === null)
      writeIdentity(this.#stateDir, Enrolment.parse(JSON.parse(kept)));
    const bridgeId = this.current()?.bridgeId;
    if (bridgeId === undefined || readMeta(this.#database, boundTo) === bridgeId) return;
    inTransaction(this.#database, () => {
      writeMeta(this.#database, boundTo, bridgeId);
      writeMeta(this.#database, earlierPlace, null);
      new TerminalMemory(this.#database).forgetCloud();
      for (const table of ['seen', 'reread', 'task', 'task_user']) {
        this.#database.exec(`DELETE FROM ${table}`);
      }
      const renew = this.#database.prepare(
        'UPDATE outbox SET batch_id = ?, task_id = NULL, refusals = 0 WHERE seq = ?',
      );
      for (const row of this.#database.prepare('SELECT seq FROM outbox').all()) {
        renew.run(newBatchId(), numberIn(row, 'seq'));
      }
    });
  }

  /** Makes another key the one of the enrolment in force; everything else stays as it is. @param keyFile - in the state folder */
  useKey(keyFile: string): void {
    const current = this.current();
    if (current !== null) writeIdentity(this.#stateDir, { ...current, keyFile });
  }

  /** Notes that the cloud of the enrolment in force has another address now; everything else stays as it is. */
  moveTo(cloudUrl: string): void {
    const current = this.current();
    if (current === null || current.cloudUrl === cloudUrl) return;
    writeIdentity(this.#stateDir, { ...current, cloudUrl });
  }
}
