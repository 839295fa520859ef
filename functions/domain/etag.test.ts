import { expect, test } from 'vitest';
import { isKnown, isMatch } from './etag.ts';

test.each([
  ['"3"', true, true],
  ['*', true, true],
  [' * ', true, true],
  ['"1", "3"', true, true],
  ['"1","3"', true, true],
  ['W/"3"', false, true],
  ['W/"3", "3"', true, true],
  ['"2"', false, false],
  ['"33"', false, false],
  ['3', false, false],
  ['"a,b", "3"', true, true],
  ['"a, \\"3\\""', false, false],
  ['', false, false],
  ['"3.Xk2_-"', true, false],
  ['"1", "3.Xk2"', true, false],
  ['W/"3.Xk2"', false, false],
  ['"33.Xk2"', false, false],
  ['"2.3"', false, false],
] as const)('%s: If-Match %s, If-None-Match %s for version 3', (header, match, known) => {
  expect([isMatch(header, '"3"'), isKnown(header, '"3"')]).toEqual([match, known]);
});
