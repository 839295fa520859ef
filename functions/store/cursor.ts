import { RollcallError } from '#shared/errors.ts';

/** One page of a list, with the cursor of the next one. */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** Makes an opaque cursor from the position behind the last row of a page. */
export function encodeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');
}

/**
 * Reads a cursor that {@link encodeCursor} made.
 * @param fits - whether the position belongs to the list that is asked for
 * @throws RollcallError request.cursor when it is damaged or of another list
 */
export function decodeCursor<T>(cursor: string, fits: (position: unknown) => position is T): T {
  let position: unknown;
  try {
    position = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    position = undefined;
  }
  if (!fits(position)) throw new RollcallError('request.cursor', { cursor: cursor.slice(0, 40) });
  return position;
}

/** A key position inside one partition of a table or index. */
export function isKeyIn(partitionAttribute: string, partitionKey: string) {
  return (position: unknown): position is Record<string, unknown> =>
    typeof position === 'object' &&
    position !== null &&
    (position as Record<string, unknown>)[partitionAttribute] === partitionKey &&
    Object.values(position).every((value) => typeof value === 'string');
}
