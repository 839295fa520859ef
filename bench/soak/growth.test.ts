import { expect, test } from 'vitest';
import { growthOf } from './growth.ts';

const megabytes = (values: readonly number[]) => values.map((value) => value * 2 ** 20);

test.each([
  ['flat', [50, 90, 90, 90, 90, 90, 90, 90], false],
  ['up and down between collections', [60, 80, 100, 140, 100, 150, 140, 101], false],
  ['larger at first only', [60, 200, 90, 95, 92, 93, 90, 91], false],
  ['a leak of a few megabytes each time', [60, 100, 108, 116, 124, 132, 140, 148], true],
  ['a leak under a saw', [60, 100, 150, 120, 180, 150, 210, 170], true],
])('memory that is %s', (_, samples, grows) => {
  expect(growthOf('x', megabytes(samples)).grows).toBe(grows);
});
