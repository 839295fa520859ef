import { expect, test } from 'vitest';
import { lockAddress } from '#bridge/terminals/zk/address-lock.ts';

test('callers get in one at a time, in the order of asking', async () => {
  const order: number[] = [];
  let inside = 0;
  await Promise.all(
    [1, 2, 3, 4].map(async (number) => {
      const release = await lockAddress('a:1');
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(number);
      inside -= 1;
      release();
    }),
  );
  expect(order).toEqual([1, 2, 3, 4]);
});

test('other addresses do not wait', async () => {
  const first = await lockAddress('b:1');
  const second = await lockAddress('b:2');
  first();
  second();
});

test('a caller that gives up lets those behind move up, but not past the one inside', async () => {
  const first = await lockAddress('c:1');
  const controller = new AbortController();
  const second = lockAddress('c:1', controller.signal);
  let thirdIsIn = false;
  const third = lockAddress('c:1').then((release) => {
    thirdIsIn = true;
    return release;
  });
  controller.abort(new Error('enough'));
  await expect(second).rejects.toThrow('enough');
  await new Promise((resolve) => setImmediate(resolve));
  expect(thirdIsIn).toBe(false);
  first();
  (await third)();
});
