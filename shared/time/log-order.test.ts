import { expect, test } from 'vitest';
import { instantsInLogOrder } from './log-order.ts';
import type { WallTime } from './wall-time.ts';
import { zoneNamed } from './zone.ts';

const berlin = zoneNamed('Europe/Berlin');
const read = (...walls: string[]): string[] =>
  instantsInLogOrder(walls as WallTime[], berlin).map((instant) => instant.slice(11, 16));

test('in the hour that comes twice, a time behind its predecessor in the log is of the second hour', () => {
  expect(
    read('2026-10-25T02:10:00', '2026-10-25T02:50:00', '2026-10-25T02:05:00', '2026-10-25T02:55:00'),
  ).toEqual(['00:10', '00:50', '01:05', '01:55']);
});

test('without a step back it is the first hour', () => {
  expect(read('2026-10-25T01:50:00', '2026-10-25T02:50:00', '2026-10-25T03:10:00')).toEqual([
    '23:50',
    '00:50',
    '02:10',
  ]);
});

test('an entry of a clock that was far ahead says nothing about the hour', () => {
  expect(read('2031-01-01T00:00:00', '2026-10-25T02:50:00')).toEqual(['23:00', '00:50']);
});

test('the entry before the list counts as its predecessor', () => {
  const previous = Date.UTC(2026, 9, 25, 0, 40) / 1_000;
  expect(instantsInLogOrder(['2026-10-25T02:30:00' as WallTime], berlin, previous)).toEqual([
    '2026-10-25T01:30:00Z',
  ]);
});

test('two entries of one second are of the same hour', () => {
  expect(read('2026-10-25T02:10:00', '2026-10-25T02:10:00', '2026-10-25T02:10:01')).toEqual([
    '00:10',
    '00:10',
    '00:10',
  ]);
});

test('an entry up to an hour after the second hour still says which hour it was', () => {
  const after = (minutes: number) => {
    const previous = Date.UTC(2026, 9, 25, 1, 30) / 1_000 + minutes * 60;
    return instantsInLogOrder(['2026-10-25T02:30:00' as WallTime], berlin, previous)[0]?.slice(11, 16);
  };
  expect([after(60), after(61)]).toEqual(['01:30', '00:30']);
});
