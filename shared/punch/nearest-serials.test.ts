import { expect, test } from 'vitest';
import { nearestSerials } from './nearest-serials.ts';

const known = ['6106153300123', '6106153300987', 'ABC1234567', 'TEST0000001'];

test.each([
  ['6106153300132', '6106153300123'],
  ['610615330123', '6106153300123'],
  ['66106153300123', '6106153300123'],
  ['abc1234567', 'ABC1234567'],
  ['TESTO0OOOO1', 'TEST0000001'],
])('%s is nearest to %s', (typed, meant) => {
  expect(nearestSerials(typed, known)[0]).toBe(meant);
});

test('at most three are named, each once', () => {
  expect(nearestSerials('X', [...known, ...known])).toHaveLength(3);
  expect(nearestSerials('X', [])).toEqual([]);
});
