/** Counts on disk what each download task has read and stored, so that a restart loses no counts. @module */

import type { DatabaseSync } from 'node:sqlite';
import type { DownloadCounts } from '#shared/contract/download-fields.ts';
import type { TaskId } from '#shared/contract/ids.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { inTransaction } from './database.ts';
import { idIn, numberIn, userIdIn } from './rows.ts';

/** What one acknowledged batch adds to its task. */
export interface TaskGain {
  stored: number;
  duplicates: number;
  quarantined: number;
  held: number;
  usersCreated: readonly UserId[];
}

const keptMilliseconds = 14 * 24 * 3600 * 1000;

/**
 * What each download task has moved so far, on disk, so that a restart in the middle of a task does not lose its counts.
 * Changed in the transactions that move the records.
 */
export class TaskLedger {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Opens the account of a task; one that is open stays as it is. Forgets accounts that nobody has asked for in weeks. */
  begin(taskId: TaskId, serial: Serial): void {
    const now = this.#now();
    this.#database
      .prepare('INSERT INTO task (task_id, serial, begun_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .run(taskId, serial, now);
    const old = this.#database
      .prepare(
        'SELECT task_id FROM task WHERE begun_at < ? AND task_id NOT IN (SELECT task_id FROM outbox WHERE task_id IS NOT NULL)',
      )
      .all(now - keptMilliseconds);
    for (const row of old) this.end(idIn('tsk', row, 'task_id'));
  }

  /** Closes the account of a task that the cloud knows to be finished. */
  end(taskId: TaskId): void {
    inTransaction(this.#database, () => {
      for (const table of ['reread', 'task_user', 'task']) {
        this.#database.prepare(`DELETE FROM ${table} WHERE task_id = ?`).run(taskId);
      }
    });
  }

  /** Notes how many records a read of the log has delivered; a shorter repetition does not lower it. */
  noteRead(taskId: TaskId, records: number): void {
    this.#database
      .prepare('UPDATE task SET read_records = MAX(read_records, ?) WHERE task_id = ?')
      .run(records, taskId);
  }

  /** Adds records that went into the outbox for this task. */
  addAccepted(taskId: TaskId, records: number): void {
    this.#database.prepare('UPDATE task SET accepted = accepted + ? WHERE task_id = ?').run(records, taskId);
  }

  /** Adds what the cloud answered for one batch. */
  addAnswer(taskId: TaskId, gain: TaskGain): void {
    this.#database
      .prepare(
        `UPDATE task SET stored = stored + ?, duplicates = duplicates + ?, quarantined = quarantined + ?, held = held + ?
         WHERE task_id = ?`,
      )
      .run(gain.stored, gain.duplicates, gain.quarantined, gain.held, taskId);
    const insert = this.#database.prepare(
      'INSERT INTO task_user (task_id, pin) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    for (const userId of gain.usersCreated) insert.run(taskId, userId);
  }

  /** Users that the task's batches created and whose details have not been sent. */
  usersWithoutDetails(taskId: TaskId): UserId[] {
    return this.#database
      .prepare('SELECT pin FROM task_user WHERE task_id = ? AND detailed = 0 ORDER BY pin')
      .all(taskId)
      .map((row) => userIdIn(row, 'pin'));
  }

  /** Notes that the details of users were sent, and how many of the users they completed. */
  noteDetails(taskId: TaskId, userIds: readonly UserId[], completed: number): void {
    // Outside of a transaction each user would wait for the disk.
    inTransaction(this.#database, () => {
      const update = this.#database.prepare(
        'UPDATE task_user SET detailed = 1 WHERE task_id = ? AND pin = ?',
      );
      for (const userId of userIds) update.run(taskId, userId);
      this.#database
        .prepare('UPDATE task SET users_detailed = users_detailed + ? WHERE task_id = ?')
        .run(completed, taskId);
    });
  }

  /**
   * The task's counts. Records that were read and not accepted for this task had been sent before: duplicates, as the
   * cloud would have said.
   */
  counts(taskId: TaskId): DownloadCounts {
    const row = this.#database
      .prepare(
        `SELECT task.*, (SELECT COUNT(*) FROM task_user WHERE task_id = task.task_id) AS users_created
         FROM task WHERE task_id = ?`,
      )
      .get(taskId);
    if (!row) {
      return {
        read: 0,
        stored: 0,
        duplicates: 0,
        quarantined: 0,
        held: 0,
        usersCreated: 0,
        usersDetailed: 0,
      };
    }
    const read = numberIn(row, 'read_records');
    return {
      read,
      stored: numberIn(row, 'stored'),
      duplicates: numberIn(row, 'duplicates') + Math.max(0, read - numberIn(row, 'accepted')),
      quarantined: numberIn(row, 'quarantined'),
      held: numberIn(row, 'held'),
      usersCreated: numberIn(row, 'users_created'),
      usersDetailed: numberIn(row, 'users_detailed'),
    };
  }

  /** How many of the task's records the cloud has answered for. */
  sent(taskId: TaskId): number {
    const row = this.#database
      .prepare('SELECT stored + duplicates + quarantined AS sent FROM task WHERE task_id = ?')
      .get(taskId);
    return row ? numberIn(row, 'sent') : 0;
  }
}
