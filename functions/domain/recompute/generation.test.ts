import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isProblem } from '#shared/errors.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { anId, aUserId } from '#test/support/ids.ts';
import { requireRange } from '../ranges.ts';
import { currentDays, describeGeneration, userDaysMessages } from './generation.ts';

const date = (text: string) => text as LocalDate;

describe('a range', () => {
  test.each([
    ['2026-03-02', '2026-03-02'],
    ['2026-03-02', '2026-03-01'],
    ['2026-01-01', '2027-01-03'],
  ])('%s to %s is refused', (from, to) => {
    expect(() => requireRange(date(from), date(to))).toThrow(
      expect.toSatisfy((error: unknown) => isProblem(error, 'range.invalid')),
    );
  });

  test('may be one day, and 366 days', () => {
    requireRange(date('2026-03-02'), date('2026-03-03'));
    requireRange(date('2026-01-01'), date('2027-01-02'));
  });
});

test('the current days begin with the previous month and end with today', () => {
  const now = '2026-03-31T22:30:00Z' as Instant;
  expect(currentDays('UTC', now)).toEqual({ from: '2026-02-01', to: '2026-04-01' });
  expect(currentDays('Europe/Berlin', now)).toEqual({ from: '2026-03-01', to: '2026-04-02' });
  expect(currentDays('UTC', '2026-01-15T00:00:00Z' as Instant).from).toBe('2025-12-01');
});

test('years of one user come in pieces of at most 366 days, without gap or overlap', () => {
  fc.assert(
    fc.property(fc.nat(2_000), (days) => {
      const from = date('2020-02-29');
      const to = addDays(from, days);
      const messages = userDaysMessages('default', aUserId('7'), { from, to });
      let next = from;
      for (const message of messages) {
        expect([message.from, message.userIds]).toEqual([next, ['7']]);
        requireRange(message.from, message.to);
        next = message.to;
      }
      expect(next).toBe(to);
    }),
  );
});

describe('a job', () => {
  const job = {
    id: anId('job', 1),
    requestedBy: 'key:1',
    requestedAt: '2026-03-02T09:00:00Z' as Instant,
    from: date('2026-03-01'),
    to: date('2026-03-03'),
    expiresAt: 0,
  };
  const part = { users: 2, rows: 4, changed: 1, failed: [] };

  test('runs until as many parts are done as there are', () => {
    expect(describeGeneration({ ...job, done: [] })).toMatchObject({
      state: 'running',
      parts: null,
      partsDone: 0,
    });
    expect(describeGeneration({ ...job, parts: 2, done: [part] }).state).toBe('running');
    expect(describeGeneration({ ...job, parts: 2, done: [part, part] })).toMatchObject({
      state: 'done',
      users: 4,
      rows: 8,
      changed: 2,
    });
  });

  test('without users is done at once', () => {
    expect(describeGeneration({ ...job, parts: 0, done: [] }).state).toBe('done');
  });

  test('names the users who could not be computed', () => {
    expect(
      describeGeneration({ ...job, parts: 1, done: [{ ...part, failed: [aUserId('7')] }] }),
    ).toMatchObject({
      state: 'partly-failed',
      failedUsers: ['7'],
    });
  });
});
