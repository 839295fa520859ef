import { describe, expect, test } from 'vitest';
import { initialSettings } from '#shared/contract/initial-settings.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { dueRetention, keptTimesOf, type RetentionOf } from './kept-times.ts';

const at = (text: string) => text as Instant;
const day = (text: string) => text as LocalDate;

const settingsWith = (some: Partial<RetentionOf>): RetentionOf => ({
  zone: 'Asia/Kolkata',
  sheets: initialSettings.sheets,
  retention: { timesMonths: 24 },
  ...some,
});

describe('the first day that is kept', () => {
  test('goes by the month of the night in the organisation’s zone', () => {
    // 02:30 in Kolkata on 1 April is 21:00 in UTC on 31 March.
    expect(dueRetention(settingsWith({}), at('2026-03-31T20:59:59.000Z'))?.from).toBe('2024-03-01');
    expect(dueRetention(settingsWith({}), at('2026-03-31T21:00:00.000Z'))).toEqual({
      at: '2026-03-31T21:00:00.000Z',
      from: '2024-04-01',
    });
  });

  test('is not moved by a change of the same day: it can be undone for a day', () => {
    const settings = settingsWith({ timesKept: { changedAt: at('2026-03-20T12:00:00.000Z') } });
    expect(dueRetention(settings, at('2026-03-20T22:00:00.000Z'))).toBeUndefined();
    expect(keptTimesOf(settings, at('2026-03-20T22:00:00.000Z'))).toEqual({
      next: { at: '2026-03-21T21:00:00.000Z', from: '2024-03-01' },
    });
    expect(dueRetention(settings, at('2026-03-21T21:00:00.000Z'))?.from).toBe('2024-03-01');
  });

  test('never moves back: for more months, or for ever, what was deleted is still looked for and nothing else', () => {
    const timesKept = { from: day('2024-03-01') };
    for (const retention of [{ timesMonths: 60 }, undefined, {}]) {
      const settings = settingsWith({ retention, timesKept });
      expect(dueRetention(settings, at('2026-05-20T12:00:00.000Z'))?.from).toBe('2024-03-01');
      expect(keptTimesOf(settings, at('2026-05-20T12:00:00.000Z'))).toEqual({ from: '2024-03-01' });
    }
  });

  test('is none where times are kept for ever and nothing was deleted', () => {
    const settings = settingsWith({ retention: undefined });
    expect(dueRetention(settings, at('2026-05-20T12:00:00.000Z'))).toBeUndefined();
    expect(keptTimesOf(settings, at('2026-05-20T12:00:00.000Z'))).toEqual({});
  });
});
