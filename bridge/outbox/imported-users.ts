/** Keeps the users that a terminal's file or push contained until a download wants their details. @module */

import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Serial } from '#shared/punch/serial.ts';
import { inTransaction } from './database.ts';
import { textIn } from './rows.ts';

/** A user of a terminal as a file describes it, without the password. */
export const ImportedUser = z.strictObject({
  pin: z.string(),
  name: z.string(),
  privilege: z.number(),
  card: z.string().optional(),
});
export type ImportedUser = z.output<typeof ImportedUser>;

/**
 * Users that came from a terminal's file. They wait here until a download wants their details and the terminal does not
 * give them.
 */
export class ImportedUsers {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Keeps the users of a terminal; a newer file replaces what an older one said of the same user. */
  keep(serial: Serial, users: readonly ImportedUser[]): void {
    const insert = this.#database.prepare(
      'INSERT INTO imported_user VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET details = excluded.details',
    );
    inTransaction(this.#database, () => {
      for (const user of users) insert.run(serial, user.pin, JSON.stringify(user));
    });
  }

  /** The users of a terminal that files have listed. */
  of(serial: Serial): ImportedUser[] {
    return this.#database
      .prepare('SELECT details FROM imported_user WHERE serial = ? ORDER BY pin')
      .all(serial)
      .map((row) => ImportedUser.parse(JSON.parse(textIn(row, 'details'))));
  }
}
