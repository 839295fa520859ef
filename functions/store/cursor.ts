/** Encodes positions in lists as opaque cursors, and refuses cursors of other lists. @module */

import { RollcallError } from '#shared/errors.ts';

/** One page of a list, with the cursor of the next one. */
export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  nextCursor?: string | undefined;
}

/** DynamoDB's limit of a sort key in bytes: nothing longer can be a position in a list. */
const longestSortKeyBytes = 1024;

/** The attributes of a position in a table, and in a list by kind. */
const positionAttributes = { pk: ['pk', 'sk'], kindPk: ['kindPk', 'kindSk'] } as const;

/** Makes an opaque cursor from the position behind the last row of a page. */
export function encodeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');
}

/**
 * The position that a cursor made here holds, for a cursor of a list of lists: a cursor inside another would be encoded twice and
 * grow by a third. {@link encodeCursor} makes the cursor of it again, and whoever reads that checks it.
 */
export function positionOf(cursor: string): unknown {
  return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
}

/** The failure of a cursor that does not belong to the list. */
export function foreignCursor(cursor: string): RollcallError<'request.cursor'> {
  return new RollcallError('request.cursor', { cursor: cursor.slice(0, 40) });
}

/**
 * Reads a cursor that {@link encodeCursor} made.
 * @param fits - whether the position belongs to the list that is asked for
 * @throws RollcallError request.cursor when it is damaged or of another list
 */
export function decodeCursor<T>(cursor: string, fits: (position: unknown) => position is T): T {
  let position: unknown;
  try {
    position = positionOf(cursor);
  } catch {
    position = undefined;
  }
  if (!fits(position)) throw foreignCursor(cursor);
  return position;
}

/** Whether a value from outside can stand in a sort key: not empty, and not longer than DynamoDB takes. */
export function isSortText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && Buffer.byteLength(value) <= longestSortKeyBytes;
}

/** A position inside one partition of a table or in one list by kind, with exactly its attributes. */
export function isKeyIn(partitionAttribute: keyof typeof positionAttributes, partitionKey: string) {
  const attributes: readonly string[] = positionAttributes[partitionAttribute];
  return (position: unknown): position is Record<string, string> => {
    if (typeof position !== 'object' || position === null) return false;
    const entries = Object.entries(position);
    return (
      entries.length === attributes.length &&
      entries.every(([name, value]) => attributes.includes(name) && isSortText(value)) &&
      (position as Record<string, unknown>)[partitionAttribute] === partitionKey
    );
  };
}
