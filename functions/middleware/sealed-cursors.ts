/** Seals the cursors of lists: nobody outside can read one, alter one, or use it on another list. @module */

import { createCipheriv, createDecipheriv, type DecipherGCM, randomBytes } from 'node:crypto';
import { type RouteDefinition, routeKey } from '#shared/contract/route.ts';
import { derivedKey } from '../domain/deployment-secret.ts';
import { foreignCursor } from '../store/cursor.ts';

/** Which list a cursor belongs to: the caller's organisation, the route, and everything in the request that filters. */
export interface CursorList {
  organisation: string;
  definition: RouteDefinition;
  params: unknown;
  query: unknown;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** What a request says about its page and not about its list. */
const ofPages = ['cursor', 'limit', 'start'];

function entriesOf(fields: unknown): [string, unknown][] {
  return Object.entries(fields ?? {})
    .filter(([name, value]) => !ofPages.includes(name) && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The name of a list, with which its cursors are authenticated. The size of a page may change from page to page. */
function nameOf({ organisation, definition, params, query }: CursorList): Buffer {
  return Buffer.from(
    JSON.stringify([organisation, routeKey(definition), entriesOf(params), entriesOf(query)]),
    'utf8',
  );
}

/** Seals a position of a list. @param position - as the stores make it: base64url */
function sealCursor(list: CursorList, position: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, derivedKey('cursor'), nonce, { authTagLength: tagBytes });
  cipher.setAAD(nameOf(list));
  const sealed = [cipher.update(Buffer.from(position, 'base64url')), cipher.final()];
  return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]).toString('base64url');
}

/**
 * Opens a cursor that {@link sealCursor} made for the same list.
 * @throws RollcallError request.cursor for a cursor that was altered, or is of another list, organisation or deployment
 */
function openCursor(list: CursorList, cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  // Decoding skips what is not base64url: a cursor with such letters is not the one that was given out.
  if (bytes.length <= nonceBytes + tagBytes || bytes.toString('base64url') !== cursor)
    throw foreignCursor(cursor);
  const decipher = createDecipheriv(algorithm, derivedKey('cursor'), bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(nameOf(list));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  const position = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
  requireAuthentic(decipher, cursor);
  return position.toString('base64url');
}

/** The last step of decryption fails for one cause: the tag does not fit, because the cursor is not one of this list. */
function requireAuthentic(decipher: DecipherGCM, cursor: string): void {
  try {
    decipher.final();
  } catch {
    throw foreignCursor(cursor);
  }
}

/** How `dispatch` seals and opens cursors. */
export const sealedCursors = { seal: sealCursor, open: openCursor };
