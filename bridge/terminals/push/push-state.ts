import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { touchPrivate } from '#bridge/config/state-dir.ts';
import type { QueuedCommand } from '#shared/iclock/command-queue.ts';
import type { PushMemory } from '#shared/iclock/host.ts';
import type { PushedUser } from '#shared/iclock/operlog.ts';
import type { Reconciliation } from '#shared/iclock/reconciliation.ts';

/** What is kept of a push terminal on disk. */
export interface PushTerminalState extends PushMemory {
  model?: string;
  firmware?: string;
  records?: number;
  reconciliation?: Reconciliation;
}

/** A serial number that has knocked and that nobody has configured. */
export interface Stranger {
  serial: string;
  address: string;
  /** Epoch milliseconds. */
  firstAt: number;
  lastAt: number;
}

const schema = `
  CREATE TABLE IF NOT EXISTS terminal (serial TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS command (
    id TEXT PRIMARY KEY, serial TEXT NOT NULL, queued_at INTEGER NOT NULL, command TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS command_of_terminal ON command (serial, queued_at);
  CREATE TABLE IF NOT EXISTS pushed_user (
    serial TEXT NOT NULL, pin TEXT NOT NULL, details TEXT NOT NULL, PRIMARY KEY (serial, pin)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS stranger (
    serial TEXT PRIMARY KEY, address TEXT NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** Anybody on the network can invent serial numbers; so many are listed, and the others are not. */
const mostStrangers = 200;
/** Commands of a terminal that are remembered after they were answered. */
const rememberedCommands = 200;

/**
 * What the push listener keeps on disk (`push.db` in the state folder): stamps, commands, users' details that wait, and
 * serial numbers that knocked. The punches are in the outbox.
 */
export class PushState {
  readonly #database: DatabaseSync;

  constructor(stateDir: string) {
    const file = join(stateDir, 'push.db');
    touchPrivate(file);
    this.#database = new DatabaseSync(file, { timeout: 5000 });
    // FULL: a stamp must not be older after a power cut than the terminal believes.
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${schema}`);
  }

  /** What is known of a terminal. */
  terminal(serial: string): PushTerminalState {
    const row = this.#database.prepare('SELECT state FROM terminal WHERE serial = ?').get(serial);
    return row === undefined ? { stamps: {} } : JSON.parse(String(row.state));
  }

  saveTerminal(serial: string, state: PushTerminalState): void {
    this.#database
      .prepare('INSERT INTO terminal VALUES (?, ?) ON CONFLICT (serial) DO UPDATE SET state = excluded.state')
      .run(serial, JSON.stringify(state));
  }

  /** Commands of a terminal in the order in which they were queued. */
  commands(serial: string): QueuedCommand[] {
    return this.#database
      .prepare('SELECT command FROM command WHERE serial = ? ORDER BY queued_at, id')
      .all(serial)
      .map((row) => JSON.parse(String(row.command)));
  }

  saveCommand(serial: string, command: QueuedCommand): void {
    this.#database
      .prepare(
        'INSERT INTO command VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET command = excluded.command',
      )
      .run(command.id, serial, command.queuedAt, JSON.stringify(command));
    this.#database
      .prepare(
        `DELETE FROM command WHERE serial = ?1 AND id IN (
           SELECT id FROM command WHERE serial = ?1 ORDER BY queued_at DESC, id LIMIT -1 OFFSET ${rememberedCommands})`,
      )
      .run(serial);
  }

  /** Keeps details of users until the cloud has them. */
  addUsers(serial: string, users: readonly PushedUser[]): void {
    const add = this.#database.prepare(
      'INSERT INTO pushed_user VALUES (?, ?, ?) ON CONFLICT (serial, pin) DO UPDATE SET details = excluded.details',
    );
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      for (const user of users) add.run(serial, user.pin, JSON.stringify(user));
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Users whose details wait, of one terminal. */
  waitingUsers(limit: number): { serial: string; users: PushedUser[] } | undefined {
    const first = this.#database.prepare('SELECT serial FROM pushed_user LIMIT 1').get();
    if (first === undefined) return undefined;
    const serial = String(first.serial);
    const rows = this.#database
      .prepare('SELECT details FROM pushed_user WHERE serial = ? LIMIT ?')
      .all(serial, limit);
    return { serial, users: rows.map((row) => JSON.parse(String(row.details))) };
  }

  /** Forgets users that the cloud has, unless the terminal has told something else of them meanwhile. */
  removeUsers(serial: string, users: readonly PushedUser[]): void {
    const remove = this.#database.prepare(
      'DELETE FROM pushed_user WHERE serial = ? AND pin = ? AND details = ?',
    );
    for (const user of users) remove.run(serial, user.pin, JSON.stringify(user));
  }

  /** Notes a serial number that nobody has configured. @returns whether it was new */
  noteStranger(serial: string, address: string, now: number): boolean {
    const known = this.#database
      .prepare('UPDATE stranger SET address = ?, last_at = ? WHERE serial = ?')
      .run(address, now, serial);
    if (known.changes > 0) return false;
    const { count } = this.#database.prepare('SELECT COUNT(*) AS count FROM stranger').get() ?? {};
    if (Number(count) >= mostStrangers) return false;
    this.#database.prepare('INSERT INTO stranger VALUES (?, ?, ?, ?)').run(serial, address, now, now);
    return true;
  }

  /** Serial numbers that knocked, the latest first. */
  strangers(): Stranger[] {
    return this.#database
      .prepare('SELECT * FROM stranger ORDER BY last_at DESC')
      .all()
      .map((row) => ({
        serial: String(row.serial),
        address: String(row.address),
        firstAt: Number(row.first_at),
        lastAt: Number(row.last_at),
      }));
  }

  close(): void {
    this.#database.close();
  }
}
