import { expect, test } from 'vitest';
import type { Instant, WallTime } from '#shared/time/wall-time.ts';
import { compareInTime, isSamePunch, type TimedPunch } from './timed-punch.ts';

const base: TimedPunch = {
  ref: { serial: 'SAMPLE1', wallTime: '2026-03-02T09:00:00' as WallTime, status: 1 },
  at: 1_000,
  instant: '2026-03-02T09:00:00Z' as Instant,
  wall: 1_000,
  recorded: 1_000,
  flow: 0,
  order: 5,
  correctionId: null,
};
const later = '2026-03-02T09:00:01' as WallTime;

test('punches are ordered by time; those of one second by what is the same for any order of arrival', () => {
  const inOrder: TimedPunch[] = [
    base,
    { ...base, correctionId: 'cor_1' },
    { ...base, correctionId: 'cor_2' },
    { ...base, ref: { ...base.ref, wallTime: later } },
    { ...base, ref: { ...base.ref, status: 2, wallTime: base.ref.wallTime } },
    { ...base, ref: { ...base.ref, serial: 'SAMPLE2', status: 0 } },
    { ...base, order: 6, ref: { ...base.ref, serial: 'SAMPLE0' } },
    { ...base, at: 1_001, order: 0 },
  ];
  for (const [index, a] of inOrder.entries()) {
    expect(compareInTime(a, a)).toBe(0);
    for (const b of inOrder.slice(index + 1)) {
      expect(compareInTime(a, b)).toBeLessThan(0);
      expect(compareInTime(b, a)).toBeGreaterThan(0);
    }
  }
});

test('a punch is the same when terminal, wall time and key are', () => {
  expect(isSamePunch(base.ref, { ...base.ref })).toBe(true);
  expect(isSamePunch(base.ref, { ...base.ref, serial: 'SAMPLE2' })).toBe(false);
  expect(isSamePunch(base.ref, { ...base.ref, status: 0 })).toBe(false);
  expect(isSamePunch(base.ref, { ...base.ref, wallTime: later })).toBe(false);
});
