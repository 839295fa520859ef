import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clockText,
  dayOfSeconds,
  daySeconds,
  epochSeconds,
  instantOf,
  isLocalTime,
  localTimeSeconds,
  midnightOf,
  minuteOf,
  wallSeconds,
  wallTimeOf,
} from './clock-text.ts';
import { decimalHours, hoursAndMinutes } from './duration-text.ts';
import type { Instant, WallTime } from './wall-time.ts';

test('a day begins at its midnight, also before 1970 and after 2038', () => {
  expect([-86_401, -86_400, -1, 0, 86_399, 86_400].map(dayOfSeconds)).toEqual([-2, -1, -1, 0, 0, 1]);
  fc.assert(
    fc.property(fc.integer({ min: -100_000_000_000, max: 300_000_000_000 }), (seconds) => {
      const midnight = midnightOf(seconds);
      expect(midnight).toBe(dayOfSeconds(seconds) * daySeconds);
      expect(seconds - midnight).toBeGreaterThanOrEqual(0);
      expect(seconds - midnight).toBeLessThan(daySeconds);
    }),
  );
});

test('a minute begins at its second 0, also before 1970 and after 2038', () => {
  expect([-61, -60, -59, -1, 0, 59, 60].map(minuteOf)).toEqual([-120, -60, -60, -60, 0, 0, 60]);
  fc.assert(
    fc.property(fc.integer({ min: -100_000_000_000, max: 300_000_000_000 }), (seconds) => {
      const minute = minuteOf(seconds);
      expect(Math.abs(minute % 60)).toBe(0);
      expect(seconds - minute).toBeGreaterThanOrEqual(0);
      expect(seconds - minute).toBeLessThan(60);
    }),
  );
});

test('wall times and instants are whole seconds and come back as text', () => {
  const wall = '2026-03-02T09:03:07' as WallTime;
  expect(wallTimeOf(wallSeconds(wall))).toBe(wall);
  expect(wallSeconds('1970-01-02T00:00:01' as WallTime)).toBe(86_401);
  expect(instantOf(epochSeconds('2026-03-02T09:03:07.999Z' as Instant))).toBe('2026-03-02T09:03:07Z');
  expect(epochSeconds('2026-03-02T09:03:07Z' as Instant)).toBe(Date.UTC(2026, 2, 2, 9, 3, 7) / 1_000);
});

test('moments come as text whatever was asked before: minutes, seconds, and days far apart', () => {
  const day = fc.oneof(
    fc.integer({ min: 20_514, max: 20_517 }),
    // Days that share a place in a memory of 512 days.
    fc.constantFrom(0, -1, 20_514 + 512, 20_514 - 512, -20_514),
  );
  const moment = fc
    .tuple(day, fc.integer({ min: 0, max: 1_439 }), fc.constantFrom(0, 0, 1, 59))
    .map(([days, minute, second]) => days * daySeconds + minute * 60 + second);
  fc.assert(
    fc.property(fc.array(moment, { minLength: 1, maxLength: 30 }), (moments) => {
      const isoTexts = moments.map((seconds) => new Date(seconds * 1_000).toISOString().slice(0, 19));
      expect(moments.map(wallTimeOf)).toEqual(isoTexts);
      expect(moments.map(instantOf)).toEqual(isoTexts.map((text) => `${text}Z`));
      expect(moments.map(wallTimeOf)).toEqual(isoTexts);
    }),
  );
});

test('the last second of a day and the first of the next one are on their own dates', () => {
  const midnight = 20_515 * daySeconds;
  expect([midnight, midnight - 1, midnight, midnight - 60].map(wallTimeOf)).toEqual([
    '2026-03-03T00:00:00',
    '2026-03-02T23:59:59',
    '2026-03-03T00:00:00',
    '2026-03-02T23:59:00',
  ]);
});

test('what is no moment has no text, and leaves the others theirs', () => {
  expect(() => wallTimeOf(Number.NaN)).toThrow(new RangeError('NaN seconds: no moment'));
  expect(() => instantOf(Infinity)).toThrow(RangeError);
  expect(() => instantOf(86_400.5)).toThrow(new RangeError('86400.5 seconds: write whole ones'));
  expect(wallTimeOf(0)).toBe('1970-01-01T00:00:00');
  expect(instantOf(86_460)).toBe('1970-01-02T00:01:00Z');
});

test('a time of day shows seconds only where there are some', () => {
  expect(clockText(9 * 3_600 + 180)).toBe('09:03');
  expect(clockText(9 * 3_600 + 187)).toBe('09:03:07');
  expect(clockText(-60)).toBe('23:59');
});

test('a local time is HH:MM and nothing else', () => {
  expect(localTimeSeconds('23:59')).toBe(86_340);
  for (const text of ['24:00', '9:00', '09:60', '09:00:00', '', 'ab:cd']) {
    expect(isLocalTime(text)).toBe(false);
    expect(() => localTimeSeconds(text)).toThrow(RangeError);
    expect(() => localTimeSeconds(text)).toThrow(`local time "${text}": write HH:MM, 00:00 to 23:59`);
  }
});

test('durations become hours and minutes or decimal hours once', () => {
  expect(hoursAndMinutes(29_700)).toBe('8:15');
  expect(hoursAndMinutes(-1_800)).toBe('-0:30');
  expect(hoursAndMinutes(-30)).toBe('0:00');
  expect(decimalHours(29_700)).toBe('8.25');
  expect(decimalHours(-1_200)).toBe('-0.33');
  expect(decimalHours(0)).toBe('0.00');
});
