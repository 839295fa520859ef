import { expect, test } from 'vitest';
import type { Instant, WallTime } from '#shared/time/wall-time.ts';
import type { TimedPunch } from '../model/index.ts';
import { lookBackOf } from '../overtime/index.ts';
import { completeRules } from '../rules/index.ts';
import { compilePolicy } from '../rules/policy.ts';
import { followsLongRest } from './long-rest.ts';

/** Section 2 of the rules: a long stretch in mode auto was a rest when the punches after it pair up. */

const hour = 3_600;
const punchAt = (hours: number): TimedPunch => ({
  ref: { serial: 'SAMPLE1', wallTime: '2026-03-02T09:00:00' as WallTime, status: 255 },
  at: hours * hour,
  instant: '2026-03-02T09:00:00Z' as Instant,
  wall: hours * hour,
  recorded: hours * hour,
  flow: 0,
  order: 0,
  correctionId: null,
});

function rested(hours: readonly number[], matching: { restAfterMinutes?: number | null } = {}): boolean {
  const punches = hours.map(punchAt);
  const policy = compilePolicy(completeRules({ matching }), lookBackOf);
  return followsLongRest(punches, 1, punchAt(hours[0] ?? 0), policy);
}

test('after more than twelve hours two punches near each other were not one departure and an arrival', () => {
  expect(rested([0, 12, 20])).toBe(false);
  expect(rested([0, 12.1, 20])).toBe(true);
  expect(rested([0, 15, 24])).toBe(true);
});

test('an odd number of punches does not pair up', () => {
  expect(rested([0, 15])).toBe(false);
  expect(rested([0, 15, 18, 20])).toBe(false);
  expect(rested([0, 15, 18, 20, 24])).toBe(true);
});

test('what lies more than two thirds of the rest apart belongs to another day', () => {
  expect(rested([0, 15, 25])).toBe(true);
  expect(rested([0, 15, 25.1])).toBe(false);
  expect(rested([0, 15, 24, 40, 48])).toBe(true);
  expect(rested([0, 15, 18, 20, 36, 40])).toBe(false);
});

test('the rest has the length that the rules name, or is never looked for', () => {
  expect(rested([0, 9, 12], { restAfterMinutes: 480 })).toBe(true);
  expect(rested([0, 8, 12], { restAfterMinutes: 480 })).toBe(false);
  expect(rested([0, 15, 24], { restAfterMinutes: null })).toBe(false);
});
