import { describe, expect, test } from 'vitest';
import { dayNumber } from '#shared/time/calendar.ts';
import { instantOf, localTimeSeconds } from '#shared/time/clock-text.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { type Zone, zoneNamed } from '#shared/time/zone.ts';
import { LocalWindow } from './local-window.ts';

/** A window of local time: where it lies around a day, over changes of clocks, and what it remembers. */

const berlin = zoneNamed('Europe/Berlin');
const utc = zoneNamed('UTC');

function windowOf(from: string, to: string, weekdays: readonly boolean[] | null = null): LocalWindow {
  const [begin, end] = [localTimeSeconds(from), localTimeSeconds(to)];
  return new LocalWindow(begin, end > begin ? end : end + 86_400, weekdays);
}

const numberOf = (date: string) => dayNumber(date as LocalDate);
const around = (window: LocalWindow, date: string, zone: Zone) =>
  window.around(numberOf(date), zone).map((second) => instantOf(second).slice(5, 16));

describe('where it lies', () => {
  test('on a day, the day before it and the day after it', () => {
    expect(around(windowOf('22:00', '06:00'), '2026-03-03', utc)).toEqual([
      ...['03-02T22:00', '03-03T06:00'],
      ...['03-03T22:00', '03-04T06:00'],
      ...['03-04T22:00', '03-05T06:00'],
    ]);
  });

  test('on the weekdays on which it begins', () => {
    const mondays = [true, false, false, false, false, false, false];
    const window = windowOf('22:00', '06:00', mondays);
    expect(around(window, '2026-03-03', utc)).toEqual(['03-02T22:00', '03-03T06:00']);
    expect(around(window, '2026-03-04', utc)).toEqual([]);
  });

  test('in each zone at its own time, whichever was asked about before', () => {
    const window = windowOf('22:00', '06:00', [false, true, false, false, false, false, false]);
    const inBerlin = ['03-03T21:00', '03-04T05:00'];
    const inUtc = ['03-03T22:00', '03-04T06:00'];
    expect(around(window, '2026-03-03', utc)).toEqual(inUtc);
    expect(around(window, '2026-03-03', berlin)).toEqual(inBerlin);
    expect(around(window, '2026-03-03', utc)).toEqual(inUtc);
  });
});

describe('the hour that spring skips', () => {
  // In Berlin 02:00 to 03:00 does not exist on 2026-03-29: 02:30 on the wall is 03:30, which is 01:30 in UTC.
  const sundays = [false, false, false, false, false, false, true];

  test('a window that begins in it and ends before it begins is none on that day', () => {
    expect(around(windowOf('02:30', '03:15', sundays), '2026-03-29', berlin)).toEqual([]);
    expect(around(windowOf('02:15', '03:15', sundays), '2026-03-29', berlin)).toEqual([]);
    expect(around(windowOf('02:15', '03:16', sundays), '2026-03-29', berlin)).toEqual([
      '03-29T01:15',
      '03-29T01:16',
    ]);
  });

  test('no second is in the window of two days', () => {
    // Saturday's ends at 02:30, Sunday's begins at 03:15.
    expect(around(windowOf('03:15', '02:30'), '2026-03-28', berlin)).toEqual([
      ...['03-27T02:15', '03-28T01:30'],
      ...['03-28T02:15', '03-29T01:30'],
      ...['03-29T01:30', '03-30T00:30'],
    ]);
  });
});

describe('what it remembers', () => {
  test('a day that was asked about once is not worked out again', () => {
    const window = windowOf('22:00', '06:00');
    const day = numberOf('2026-03-03');
    expect(window.around(day, utc)).toBe(window.around(day, utc));
  });

  test('nor when users of another zone come between', () => {
    const window = windowOf('22:00', '06:00');
    const day = numberOf('2026-03-03');
    const first = window.around(day, utc);
    window.around(day, berlin);
    expect(window.around(day, utc)).toBe(first);
  });
});
