import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { unpackedBody } from './content-encoding.ts';

const rows = Buffer.from('7\t2026-11-22 08:59:30\t0\t1\n'.repeat(100));
const limit = 10_000;
const textOf = async (body: Uint8Array, encoding?: string) => {
  const unpacked = await unpackedBody(body, encoding, limit);
  return 'body' in unpacked ? Buffer.from(unpacked.body).toString() : unpacked.refusal;
};

test.each([undefined, '', 'identity', ' Identity '])(
  'a body that is not packed (%j) stays',
  async (encoding) => {
    expect(await textOf(rows, encoding)).toBe(rows.toString());
  },
);

test('a packed body is unpacked', async () => {
  expect(await textOf(gzipSync(rows), 'gzip')).toBe(rows.toString());
  expect(await textOf(gzipSync(rows), 'X-GZIP')).toBe(rows.toString());
  expect(await textOf(deflateSync(rows), 'deflate')).toBe(rows.toString());
});

test('what cannot be unpacked is refused, never taken for rows', async () => {
  expect(await textOf(rows, 'br')).toBe('unknown-encoding');
  expect(await textOf(rows, 'gzip')).toBe('bad-request');
  expect(await textOf(gzipSync(rows).subarray(0, 40), 'gzip')).toBe('bad-request');
});

test('a small body that unpacks to a large one is refused', async () => {
  expect(await textOf(gzipSync(Buffer.alloc(10_001)), 'gzip')).toBe('too-large');
  expect(await textOf(gzipSync(Buffer.alloc(50_000_000)), 'gzip')).toBe('too-large');
});
