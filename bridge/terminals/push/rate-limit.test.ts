import { expect, test } from 'vitest';
import { RateLimit } from './rate-limit.ts';

test('an address has its burst, then its rate, and no other address pays for it', () => {
  let at = 0;
  const limit = new RateLimit({ burst: 3, perSecond: 2, now: () => at });
  const taken = () => [1, 2, 3, 4, 5].filter(() => limit.allows('192.0.2.7')).length;
  expect(taken()).toBe(3);
  expect(limit.allows('192.0.2.8')).toBe(true);
  at += 1000;
  expect(taken()).toBe(2);
  at += 60_000;
  expect(taken()).toBe(3);
});

test('invented addresses do not fill the memory, and those that call are remembered', () => {
  const limit = new RateLimit({ burst: 1, perSecond: 0, now: () => 0 });
  expect(limit.allows('busy')).toBe(true);
  for (let number = 0; number < 3000; number += 1) {
    limit.allows(`other ${number}`);
    if (number % 1000 === 0) expect(limit.allows('busy')).toBe(false);
  }
  for (let number = 3000; number < 5000; number += 1) limit.allows(`other ${number}`);
  expect(limit.allows('busy')).toBe(true);
});
