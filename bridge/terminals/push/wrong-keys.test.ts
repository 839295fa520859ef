import { expect, test } from 'vitest';
import { aSerial } from '#test/support/ids.ts';
import { WrongKeys } from './wrong-keys.ts';

const serial = aSerial('SAMPLE0001');
const address = '192.0.2.7';
const hour = 3_600_000;

function counted() {
  const clock = { now: 480_000 * hour };
  return { clock, keys: new WrongKeys(() => clock.now) };
}

test('each wrong key after three doubles the wait, up to five minutes, for its serial and address only', () => {
  const { clock, keys } = counted();
  const pauses = Array.from({ length: 13 }, (_, tries) => {
    const began = clock.now;
    expect(keys.noteWrong(serial, address)).toEqual({ count: tries + 1, isSlowed: tries >= 3 });
    expect(keys.isSlowed(serial, '192.0.2.8', false)).toBe(false);
    expect(keys.isSlowed(aSerial('SAMPLE0002'), address, false)).toBe(false);
    while (keys.isSlowed(serial, address, true)) clock.now += 1_000;
    return (clock.now - began) / 1_000;
  });
  expect(pauses).toEqual([0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
});

test('a right key lets its address begin anew, and no other', () => {
  const { keys } = counted();
  for (const host of [address, '192.0.2.8'])
    for (let tries = 0; tries < 4; tries += 1) keys.noteWrong(serial, host);
  keys.noteRight(serial, address);
  expect([keys.isSlowed(serial, address, true), keys.isSlowed(serial, '192.0.2.8', true)]).toEqual([
    false,
    true,
  ]);
  expect(keys.noteWrong(serial, address).count).toBe(1);
});

test('after a hundred in an hour, from wherever, only a known address may try', () => {
  const { clock, keys } = counted();
  const fromOthers = (from: number, to: number) => {
    for (let host = from; host < to; host += 1) keys.noteWrong(serial, `192.0.2.${host}`);
  };
  fromOthers(0, 99);
  expect(keys.isSlowed(serial, '198.51.100.1', false)).toBe(false);
  fromOthers(99, 100);
  expect(keys.isSlowed(serial, '198.51.100.1', false)).toBe(true);
  expect(keys.isSlowed(serial, '198.51.100.1', true)).toBe(false);
  clock.now += hour;
  expect(keys.isSlowed(serial, '198.51.100.1', false)).toBe(false);
});

test('addresses that were quiet longest are forgotten, whoever invents new ones', () => {
  const { keys } = counted();
  for (const host of ['quiet', 'busy'])
    for (let tries = 0; tries < 4; tries += 1) keys.noteWrong(serial, host);
  for (let host = 0; host < 15; host += 1) keys.noteWrong(serial, `192.0.2.${host}`);
  expect([keys.isSlowed(serial, 'quiet', true), keys.isSlowed(serial, 'busy', true)]).toEqual([false, true]);
});
