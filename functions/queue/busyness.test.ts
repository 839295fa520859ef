import { expect, test } from 'vitest';
import { busyness } from './send.ts';

test('twenty sends within ten seconds are busy, and it is over when they have become fewer', () => {
  let now = 0;
  const isBusy = busyness(() => now);
  const sendEvery = (milliseconds: number, times: number) =>
    Array.from({ length: times }, () => {
      now += milliseconds;
      return isBusy();
    });
  expect(sendEvery(1_000, 100)).not.toContain(true);
  expect(sendEvery(400, 40).slice(-20)).not.toContain(false);
  expect(sendEvery(1_000, 40).slice(-20)).not.toContain(true);
  now += 60_000;
  expect(isBusy()).toBe(false);
});
