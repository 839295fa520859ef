import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesInJson, isAnswerable, mostBodyBytes } from './answer-size.ts';

/** What Lambda's runtime sends, less what is around the body. */
const sent = (body: string) => Buffer.byteLength(JSON.stringify({ body })) - '{"body":}'.length;

describe('the size of a text inside JSON', () => {
  test.each([
    ['letters', 'abc', 5],
    ['quotes and backslashes, which are escaped', '"\\', 6],
    ['line ends and tabs', '\r\n\t', 8],
    ['control characters, six bytes each', '\u0000\u001f', 14],
    ['DEL, which is not escaped', '\u007f', 3],
    ['two, three and four bytes of UTF-8', 'éข😀', 11],
    ['half of a pair, which is escaped', '\ud83d', 8],
    ['line separators, which JSON takes as they are', '\u2028', 5],
    ['nothing', '', 2],
  ])('of %s', (_, text, bytes) => {
    expect(bytesInJson(text)).toBe(bytes);
    expect(sent(text)).toBe(bytes);
  });

  test('is what is sent, whatever the text, and never more than six bytes a unit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(bytesInJson(text)).toBe(sent(text));
        expect(bytesInJson(text)).toBeLessThanOrEqual(text.length * 6 + 2);
      }),
    );
  });
});

test.each([
  ['x', 1],
  ['"', 2],
  ['é', 2],
  ['ข', 3],
  ['\u0001', 6],
])('as many %j fit into an answer as Lambda takes, and not one more', (letter, bytes) => {
  const most = Math.floor((mostBodyBytes - 2) / bytes);
  expect(isAnswerable(letter.repeat(most))).toBe(true);
  expect(isAnswerable(letter.repeat(most + 1))).toBe(false);
});
