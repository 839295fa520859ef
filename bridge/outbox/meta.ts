/** Reads and writes single named values that the outbox keeps about itself. @module */

import type { DatabaseSync } from 'node:sqlite';
import { textIn } from './rows.ts';

/** A value of the outbox about itself; `null` when it was never written. */
export function readMeta(database: DatabaseSync, name: string): string | null {
  const row = database.prepare('SELECT value FROM meta WHERE name = ?').get(name);
  return row ? textIn(row, 'value') : null;
}

/** Writes a value; `null` removes it. */
export function writeMeta(database: DatabaseSync, name: string, value: string | null): void {
  if (value === null) {
    database.prepare('DELETE FROM meta WHERE name = ?').run(name);
    return;
  }
  database
    .prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
    .run(name, value);
}
