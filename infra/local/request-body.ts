/** The local gateway reads a request's body up to its limit. @module */

import type { IncomingMessage } from 'node:http';

/**
 * Reads a body up to a limit.
 * @returns the bytes; `null` when there are more than the limit, without having kept them; `undefined` when the caller
 * hung up in the middle
 */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | null | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return Promise.resolve(null);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limitBytes) resolve(null);
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => resolve(undefined));
    request.on('close', () => resolve(undefined));
  });
}
