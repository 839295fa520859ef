/** The prepared SQL statements of the outbox. @module */

import type { DatabaseSync } from 'node:sqlite';

/** The outbox's own statements, prepared once. */
export type OutboxStatements = ReturnType<typeof statementsOf>;

/** Prepares what the outbox does with its tables. */
export function statementsOf(database: DatabaseSync) {
  return {
    insertSeen: database.prepare('INSERT INTO seen VALUES (?, ?) ON CONFLICT DO NOTHING'),
    insertReread: database.prepare('INSERT INTO reread VALUES (?, ?) ON CONFLICT DO NOTHING'),
    known: database.prepare(
      'SELECT COUNT(*) AS known FROM seen WHERE terminal = ? AND identity >= ? AND identity < ?',
    ),
    prune: database.prepare('DELETE FROM seen WHERE terminal = ? AND identity < ?'),
    forget: database.prepare('DELETE FROM seen WHERE terminal = ? AND identity = ?'),
    forgetReread: database.prepare('DELETE FROM reread WHERE task_id = ? AND identity = ?'),
    insert: database.prepare(`
      INSERT INTO outbox (batch_id, serial, task_id, state, record_count, bytes, drift_seconds, refusals, created_at,
        records)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    remove: database.prepare('DELETE FROM outbox WHERE batch_id = ? RETURNING *'),
    release: database.prepare(`
      UPDATE outbox SET state = 'ready' WHERE state = 'staged' AND serial = ?
        AND seq IN (SELECT seq FROM outbox WHERE state = 'staged' AND serial = ? ORDER BY seq LIMIT ?)`),
    stagedTerminals: database.prepare(`SELECT DISTINCT serial FROM outbox WHERE state = 'staged'`),
    lastPlace: database.prepare('SELECT COALESCE(MAX(seq), 0) AS place FROM outbox'),
    releasable: database.prepare(`
      SELECT batch_id FROM outbox WHERE state = 'staged' AND serial = ? AND seq <= ? ORDER BY refusals, seq LIMIT ?`),
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
