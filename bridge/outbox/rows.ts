/** Reads typed columns from SQLite rows, and throws where a column does not hold what the schema promises. @module */

import type { SQLOutputValue } from 'node:sqlite';
import { type IdPrefix, type OurId, requireOurId } from '#shared/contract/ids.ts';
import { requireSerial, type Serial } from '#shared/punch/serial.ts';
import { requireUserId, type UserId } from '#shared/punch/user-id.ts';

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

/** A column that the schema declares as INTEGER; `null` stays `null`. */
export function numberOrNullIn(row: Row | undefined, column: string): number | null {
  return row?.[column] == null ? null : numberIn(row, column);
}

/** A serial number. @throws RangeError when the column holds another text */
export function serialIn(row: Row | undefined, column: string): Serial {
  return requireSerial(textIn(row, column));
}

/** The id of a user. @throws RangeError when the column holds another text */
export function userIdIn(row: Row | undefined, column: string): UserId {
  return requireUserId(textIn(row, column));
}

/** An id of a kind. @throws RangeError when the column holds another text */
export function idIn<P extends IdPrefix>(prefix: P, row: Row | undefined, column: string): OurId<P> {
  return requireOurId(prefix, textIn(row, column));
}

/** An id of a kind; `null` stays `null`. @throws RangeError when the column holds another text */
export function idOrNullIn<P extends IdPrefix>(
  prefix: P,
  row: Row | undefined,
  column: string,
): OurId<P> | null {
  return row?.[column] == null ? null : idIn(prefix, row, column);
}
