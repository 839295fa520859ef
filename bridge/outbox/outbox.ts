/** The durable queue between terminals and cloud: every accepted record stays on disk until the cloud has answered. @module */

import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { BatchId } from '#shared/contract/ids.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { type Batch, batchOf, newBatchId, packRecords } from './batches.ts';
import type { SetAside } from './damaged-file.ts';
import { inTransaction, openDatabase } from './database.ts';
import type { BatchAnswer, Delivery, Waiting } from './deliveries.ts';
import { type MeasureRoom, measuredRoom, Reserve } from './disk-space.ts';
import { Enrolments } from './enrolments.ts';
import { fitRecord } from './fit-record.ts';
import { Fullness } from './fullness.ts';
import { ImportedUsers } from './imported-users.ts';
import { NoRoom } from './no-room.ts';
import { withRoom } from './open-with-room.ts';
import { dayBound, recordIdentity } from './record-identity.ts';
import { idIn, idOrNullIn, numberIn, numberOrNullIn, serialIn } from './rows.ts';
import { type OutboxStatements, statementsOf } from './statements.ts';
import { TaskLedger } from './task-ledger.ts';
import { TerminalMemory } from './terminal-memory.ts';

/** Pages of 4 KiB that are given back at a time. */
const pagesPerTidying = 8192;
/** As many pages as a batch takes: what its departure frees, and few enough for the reserve. */
const pagesOfBatch = 32;

/** After this many refusals nothing waits for a batch any more, although the bridge keeps sending it. */
export const refusalsUntilParked = 5;

/** Options of an outbox. */
export interface OutboxOptions {
  /** The state folder, which must exist. */
  stateDir: string;
  limitBytes: number;
  /** True when another process works with the same outbox: a damaged file is then left to it. */
  isShared?: boolean;
  /** Epoch milliseconds; the system's clock unless a test sets it. */
  now?: () => number;
  /** How the room of the disk is measured; by the file system unless a test says otherwise. */
  measureRoom?: MeasureRoom;
}

/** Bytes of the database that a remembered identity takes, with its place in the index. */
const identityBytes = 48;
/** Batches that are released in one transaction while the disk is full: releasing rewrites them. */
const releasedAtOnce = 1;
/** Bytes of a page of the database. */
const pageBytes = 4096;

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
  /** Answers for batches that the full disk does not let go; they are not sent again meanwhile. */
  readonly #answered = new Map<BatchId, BatchAnswer>();
  /** Staged batches up to this place that may be sent although the full disk does not let it be noted. */
  readonly #released = new Map<Serial, number>();

  /** @throws StateDirError `damaged` when the file can be neither used nor replaced, `disk-full` when it cannot be opened for lack of room */
  constructor(options: OutboxOptions) {
    this.#now = options.now ?? Date.now;
    const reserve = new Reserve(options.stateDir, options.measureRoom ?? measuredRoom);
    const file = join(options.stateDir, 'outbox.db');
    const isShared = options.isShared ?? false;
    const { database, damaged } = withRoom(reserve, isShared, () =>
      openDatabase(file, this.#now(), isShared),
    );
    this.#database = database;
    this.damaged = damaged;
    this.#statements = statementsOf(this.#database);
    const { stateDir, limitBytes } = options;
    this.fullness = new Fullness({ database, limitBytes, stateDir, reserve, now: this.#now });
    // The log must stay within the reserve, or it could not be worked off on a full disk.
    const logPages = Math.max(16, Math.min(1000, Math.floor(reserve.bytes / 2 / pageBytes)));
    database.exec(`PRAGMA wal_autocheckpoint = ${logPages}`);
    if (options.isShared !== true) this.fullness.begin();
    this.tasks = new TaskLedger(this.#database, this.#now);
    this.enrolments = new Enrolments(this.#database, options.stateDir);
    this.terminals = new TerminalMemory(this.#database);
    this.importedUsers = new ImportedUsers(database);
    this.enrolments.reconcile();
    // More may have waited in the damaged file than the limit allows now, and has waited long enough.
    const saved = damaged?.batches ?? [];
    for (const batch of saved) {
      try {
        inTransaction(database, () => this.#take({ ...batch, taskId: null, mode: 'new', settled: true }));
      } catch (error) {
        // They are in the file that was set aside, and in the terminals' logs, which are read again.
        if (!this.fullness.isDiskFull(error)) throw error;
        this.fullness.noteFull('disk');
      }
    }
  }

  /**
   * Takes records into the outbox, in one transaction. Unless they are settled they wait, hidden from the sender, until
   * {@link release}.
   * @returns how many were kept; the others had been accepted before
   * @throws TerminalFault `outbox-full` when they do not fit; none of them is kept then
   */
  accept(delivery: Delivery): number {
    const { fullness } = this;
    try {
      this.#settleLater();
      const kept = inTransaction(this.#database, () => {
        const { count, bytes } = this.#take(delivery);
        const broken = count === 0 ? null : fullness.brokenBy(bytes, this.waiting().bytes);
        if (broken !== null) throw new NoRoom(broken);
        return count;
      });
      return kept;
    } catch (error) {
      const of = error instanceof NoRoom ? error.of : fullness.isDiskFull(error) ? 'disk' : null;
      if (of === null) throw error;
      fullness.noteFull(of);
      throw fullness.fault(error);
    }
  }

  /** @returns how many records were kept, and about how many bytes of the disk they take */
  #take(delivery: Delivery): { count: number; bytes: number } {
    const { serial, taskId } = delivery;
    const terminal = this.terminals.numberOf(serial);
    const kept = delivery.records.map(fitRecord).filter((record) => {
      const identity = recordIdentity(record);
      const isNew = this.#statements.insertSeen.run(terminal, identity).changes === 1;
      if (delivery.mode === 'new') return isNew;
      return taskId === null || this.#statements.insertReread.run(taskId, identity).changes === 1;
    });
    const bytes = this.#insert(kept, {
      serial,
      taskId,
      driftSeconds: delivery.driftSeconds,
      state: delivery.settled === true ? 'ready' : 'staged',
      refusals: 0,
    });
    if (taskId !== null) this.tasks.addAccepted(taskId, kept.length);
    return { count: kept.length, bytes: bytes + kept.length * identityBytes };
  }

  /** Lets the sender have what a read of this terminal has delivered. */
  release(serial: Serial): void {
    this.#releaseSteadily(serial);
  }

  /** Lets the sender have what a process that was killed had accepted. Called once, before any reading. */
  releaseAll(): void {
    for (const row of this.#statements.stagedTerminals.all()) this.#releaseSteadily(serialIn(row, 'serial'));
  }

  /** On a full disk little by little, and where even that has no room, in memory. */
  #releaseSteadily(serial: Serial): void {
    const { fullness } = this;
    try {
      const atOnce = fullness.isFull ? releasedAtOnce : -1;
      while (this.#statements.release.run(serial, serial, atOnce).changes > 0 && atOnce > 0);
      this.#released.delete(serial);
    } catch (error) {
      if (!fullness.isDiskFull(error)) throw error;
      const wasFull = fullness.disk !== null;
      fullness.noteFull('disk');
      if (!wasFull) {
        this.#releaseSteadily(serial);
        return;
      }
      this.#released.set(serial, numberIn(this.#statements.lastPlace.get(), 'place'));
    }
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
    const most = limit + except.size + this.#answered.size;
    const inMemory = [...this.#released].flatMap(([serial, place]) =>
      this.#statements.releasable.all(serial, place, most),
    );
    return [...this.#statements.ready.all(most), ...inMemory]
      .map((row) => idIn('bat', row, 'batch_id'))
      .filter((id) => !except.has(id) && !this.#answered.has(id))
      .slice(0, limit)
      .flatMap((id) => {
        const row = this.#statements.get.get(id);
        return row ? [batchOf(row)] : [];
      });
  }

  /**
   * Removes what the cloud has answered for and adds it to the task's counts, in one transaction. Records whose result
   * is `failed` stay, under a new batch id, because their next answer may be a different one.
   * While a full disk leaves no room for that, the answer is kept in memory; should it be lost, the batch is sent
   * again, and the cloud recognises it.
   * @returns how many records failed; 0 also for a batch that is no longer there
   * @throws RangeError when the answer has another number of results than the batch has records
   */
  acknowledge(batchId: BatchId, answer: BatchAnswer): number {
    try {
      this.#settleLater();
      const failed = inTransaction(this.#database, () => this.#settle(batchId, answer));
      if (this.fullness.disk !== null) this.#giveBack(pagesOfBatch);
      if (this.fullness.isFull) this.fullness.noteWaiting(this.waiting().bytes);
      return failed;
    } catch (error) {
      if (!this.fullness.isDiskFull(error)) throw error;
      const wasFull = this.fullness.disk !== null;
      this.fullness.noteFull('disk');
      if (!wasFull) return this.acknowledge(batchId, answer);
      this.#answered.set(batchId, answer);
      return 0;
    }
  }

  /** Does what a full disk did not let be done before. */
  #settleLater(): void {
    for (const [batchId, answer] of this.#answered) {
      inTransaction(this.#database, () => this.#settle(batchId, answer));
      this.#answered.delete(batchId);
    }
    for (const serial of this.#released.keys()) this.#releaseSteadily(serial);
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

  /** Gives disk space back, a part at a time, so that nobody waits for it, and looks whether there is room again. */
  tidy(): void {
    const { fullness } = this;
    try {
      this.#settleLater();
      this.#giveBack(fullness.disk === null ? pagesPerTidying : pagesOfBatch);
    } catch (error) {
      if (!fullness.isDiskFull(error)) throw error;
      fullness.noteFull('disk');
    }
    if (fullness.isFull) fullness.noteWaiting(this.waiting().bytes);
    else fullness.begin();
  }

  #giveBack(pages: number): void {
    this.#database.exec(`PRAGMA incremental_vacuum(${pages}); PRAGMA wal_checkpoint(TRUNCATE)`);
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #insert(
    records: readonly TerminalRecord[],
    batch: Pick<Batch, 'serial' | 'taskId' | 'driftSeconds' | 'refusals'> & { state: 'staged' | 'ready' },
  ): number {
    let sum = 0;
    for (const { json, count, bytes } of packRecords(records)) {
      sum += bytes;
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
    return sum;
  }
}
