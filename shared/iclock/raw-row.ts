/** Keeps rows and bodies that nobody understands as raw records, with secrets removed and within limits. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';
import { bytesOf, latin1Of } from './lines.ts';
import { withoutSecrets } from './secrets.ts';

/** Most bytes of a row that a record can carry in `raw`: 1,024 characters of base64, the contract's limit. */
export const rawRowBytes = 768;

/** Most bytes of a body of an unknown kind that are kept. */
export const keptBodyBytes = 64 * 1024;

const bytesPerPiece = 690;

/** The largest values that a record may carry, as in the contract. */
export const recordLimits = { pin: 64, time: 32, status: 255, verify: 65_535, workCode: 32 } as const;

/** Base64 of bytes, cut to what `raw` may hold. */
function rawOf(bytes: Uint8Array): string {
  return btoa(latin1Of(bytes.subarray(0, rawRowBytes)));
}

/**
 * The record of a row that could not be read. It carries the bytes without secrets; the cloud puts it into quarantine.
 */
export function unreadableRow(line: Uint8Array): TerminalRecord {
  return { pin: '', time: '', status: 255, verify: 255, workCode: '', raw: rawOf(withoutSecrets(line)) };
}

/**
 * The records that keep a body of an unknown kind: its pieces, each headed by the kind, its number and the number of
 * pieces, so that the body can be put together again.
 * @returns `undefined` when the body is longer than {@link keptBodyBytes}
 */
export function unknownBody(kind: string, received: Uint8Array): TerminalRecord[] | undefined {
  if (received.length > keptBodyBytes) return undefined;
  // Before it is cut: a secret that lies on a cut would not be recognised.
  const body = withoutSecrets(received);
  const pieces = Math.ceil(body.length / bytesPerPiece);
  return Array.from({ length: pieces }, (_, index) => {
    const piece = body.subarray(index * bytesPerPiece, (index + 1) * bytesPerPiece);
    const head = bytesOf(`${kind.slice(0, 32)} ${index + 1}/${pieces}\n`);
    const bytes = new Uint8Array(head.length + piece.length);
    bytes.set(head);
    bytes.set(piece, head.length);
    return unreadableRow(bytes);
  });
}
