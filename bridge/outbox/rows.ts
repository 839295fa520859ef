import type { SQLOutputValue } from 'node:sqlite';

/** A row as node:sqlite gives it. */
export type Row = Record<string, SQLOutputValue>;

/** A column that the schema declares as INTEGER NOT NULL. */
export function numberIn(row: Row | undefined, column: string): number {
  const value = row?.[column];
  if (typeof value !== 'number') throw new TypeError(`outbox: column ${column} holds no number`);
  return value;
}

/** A column that the schema declares as TEXT NOT NULL. */
export function textIn(row: Row | undefined, column: string): string {
  const value = row?.[column];
  if (typeof value !== 'string') throw new TypeError(`outbox: column ${column} holds no text`);
  return value;
}

/** A column that the schema declares as TEXT; `null` stays `null`. */
export function textOrNullIn(row: Row | undefined, column: string): string | null {
  return row?.[column] == null ? null : textIn(row, column);
}

/** A column that the schema declares as INTEGER; `null` stays `null`. */
export function numberOrNullIn(row: Row | undefined, column: string): number | null {
  return row?.[column] == null ? null : numberIn(row, column);
}
