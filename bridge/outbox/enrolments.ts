import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { BridgeId, InstantField, ZoneField } from '#shared/contract/fields.ts';
import { type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import { newBatchId } from './batches.ts';
import { inTransaction } from './database.ts';
import { numberIn, textIn } from './rows.ts';

/** Who this bridge is to the cloud. */
export const Enrolment = z.strictObject({
  bridgeId: BridgeId,
  /** Base address of the cloud that enrolled it. */
  cloudUrl: z.string(),
  /** File name of the private key in the state folder. */
  keyFile: z.string(),
  /** The organisation's zone, for terminals that have none of their own. */
  zone: ZoneField,
  enrolledAt: InstantField,
});
export type Enrolment = z.output<typeof Enrolment>;

const name = 'enrolment';
const contactName = 'last-contact';
const contactEveryMilliseconds = 30_000;

/** The bridge's identity, kept in the outbox because what is in `seen` is true for one enrolment only. */
export class Enrolments {
  readonly #database: DatabaseSync;
  #contactNotedAt = 0;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The enrolment in force; `null` before the first. */
  current(): Enrolment | null {
    const row = this.#database.prepare('SELECT value FROM meta WHERE name = ?').get(name);
    return row ? Enrolment.parse(JSON.parse(textIn(row, 'value'))) : null;
  }

  /** When the cloud last answered a heartbeat, to half a minute; `null` when it never did. */
  lastContact(): Instant | null {
    const row = this.#database.prepare('SELECT value FROM meta WHERE name = ?').get(contactName);
    return row ? InstantField.parse(textIn(row, 'value')) : null;
  }

  /** Notes that the cloud has answered. @param epochMilliseconds - true time */
  noteContact(epochMilliseconds: number): void {
    if (Math.abs(epochMilliseconds - this.#contactNotedAt) < contactEveryMilliseconds) return;
    this.#contactNotedAt = epochMilliseconds;
    this.#database
      .prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
      .run(contactName, instantFromEpoch(epochMilliseconds));
  }

  /**
   * Makes an enrolment the one in force, in one transaction. What was sent under the earlier one counts as unsent, so
   * that the next download brings the whole log; batches that wait stay and lose their task, which the new cloud does
   * not know.
   */
  bind(enrolment: Enrolment): void {
    inTransaction(this.#database, () => {
      this.#database
        .prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
        .run(name, JSON.stringify(enrolment));
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

  /** Notes that the cloud of the enrolment in force has another address now; everything else stays as it is. */
  moveTo(cloudUrl: string): void {
    const current = this.current();
    if (current === null || current.cloudUrl === cloudUrl) return;
    this.#database
      .prepare('UPDATE meta SET value = ? WHERE name = ?')
      .run(JSON.stringify({ ...current, cloudUrl } satisfies Enrolment), name);
  }
}
