/** The durable queue between terminals and cloud: every accepted record stays on disk until the cloud has answered. @module */

import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { BatchId, TaskId } from '#shared/contract/ids.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { type Batch, newBatchId, packRecords } from './batches.ts';
import type { SetAside } from './damaged-file.ts';
import { inTransaction, openDatabase } from './database.ts';
import { Enrolments } from './enrolments.ts';
import { fitRecord } from './fit-record.ts';
import { Fullness } from './fullness.ts';
import { ImportedUsers } from './imported-users.ts';
import { dayBound, recordIdentity } from './record-identity.ts';
import { idIn, idOrNullIn, numberIn, numberOrNullIn, type Row, serialIn, textIn } from './rows.ts';
import { type OutboxStatements, statementsOf } from './statements.ts';
import { TaskLedger } from './task-ledger.ts';
import { TerminalMemory } from './terminal-memory.ts';

/** Records that one read of a terminal delivered. */
export interface Delivery {
  serial: Serial;
  taskId: TaskId | null;
  /** `new` keeps what was never accepted before; `all` keeps everything once more. */
  mode: 'new' | 'all';
  driftSeconds: number | null;
  records: readonly TerminalRecord[];
  /**
   * True for records that are sound one by one, such as pushed rows: the sender may have them at once. Records of a
   * read wait for {@link Outbox.release}, because the rest of the log may show that it was misread.
   */
  settled?: boolean;
}

/** The cloud's answer to a batch, as far as the outbox needs it. */
export interface BatchAnswer {
  /** One per record, in their order. */
  results: readonly { result: 'stored' | 'duplicate' | 'quarantined' | 'failed' }[];
  usersCreated: readonly UserId[];
  held: number;
}

/** What waits for the cloud. */
export interface Waiting {
  records: number;
  bytes: number;
  /** Epoch milliseconds at which the oldest waiting record was accepted; `null` when nothing waits. */
  oldestAt: number | null;
}

/** Pages of 4 KiB that are given back at a time. */
const pagesPerTidying = 8192;

/** After this many refusals nothing waits for a batch any more, although the bridge keeps sending it. */
export const refusalsUntilParked = 5;

function recordsIn(row: Row): TerminalRecord[] {
  return JSON.parse(textIn(row, 'records'));
}

function batchOf(row: Row): Batch {
  return {
    id: idIn('bat', row, 'batch_id'),
    serial: serialIn(row, 'serial'),
    taskId: idOrNullIn('tsk', row, 'task_id'),
    driftSeconds: numberOrNullIn(row, 'drift_seconds'),
    records: recordsIn(row),
    refusals: numberIn(row, 'refusals'),
  };
}

/** Options of an outbox. */
export interface OutboxOptions {
  /** The state folder, which must exist. */
  stateDir: string;
  limitBytes: number;
  /** True when another process works with the same outbox: a damaged file is then left to it. */
  isShared?: boolean;
  /** Epoch milliseconds; the system's clock unless a test sets it. */
  now?: () => number;
}

/**
 * The durable queue between the terminals and the cloud. A record survives a power cut once {@link accept} has
 * returned, and leaves only by {@link acknowledge}. All calls are synchronous; one process uses an outbox at a time.
 */
export class Outbox {
  readonly tasks: TaskLedger;
  readonly enrolments: Enrolments;
  readonly terminals: TerminalMemory;
  readonly importedUsers: ImportedUsers;
  readonly fullness: Fullness;
  /** The damaged file that this outbox replaces; `null` when all is well. */
  readonly damaged: SetAside | null;
  readonly #database: DatabaseSync;
  readonly #statements: OutboxStatements;
  readonly #now: () => number;

  /** @throws StateDirError `damaged` when the file can be neither used nor replaced */
  constructor(options: OutboxOptions) {
    this.#now = options.now ?? Date.now;
    const { database, damaged } = openDatabase(
      join(options.stateDir, 'outbox.db'),
      this.#now(),
      options.isShared ?? false,
    );
    this.#database = database;
    this.damaged = damaged;
    this.#statements = statementsOf(this.#database);
    this.fullness = new Fullness(database, options.limitBytes, this.#now);
    this.tasks = new TaskLedger(this.#database, this.#now);
    this.enrolments = new Enrolments(this.#database, options.stateDir);
    this.terminals = new TerminalMemory(this.#database);
    this.importedUsers = new ImportedUsers(database);
    this.enrolments.reconcile();
    // More may have waited in the damaged file than the limit allows now, and has waited long enough.
    inTransaction(database, () => {
      for (const batch of damaged?.batches ?? []) {
        this.#take({ ...batch, taskId: null, mode: 'new', settled: true });
      }
    });
  }

  /**
   * Takes records into the outbox, in one transaction. Unless they are settled they wait, hidden from the sender, until
   * {@link release}.
   * @returns how many were kept; the others had been accepted before
   * @throws TerminalFault `outbox-full` when they do not fit; none of them is kept then
   */
  accept(delivery: Delivery): number {
    try {
      return inTransaction(this.#database, () => {
        const kept = this.#take(delivery);
        if (kept > 0 && !this.fullness.allows(this.waiting().bytes)) throw this.fullness.fault();
        return kept;
      });
    } catch (error) {
      const fault = this.fullness.faultOf(error);
      if (isTerminalFault(fault, 'outbox-full')) this.fullness.noteFull();
      throw fault;
    }
  }

  #take(delivery: Delivery): number {
    const { serial, taskId } = delivery;
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
      state: delivery.settled === true ? 'ready' : 'staged',
      refusals: 0,
    });
    if (taskId !== null) this.tasks.addAccepted(taskId, kept.length);
    return kept.length;
  }

  /** Lets the sender have what a read of this terminal has delivered. */
  release(serial: Serial): void {
    this.#statements.release.run(serial);
  }

  /** Lets the sender have what a process that was killed had accepted. Called once, before any reading. */
  releaseAll(): void {
    this.#statements.releaseAll.run();
  }

  /** Takes back what a read that contradicts itself has delivered, so that the next read delivers it again. */
  discard(serial: Serial): void {
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
   * @param except - ids of batches that are under way, or whose time has not come
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
   * is `failed` stay, under a new batch id, because their next answer may be a different one.
   * @returns how many records failed; 0 also for a batch that is no longer there
   * @throws RangeError when the answer has another number of results than the batch has records
   */
  acknowledge(batchId: BatchId, answer: BatchAnswer): number {
    const failed = inTransaction(this.#database, () => this.#settle(batchId, answer));
    if (this.fullness.isFull) this.fullness.noteWaiting(this.waiting().bytes);
    return failed;
  }

  #settle(batchId: BatchId, answer: BatchAnswer): number {
    const row = this.#statements.remove.get(batchId);
    if (!row) return 0;
    const taskId = idOrNullIn('tsk', row, 'task_id');
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
  }

  /**
   * Cuts a batch that the cloud refused as a whole into two, so that a single bad record is found and the others get
   * through. A batch of one record is counted as refused once more. Nothing is dropped.
   */
  split(batchId: BatchId): void {
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
  refusedBatches(except: ReadonlySet<string>): { id: BatchId; refusals: number }[] {
    return this.#statements.refused
      .all()
      .map((row) => ({ id: idIn('bat', row, 'batch_id'), refusals: numberIn(row, 'refusals') }))
      .filter(({ id }) => !except.has(id));
  }

  /** Counts one more refusal of a batch that stays as it is. */
  refuse(batchId: BatchId): void {
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
  waitingOf(serial: Serial): { records: number; parked: boolean } {
    const row = this.#statements.ofTerminal.get(serial);
    const records = numberIn(row, 'records');
    return { records, parked: records > 0 && numberIn(row, 'refusals') >= refusalsUntilParked };
  }

  /** How many records of a terminal from one day through another were ever accepted. */
  knownBetween(serial: Serial, from: LocalDate, through: LocalDate): number {
    const terminal = this.terminals.numberOf(serial);
    return numberIn(
      this.#statements.known.get(terminal, dayBound(from), dayBound(addDays(through, 1))),
      'known',
    );
  }

  /**
   * Forgets the identities of records that a terminal's log no longer holds; they cannot come again. Terminals
   * overwrite their oldest records, and identities begin with the time, so everything before the log's earliest goes.
   * @param earliest - of the records of one complete read, as {@link LogSpan} has it; nothing is forgotten without it
   */
  prune(serial: Serial, earliest: Buffer | null): void {
    if (earliest !== null) this.#statements.prune.run(this.terminals.numberOf(serial), earliest);
  }

  /** Gives disk space back, a part at a time, so that nobody waits for it. */
  tidy(): void {
    this.#database.exec(`PRAGMA incremental_vacuum(${pagesPerTidying}); PRAGMA wal_checkpoint(TRUNCATE)`);
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
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
