/** Unpacks compressed request bodies up to a limit. @module */

import type { Refusal } from './reply.ts';

/** A body as it was before it was packed, or why it cannot be unpacked. */
export type Unpacked =
  | { body: Uint8Array }
  | { refusal: Extract<Refusal, 'unknown-encoding' | 'too-large' | 'bad-request'> };

/** What the names of HTTP stand for: its `deflate` is the zlib format. */
const formats: Readonly<Record<string, 'gzip' | 'deflate'>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
};

/**
 * Unpacks a body. Packed rows that were taken for rows would be acknowledged without having been read.
 * @param encoding - the `Content-Encoding`
 * @param limitBytes - most bytes of what comes out: a small body can unpack to any size
 */
export async function unpackedBody(
  body: Uint8Array,
  encoding: string | undefined,
  limitBytes: number,
): Promise<Unpacked> {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return { body };
  const format = formats[name];
  if (format === undefined) return { refusal: 'unknown-encoding' };
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    const packed = new Blob([new Uint8Array(body)]).stream();
    for await (const chunk of packed.pipeThrough(new DecompressionStream(format))) {
      bytes += chunk.length;
      if (bytes > limitBytes) return { refusal: 'too-large' };
      chunks.push(chunk);
    }
  } catch {
    // Cut off, or not in that format: the terminal keeps its rows and sends them again.
    return { refusal: 'bad-request' };
  }
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return { body: whole };
}
