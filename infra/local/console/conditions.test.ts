import { expect, test } from 'vitest';
import { acceptedEncoding, matchesETag } from './conditions.ts';

test.each([
  [undefined, undefined],
  ['', undefined],
  ['identity', undefined],
  ['gzip', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['GZIP;q=0.5, br;q=0', 'gzip'],
  ['*', 'br'],
  ['*;q=0, gzip', 'gzip'],
  ['br;q=nonsense', undefined],
])('accept-encoding %s: %s', (header, expected) => expect(acceptedEncoding(header)).toBe(expected));

test.each([
  [undefined, false],
  ['"a"', true],
  ['W/"a"', true],
  ['"b", "a"', true],
  ['*', true],
  ['"b"', false],
  ['a', false],
])('if-none-match %s: %s', (header, expected) => expect(matchesETag(header, '"a"')).toBe(expected));
