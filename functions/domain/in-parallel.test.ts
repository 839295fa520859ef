import { expect, test } from 'vitest';
import { inParallel } from './in-parallel.ts';

test('every row is worked on once, no more at a time than allowed', async () => {
  const rows = Array.from({ length: 20 }, (_, row) => row);
  const seen: number[] = [];
  let running = 0;
  let most = 0;
  await inParallel(rows, 3, async (row) => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    seen.push(row);
    running -= 1;
  });
  expect(seen).toEqual(rows);
  expect(most).toBe(3);
});

test('the first failure is passed on, and no further row is begun', async () => {
  const begun: number[] = [];
  const run = inParallel([1, 2, 3, 4, 5, 6], 2, async (row) => {
    begun.push(row);
    await Promise.resolve();
    if (row === 2) throw new Error('row 2');
  });
  await expect(run).rejects.toThrow('row 2');
  expect(begun.length).toBeLessThan(6);
});

test('an empty list is done at once', async () => {
  await inParallel([], 4, async () => {
    throw new Error('no row');
  });
});
