import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { TerminalFault } from '#shared/terminal-fault.ts';
import { type Batch, newBatchId, packRecords } from './batches.ts';
import { inTransaction, openDatabase } from './database.ts';
import { Enrolments } from './enrolments.ts';
import { fitRecord } from './fit-record.ts';
import { recordIdentity } from './record-identity.ts';
import { numberIn, numberOrNullIn, type Row, textIn, textOrNullIn } from './rows.ts';
import { TaskLedger } from './task-ledger.ts';
import { TerminalMemory } from './terminal-memory.ts';

/** Records that one read of a terminal delivered. */
export interface Delivery {
  serial: string;
  taskId: string | null;
  /** `new` keeps what was never accepted before; `all` keeps everything once more. */
  mode: 'new' | 'all';
  driftSeconds: number | null;
  records: readonly TerminalRecord[];
}

/** The cloud's answer to a batch, as far as the outbox needs it. */
export interface BatchAnswer {
  /** One per record, in their order. */
  results: readonly { result: 'stored' | 'duplicate' | 'quarantined' | 'failed' }[];
  usersCreated: readonly string[];
  held: number;
}

/** What waits for the cloud. */
export interface Waiting {
  records: number;
  bytes: number;
  /** Epoch milliseconds at which the oldest waiting record was accepted; `null` when nothing waits. */
  oldestAt: number | null;
}

/** After so many refusals nobody waits for a batch any more; it is still sent again and again. */
export const refusalsUntilParked = 5;

function recordsIn(row: Row): TerminalRecord[] {
  return JSON.parse(textIn(row, 'records'));
}

function batchOf(row: Row): Batch {
  return {
    id: textIn(row, 'batch_id'),
    serial: textIn(row, 'serial'),
    taskId: textOrNullIn(row, 'task_id'),
    driftSeconds: numberOrNullIn(row, 'drift_seconds'),
    records: recordsIn(row),
    refusals: numberIn(row, 'refusals'),
  };
}

function statementsOf(database: DatabaseSync) {
  return {
    insertSeen: database.prepare('INSERT INTO seen VALUES (?, ?) ON CONFLICT DO NOTHING'),
    insertReread: database.prepare('INSERT INTO reread VALUES (?, ?) ON CONFLICT DO NOTHING'),
    forget: database.prepare('DELETE FROM seen WHERE terminal = ? AND identity = ?'),
    forgetReread: database.prepare('DELETE FROM reread WHERE task_id = ? AND identity = ?'),
    insert: database.prepare(`
      INSERT INTO outbox (batch_id, serial, task_id, state, record_count, bytes, drift_seconds, refusals, created_at,
        records)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    remove: database.prepare('DELETE FROM outbox WHERE batch_id = ? RETURNING *'),
    release: database.prepare(`UPDATE outbox SET state = 'ready' WHERE state = 'staged' AND serial = ?`),
    releaseAll: database.prepare(`UPDATE outbox SET state = 'ready' WHERE state = 'staged'`),
    staged: database.prepare(`DELETE FROM outbox WHERE state = 'staged' AND serial = ? RETURNING *`),
    ready: database.prepare(
      `SELECT batch_id FROM outbox WHERE state = 'ready' ORDER BY refusals, seq LIMIT ?`,
    ),
    get: database.prepare('SELECT * FROM outbox WHERE batch_id = ?'),
    refused: database.prepare(`SELECT batch_id, refusals FROM outbox WHERE state = 'ready' AND refusals > 0`),
    ofTerminal: database.prepare(`
      SELECT COALESCE(SUM(record_count), 0) AS records, COALESCE(MIN(refusals), 0) AS refusals
      FROM outbox WHERE serial = ?`),
    total: database.prepare(`
      SELECT COALESCE(SUM(record_count), 0) AS records, COALESCE(SUM(bytes), 0) AS bytes,
        MIN(created_at) AS oldest_at
      FROM outbox`),
  };
}

/** Options of an outbox. */
export interface OutboxOptions {
  /** The state folder, which must exist. */
  stateDir: string;
  limitBytes: number;
  /** Epoch milliseconds; the system's clock unless a test sets it. */
  now?: () => number;
}

/**
 * The durable queue between the terminals and the cloud. What {@link accept} has returned for survives a power cut; a
 * record leaves only by {@link acknowledge}. All calls are synchronous; one process uses an outbox at a time.
 */
export class Outbox {
  readonly tasks: TaskLedger;
  readonly enrolments: Enrolments;
  readonly terminals: TerminalMemory;
  readonly #database: DatabaseSync;
  readonly #statements: ReturnType<typeof statementsOf>;
  readonly #limitBytes: number;
  readonly #now: () => number;

  /** @throws StateDirError `damaged` when the file is no sound outbox */
  constructor(options: OutboxOptions) {
    this.#database = openDatabase(join(options.stateDir, 'outbox.db'));
    this.#statements = statementsOf(this.#database);
    this.#limitBytes = options.limitBytes;
    this.#now = options.now ?? Date.now;
    this.tasks = new TaskLedger(this.#database, this.#now);
    this.enrolments = new Enrolments(this.#database);
    this.terminals = new TerminalMemory(this.#database);
  }

  /**
   * Takes records into the outbox, in one transaction. They wait, hidden from the sender, until {@link release}.
   * @returns how many were kept; the others had been accepted before
   * @throws TerminalFault `outbox-full` when they do not fit; none of them is kept then
   */
  accept(delivery: Delivery): number {
    const { serial, taskId } = delivery;
    return inTransaction(this.#database, () => {
      const terminal = this.terminals.numberOf(serial);
      const kept = delivery.records.map(fitRecord).filter((record) => {
        const identity = recordIdentity(record);
        const isNew = this.#statements.insertSeen.run(terminal, identity).changes === 1;
        if (delivery.mode === 'new') return isNew;
        return taskId === null || this.#statements.insertReread.run(taskId, identity).changes === 1;
      });
      this.#insert(kept, {
        serial,
        taskId,
        driftSeconds: delivery.driftSeconds,
        state: 'staged',
        refusals: 0,
      });
      if (taskId !== null) this.tasks.addAccepted(taskId, kept.length);
      const { bytes } = this.waiting();
      if (kept.length > 0 && bytes > this.#limitBytes) {
        throw new TerminalFault('outbox-full', { limitBytes: this.#limitBytes });
      }
      return kept.length;
    });
  }

  /** Lets the sender have what a read of this terminal has delivered. */
  release(serial: string): void {
    this.#statements.release.run(serial);
  }

  /** Lets the sender have what a process that was killed had accepted. Called once, before any reading. */
  releaseAll(): void {
    this.#statements.releaseAll.run();
  }

  /** Takes back what a read has delivered that contradicts itself, so that the next read delivers it again. */
  discard(serial: string): void {
    inTransaction(this.#database, () => {
      const terminal = this.terminals.numberOf(serial);
      for (const row of this.#statements.staged.all(serial)) {
        const batch = batchOf(row);
        for (const record of batch.records) {
          const identity = recordIdentity(record);
          this.#statements.forget.run(terminal, identity);
          if (batch.taskId !== null) this.#statements.forgetReread.run(batch.taskId, identity);
        }
        if (batch.taskId !== null) this.tasks.addAccepted(batch.taskId, -batch.records.length);
      }
    });
  }

  /**
   * Batches that may be sent: those never refused first, then in the order in which they were accepted.
   * @param except - ids of batches that are on their way, or whose time has not come
   */
  ready(limit: number, except: ReadonlySet<string> = new Set()): Batch[] {
    return this.#statements.ready
      .all(limit + except.size)
      .map((row) => textIn(row, 'batch_id'))
      .filter((id) => !except.has(id))
      .slice(0, limit)
      .flatMap((id) => {
        const row = this.#statements.get.get(id);
        return row ? [batchOf(row)] : [];
      });
  }

  /**
   * Removes what the cloud has answered for and adds it to the task's counts, in one transaction. Records whose result
   * is `failed` stay, under a new batch id, because their answer must be able to become another one.
   * @returns how many records failed; 0 also for a batch that is no longer there
   * @throws RangeError when the answer has another number of results than the batch has records
   */
  acknowledge(batchId: string, answer: BatchAnswer): number {
    return inTransaction(this.#database, () => {
      const row = this.#statements.remove.get(batchId);
      if (!row) return 0;
      const taskId = textOrNullIn(row, 'task_id');
      const sent = numberIn(row, 'record_count');
      if (answer.results.length !== sent) {
        throw new RangeError(`${batchId}: ${answer.results.length} results for ${sent} records`);
      }
      const count = (result: string) => answer.results.filter((item) => item.result === result).length;
      if (taskId !== null) {
        this.tasks.addAnswer(taskId, {
          stored: count('stored'),
          duplicates: count('duplicate'),
          quarantined: count('quarantined'),
          held: answer.held,
          usersCreated: answer.usersCreated,
        });
      }
      if (count('failed') === 0) return 0;
      const batch = batchOf(row);
      const failed = batch.records.filter((_, index) => answer.results[index]?.result === 'failed');
      this.#insert(failed, { ...batch, state: 'ready', refusals: batch.refusals + 1 });
      return failed.length;
    });
  }

  /**
   * Cuts a batch that the cloud refused as a whole into two, so that a single bad record is found and the others get
   * through. A batch of one record is counted as refused once more. Nothing is dropped.
   */
  split(batchId: string): void {
    inTransaction(this.#database, () => {
      const row = this.#statements.remove.get(batchId);
      if (!row) return;
      const batch = batchOf(row);
      const middle = Math.ceil(batch.records.length / 2);
      const refusals = batch.records.length === 1 ? batch.refusals + 1 : batch.refusals;
      for (const half of [batch.records.slice(0, middle), batch.records.slice(middle)]) {
        this.#insert(half, { ...batch, state: 'ready', refusals });
      }
    });
  }

  /** Batches that have been refused, with how often. */
  refusedBatches(except: ReadonlySet<string>): { id: string; refusals: number }[] {
    return this.#statements.refused
      .all()
      .map((row) => ({ id: textIn(row, 'batch_id'), refusals: numberIn(row, 'refusals') }))
      .filter(({ id }) => !except.has(id));
  }

  /** Counts one more refusal of a batch that stays as it is. */
  refuse(batchId: string): void {
    this.#database.prepare('UPDATE outbox SET refusals = refusals + 1 WHERE batch_id = ?').run(batchId);
  }

  /** What waits for the cloud, of all terminals. */
  waiting(): Waiting {
    const row = this.#statements.total.get();
    return {
      records: numberIn(row, 'records'),
      bytes: numberIn(row, 'bytes'),
      oldestAt: numberOrNullIn(row, 'oldest_at'),
    };
  }

  /** How many records of one terminal wait, and whether all of them have been refused too often to be waited for. */
  waitingOf(serial: string): { records: number; parked: boolean } {
    const row = this.#statements.ofTerminal.get(serial);
    const records = numberIn(row, 'records');
    return { records, parked: records > 0 && numberIn(row, 'refusals') >= refusalsUntilParked };
  }

  /** Gives disk space back. For moments when nothing waits. */
  tidy(): void {
    this.#database.exec('PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    this.#database.close();
  }

  #insert(
    records: readonly TerminalRecord[],
    batch: Pick<Batch, 'serial' | 'taskId' | 'driftSeconds' | 'refusals'> & { state: 'staged' | 'ready' },
  ): void {
    for (const { json, count, bytes } of packRecords(records)) {
      this.#statements.insert.run(
        newBatchId(),
        batch.serial,
        batch.taskId,
        batch.state,
        count,
        bytes,
        batch.driftSeconds,
        batch.refusals,
        this.#now(),
        json,
      );
    }
  }
}
