import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import { dueDownloadTime, dueNightlyTime, lastTimeOfDay } from './due-times.ts';

const at = (text: string) => text as Instant;
const daily = (...times: string[]) => ({ kind: 'daily', times }) as const;

describe('the last time that clocks showed a time of day', () => {
  test.each([
    [
      'today, when it has passed',
      '06:30',
      'Asia/Kolkata',
      '2026-03-02T02:00:00Z',
      '2026-03-02T01:00:00.000Z',
    ],
    ['at the very moment', '06:30', 'Asia/Kolkata', '2026-03-02T01:00:00Z', '2026-03-02T01:00:00.000Z'],
    ['yesterday, before it', '06:30', 'Asia/Kolkata', '2026-03-02T00:59:59Z', '2026-03-01T01:00:00.000Z'],
    ['in summer time', '06:30', 'Europe/Berlin', '2026-07-01T12:00:00Z', '2026-07-01T04:30:00.000Z'],
    ['in winter time', '06:30', 'Europe/Berlin', '2026-01-01T12:00:00Z', '2026-01-01T05:30:00.000Z'],
    [
      'that is skipped: after the gap',
      '02:30',
      'Europe/Berlin',
      '2026-03-29T12:00:00Z',
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'that comes twice: the first',
      '02:30',
      'Europe/Berlin',
      '2026-10-25T12:00:00Z',
      '2026-10-25T00:30:00.000Z',
    ],
    ['between the two', '02:30', 'Europe/Berlin', '2026-10-25T00:45:00Z', '2026-10-25T00:30:00.000Z'],
    ['in the second hour', '02:30', 'Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25T00:30:00.000Z'],
    ['far from UTC', '23:59', 'Pacific/Kiritimati', '2026-03-02T10:00:00Z', '2026-03-02T09:59:00.000Z'],
    ['at midnight', '00:00', 'America/Sao_Paulo', '2026-03-02T02:59:59Z', '2026-03-01T03:00:00.000Z'],
  ])('%s', (_, time, zone, now, expected) => {
    expect(lastTimeOfDay(time, zone, at(now))).toBe(expected);
  });

  test('is never later than now, and never more than two days ago', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) }),
        fc.nat(1439),
        fc.constantFrom(...zones),
        (epoch, minute, zone) => {
          const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
          const since = epoch - epochOf(lastTimeOfDay(time, zone, instantFromEpoch(epoch)));
          expect(since).toBeGreaterThanOrEqual(0);
          expect(since).toBeLessThanOrEqual(26 * 3_600_000);
        },
      ),
    );
  });
});

test('without a schedule nothing is due', () => {
  expect(dueDownloadTime({ kind: 'off' }, 'UTC', at('2026-03-02T09:00:00Z'))).toBeNull();
  expect(dueNightlyTime(null, 'UTC', at('2026-03-02T09:00:00Z'))).toBeNull();
});

test('every tick within an interval finds the same due time, the next interval another one', () => {
  const due = (now: string) => dueDownloadTime({ kind: 'interval', everyMinutes: 15 }, 'UTC', at(now));
  expect(due('2026-03-02T09:15:00Z')).toEqual(due('2026-03-02T09:29:59.999Z'));
  expect(due('2026-03-02T09:15:00Z')?.at).toBe('2026-03-02T09:15:00.000Z');
  expect(due('2026-03-02T09:30:00Z')?.name).not.toBe(due('2026-03-02T09:29:59Z')?.name);
});

test('an interval that is changed names other due times', () => {
  const name = (everyMinutes: number) =>
    dueDownloadTime({ kind: 'interval', everyMinutes }, 'UTC', at('2026-03-02T09:00:00Z'))?.name;
  expect(name(15)).not.toBe(name(30));
});

test('of two daily times the latest that has passed is due, across midnight', () => {
  const due = (now: string) => dueDownloadTime(daily('06:30', '23:30'), 'UTC', at(now))?.at;
  expect(due('2026-03-02T06:31:00Z')).toBe('2026-03-02T06:30:00.000Z');
  expect(due('2026-03-02T23:30:00Z')).toBe('2026-03-02T23:30:00.000Z');
  expect(due('2026-03-03T01:00:00Z')).toBe('2026-03-02T23:30:00.000Z');
});

test('a tick that comes late within six hours still finds the due time under the same name', () => {
  const due = (now: string) => dueDownloadTime(daily('06:30'), 'UTC', at(now));
  expect(due('2026-03-02T12:30:00Z')).toEqual(due('2026-03-02T06:30:00Z'));
  expect(due('2026-03-02T12:30:01Z')).toBeNull();
});

test('the hour that comes twice makes one due time of a daily time, and the skipped one too', () => {
  const names = (times: string[]) =>
    new Set(times.map((now) => dueDownloadTime(daily('02:30'), 'Europe/Berlin', at(now))?.name));
  expect(names(['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:30:00Z']).size).toBe(1);
  expect(names(['2026-03-29T01:30:00Z', '2026-03-29T02:00:00Z'])).toEqual(
    new Set(['download#daily-02:30#2026-03-29T01:30:00.000Z']),
  );
});

test('the nightly generation is due once a night, and not made up for in the afternoon', () => {
  const night = (now: string) => dueNightlyTime('02:30', 'UTC', at(now));
  expect(night('2026-03-02T02:30:00Z')?.name).toBe('nightly#2026-03-02T02:30:00.000Z');
  expect(night('2026-03-02T08:15:00Z')?.name).toBe('nightly#2026-03-02T02:30:00.000Z');
  expect(night('2026-03-02T15:00:00Z')).toBeNull();
});
