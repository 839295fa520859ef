import { expect, test } from 'vitest';
import { afterRightKey, afterWrongKey, isSlowed, noWrongKeys } from './wrong-keys.ts';

const hour = 3_600_000;
const now = 480_000 * hour;
const address = '192.0.2.7';

/** Wrong keys from one address, each as soon as it is looked at again. @returns how long each made the next one wait */
function pauses(tries: number): number[] {
  let counted = noWrongKeys;
  let at = now;
  return Array.from({ length: tries }, () => {
    counted = afterWrongKey(counted, address, at);
    const until = counted.addresses[address]?.refusedUntil ?? at;
    const pause = until - at;
    expect(isSlowed(counted, address, until - 1, true)).toBe(pause > 0);
    expect(isSlowed(counted, address, until, true)).toBe(false);
    at = until;
    return pause / 1000;
  });
}

test('each wrong key after three doubles the wait, up to five minutes', () => {
  expect(pauses(13)).toEqual([0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
});

test('what is kept stays small: the addresses that were quiet longest are forgotten', () => {
  let counted = noWrongKeys;
  for (let host = 0; host < 200; host += 1) counted = afterWrongKey(counted, `192.0.2.${host}`, now + host);
  const kept = Object.keys(counted.addresses);
  expect(kept).toHaveLength(16);
  expect(kept.every((one) => Number(one.split('.')[3]) >= 184)).toBe(true);
  expect(counted.count).toBe(200);
});

test('after a hundred in an hour, from wherever, only a known address may try', () => {
  let counted = noWrongKeys;
  for (let host = 0; host < 99; host += 1) counted = afterWrongKey(counted, `192.0.2.${host}`, now);
  expect(isSlowed(counted, address, now, false)).toBe(false);
  counted = afterWrongKey(counted, '192.0.2.99', now);
  expect([
    isSlowed(counted, '198.51.100.1', now, false),
    isSlowed(counted, '198.51.100.1', now, true),
  ]).toEqual([true, false]);
  expect(isSlowed(counted, '198.51.100.1', now + hour, false)).toBe(false);
});

test('a right key lets its address begin anew, and no other', () => {
  const counted = afterWrongKey(afterWrongKey(noWrongKeys, address, now), '192.0.2.8', now);
  expect(Object.keys(afterRightKey(counted, address)?.addresses ?? {})).toEqual(['192.0.2.8']);
  expect(afterRightKey(counted, '198.51.100.1')).toBeUndefined();
});
