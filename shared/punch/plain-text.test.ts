import { describe, expect, test } from 'vitest';
import { cleanedText, tidyText, unwantedCharacter } from './plain-text.ts';

describe('no text may have', () => {
  test.each([
    ['NUL', 'A\u0000B', 'U+0000'],
    ['BEL', 'A\u0007B', 'U+0007'],
    ['a tab', 'A\tB', 'U+0009'],
    ['a line end', 'A\r\nB', 'U+000D'],
    ['a C1 control', 'A\u0085B', 'U+0085'],
    ['a line separator', 'A\u2028B', 'U+2028'],
    ['a right-to-left override', 'A\u202eB', 'U+202E'],
    ['an isolate', 'A\u2066B', 'U+2066'],
    ['a direction mark', 'A\u200fB', 'U+200F'],
    ['a zero-width space', 'A\u200bB', 'U+200B'],
    ['a byte order mark', '\ufeffAB', 'U+FEFF'],
    ['a word joiner', 'A\u2060B', 'U+2060'],
    ['a soft hyphen', 'A\u00adB', 'U+00AD'],
    ['a filler', 'A\u3164B', 'U+3164'],
    ['a tag character', 'A\u{e0041}B', 'U+E0041'],
    ['a high surrogate alone', 'A\ud800B', 'U+D800'],
    ['a low surrogate alone', 'A\udc00', 'U+DC00'],
    ['no character', 'A\uffffB', 'U+FFFF'],
    ['a joiner between Latin letters', 'A\u200dB', 'U+200D'],
    ['a joiner at the end', 'A\u200c', 'U+200C'],
  ])('%s', (_, text, found) => {
    expect(unwantedCharacter(text)).toBe(found);
    expect(unwantedCharacter(cleanedText(text))).toBeNull();
  });
});

test.each([
  'Zoë Müller-Łukasz',
  'Ali می\u200cخواهم',
  'क्\u200dष',
  '👩\u200d👩\u200d👧',
  '👍🏽 ok',
  '葛\u{e0100}',
  'x;=1+1',
  "O'Brien, 3rd",
  '\u00a0',
])('%s is in order', (text) => {
  expect(unwantedCharacter(text)).toBeNull();
  expect(cleanedText(text)).toBe(text.trim());
});

test('texts are composed and have no blanks around them', () => {
  expect(tidyText('  Zoe\u0308 ')).toBe('Zo\u00eb');
  expect(tidyText('\u00a0Ann\u3000')).toBe('Ann');
});

test('what a terminal gives is put in order', () => {
  expect(cleanedText('Ann\r\nLee\u0000 \u202e')).toBe('Ann Lee');
  expect(cleanedText('\u200b\u0007')).toBe('');
});
