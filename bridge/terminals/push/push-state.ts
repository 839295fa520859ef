/** Stores stamps, commands and unknown serial numbers of push terminals on disk, in push.db. @module */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { touchPrivate } from '#bridge/config/index.ts';
import type { QueuedCommand } from '#shared/iclock/command-queue.ts';
import type { PushMemory } from '#shared/iclock/host.ts';
import type { Reconciliation } from '#shared/iclock/reconciliation.ts';
import { requireSerial, type Serial } from '#shared/punch/serial.ts';

/** What is kept of a push terminal on disk. */
export interface PushTerminalState extends PushMemory {
  model?: string;
  firmware?: string;
  records?: number;
  reconciliation?: Reconciliation;
  /** Everything up to this moment (epoch milliseconds) has been asked for and has come. */
  readThrough?: number;
  /** The nightly check has found everything up to this moment (epoch milliseconds) to be there. */
  provenThrough?: number;
}

/** A serial number that has knocked and that nobody has configured. */
export interface Stranger {
  serial: Serial;
  address: string;
  /** Epoch milliseconds. */
  firstAt: number;
  lastAt: number;
}

const fileName = 'push.db';

const schema = `
  CREATE TABLE IF NOT EXISTS terminal (serial TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS command (
    id TEXT PRIMARY KEY, serial TEXT NOT NULL, queued_at INTEGER NOT NULL, command TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS command_of_terminal ON command (serial, queued_at);
  CREATE TABLE IF NOT EXISTS stranger (
    serial TEXT PRIMARY KEY, address TEXT NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** Anybody on the network can invent serial numbers, so only this many are listed. */
const mostStrangers = 200;
/** Commands of a terminal that are remembered after they were answered. */
const rememberedCommands = 200;

function strangersIn(database: DatabaseSync): Stranger[] {
  return database
    .prepare('SELECT * FROM stranger ORDER BY last_at DESC')
    .all()
    .map((row) => ({
      serial: requireSerial(String(row.serial)),
      address: String(row.address),
      firstAt: Number(row.first_at),
      lastAt: Number(row.last_at),
    }));
}

/** What a listener has heard, for others to see. */
export interface PushHearsay {
  /** What is known of terminals that have called, by serial number. */
  terminals: ReadonlyMap<string, PushTerminalState>;
  /** Serial numbers that nobody has configured, the latest first. */
  strangers: readonly Stranger[];
}

/** Reads what a listener has heard, also while it works; nothing when there never was one. */
export function readPushHearsay(stateDir: string): PushHearsay {
  const file = join(stateDir, fileName);
  if (!existsSync(file)) return { terminals: new Map(), strangers: [] };
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    const rows = database.prepare('SELECT serial, state FROM terminal').all();
    const terminals = rows.map((row) => [String(row.serial), JSON.parse(String(row.state))] as const);
    return { terminals: new Map(terminals), strangers: strangersIn(database) };
  } finally {
    database.close();
  }
}

/**
 * What the push listener keeps on disk (`push.db` in the state folder): stamps, commands, and serial numbers that knocked.
 * Punches and users' details are in the outbox.
 */
export class PushState {
  readonly #database: DatabaseSync;

  constructor(stateDir: string) {
    const file = join(stateDir, fileName);
    touchPrivate(file);
    this.#database = new DatabaseSync(file, { timeout: 5000 });
    // FULL: a stamp must not be older after a power cut than the terminal believes.
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${schema}`);
  }

  /** What is known of a terminal. */
  terminal(serial: Serial): PushTerminalState {
    const row = this.#database.prepare('SELECT state FROM terminal WHERE serial = ?').get(serial);
    return row === undefined ? { stamps: {} } : JSON.parse(String(row.state));
  }

  saveTerminal(serial: Serial, state: PushTerminalState): void {
    this.#database
      .prepare('INSERT INTO terminal VALUES (?, ?) ON CONFLICT (serial) DO UPDATE SET state = excluded.state')
      .run(serial, JSON.stringify(state));
  }

  /** Commands of a terminal in the order in which they were queued. */
  commands(serial: Serial): QueuedCommand[] {
    return this.#database
      .prepare('SELECT command FROM command WHERE serial = ? ORDER BY queued_at, id')
      .all(serial)
      .map((row) => JSON.parse(String(row.command)));
  }

  saveCommand(serial: Serial, command: QueuedCommand): void {
    this.#database
      .prepare(
        'INSERT INTO command VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET command = excluded.command',
      )
      .run(command.id, serial, command.queuedAt, JSON.stringify(command));
    this.#database
      .prepare(
        `DELETE FROM command WHERE serial = ?1 AND id IN (
           SELECT id FROM command WHERE serial = ?1 AND command ->> 'state' IN ('acknowledged', 'given-up')
           ORDER BY queued_at DESC, id LIMIT -1 OFFSET ${rememberedCommands})`,
      )
      .run(serial);
  }

  /** Notes a serial number that nobody has configured. @returns whether it was new */
  noteStranger(serial: Serial, address: string, now: number): boolean {
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
    return strangersIn(this.#database);
  }

  /** Forgets serial numbers that are in the configuration by now. */
  forgetStrangers(serials: Iterable<string>): void {
    const forget = this.#database.prepare('DELETE FROM stranger WHERE serial = ?');
    for (const serial of serials) forget.run(serial);
  }

  /** Forgets the stamps of all terminals, so that with its next handshake each sends its whole log. */
  forgetStamps(): void {
    const rows = this.#database.prepare('SELECT serial FROM terminal').all();
    for (const serial of rows.map((row) => requireSerial(String(row.serial)))) {
      this.saveTerminal(serial, { ...this.terminal(serial), stamps: {} });
    }
  }

  close(): void {
    this.#database.close();
  }
}
