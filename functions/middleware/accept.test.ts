import { expect, test } from 'vitest';
import { acceptsGzip, prefers } from './accept.ts';

test.each([
  ['text/csv', true],
  ['TEXT/CSV; charset=utf-8', true],
  ['text/csv;q=0', false],
  ['text/csv; q=0.0', false],
  ['text/csv;q=0, */*', false],
  ['text/*', true],
  ['text/*, text/csv;q=0', false],
  ['text/csv, application/json', true],
  ['text/csv;q=0.5, application/json', false],
  ['text/csv;q=0.5, application/json;q=0.4', true],
  ['text/csv;q=0.5, */*;q=0.1', true],
  ['text/csv;q=0.1, */*', false],
  ['text/csv;q=high', false],
  ['text/csv;q=7', false],
  ['*/*', false],
  ['application/json', false],
  ['text/html', false],
  ['', false],
  [undefined, false],
] as const)('Accept: %s asks for CSV: %s', (accept, wanted) => {
  expect(prefers(accept, ['text/csv'])).toBe(wanted);
});

test.each([
  ['gzip', true],
  ['GZIP', true],
  ['x-gzip', true],
  ['br, deflate, gzip;q=0.1', true],
  ['*', true],
  ['br, *;q=0.5', true],
  ['gzip;q=0, *', false],
  ['gzip; q=0.000', false],
  ['*;q=0', false],
  ['identity', false],
  ['br', false],
  ['gzipped', false],
  ['', false],
  [undefined, false],
] as const)('Accept-Encoding: %s takes gzip: %s', (acceptEncoding, taken) => {
  expect(acceptsGzip(acceptEncoding)).toBe(taken);
});
