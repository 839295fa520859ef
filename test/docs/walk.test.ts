import { describe, expect, test } from 'vitest';
import { differences, documentsOf, stepsOf } from './walk.ts';

test('a step is a block of commands with the answers behind it', () => {
  const page =
    '# Page\n```sh\na\n```\n```json\n{ "x": 1 }\n{ "y": 2 }\n```\nText\n```sh\nb\n```\n```csv\n1,2\n```\n';
  expect(stepsOf(page)).toEqual([
    { commands: 'a', json: [{ x: 1 }, { y: 2 }] },
    { commands: 'b', text: '1,2' },
  ]);
});

test('documents stand one after the other', () => {
  expect(documentsOf('{ "a":\n  1 }\n[2]\n')).toEqual([{ a: 1 }, [2]]);
});

describe('what a page shows', () => {
  test.each([
    ['the same', { a: 1, b: ['x'] }, { a: 1, b: ['x'] }],
    ['a text that begins and ends so', { id: 'cor_…', key: 'a…z' }, { id: 'cor_01', key: 'abcz' }],
    ['further keys', { a: 1, '…': '…' }, { a: 1, b: 2 }],
    ['further elements', [1, '…'], [1, 2, 3]],
    ['any value', { a: '…' }, { a: { b: 1 } }],
  ])('may be %s', (_, shown, actual) => {
    expect(differences(shown, actual)).toEqual([]);
  });

  test.each([
    ['another value', { a: { b: 1 } }, { a: { b: 2 } }, ['.a.b']],
    ['a key that is not there', { a: 1, '…': '…' }, { b: 1 }, ['.a']],
    ['a key that is not shown', { a: 1 }, { a: 1, b: 2 }, ['.b']],
    ['an element that is not there', [1, 2, '…'], [1], ['.length']],
    ['an element that is not shown', [1], [1, 2], ['.length']],
    ['a text that begins otherwise', 'cor_…', 'lve_01', ['']],
    ['a text that ends otherwise', 'a…z', 'abc', ['']],
    ['a list for an object', {}, [], ['']],
  ])('differs by %s', (_, shown, actual, places) => {
    expect(differences(shown, actual)).toEqual(places);
  });
});
