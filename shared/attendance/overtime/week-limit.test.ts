import { expect, test } from 'vitest';
import { OvertimeLayer } from '../model/index.ts';
import { flexiHours } from '../testing/presets.ts';
import { codesOf, daysOf, h } from '../testing/scenario.ts';

/** Sections 7 and 8 of the rules: what looks at the week so far begins anew with every week. */

const week = (first: number) =>
  Array.from({ length: 5 }, (_, index) => `2026-03-${String(first + index).padStart(2, '0')}`);
const punches = [...week(2), ...week(9)].flatMap((date) => [`${date} 08:00`, `${date} 17:00`]);

test('the limit of the week is passed on its own days only', () => {
  const schedules = [flexiHours({ exceptions: { overWeeklyMinutes: 2_400 } })];
  const days = daysOf({ schedules, punches }, '2026-03-02', '2026-03-14');
  const over = days.filter((day) => codesOf(day).includes('over-weekly')).map(({ date }) => date);
  expect(over).toEqual(['2026-03-06', '2026-03-13']);
});

test('the limit itself is not beyond the limit, and a day without work passes nothing', () => {
  const schedules = [flexiHours({ exceptions: { overWeeklyMinutes: 2_700 } })];
  expect(daysOf({ schedules, punches }, '2026-03-02', '2026-03-14').flatMap(codesOf)).toEqual([]);
  const lower = [flexiHours({ exceptions: { overWeeklyMinutes: 2_640 } })];
  const codes = daysOf({ schedules: lower, punches }, '2026-03-06', '2026-03-09').map(codesOf);
  expect(codes).toEqual([['over-weekly'], [], []]);
});

test('days in a row end with a day without work, and with the week where the layer says so', () => {
  const paid = (more: object) => {
    const overtime = {
      layers: [OvertimeLayer.parse({ kind: 'consecutiveDays', code: 'ROW', days: 4, ...more })],
    };
    const dates = ['2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09', '2026-03-11'];
    const days = daysOf(
      {
        schedules: [flexiHours({ overtime })],
        punches: dates.flatMap((date) => [`${date} 08:00`, `${date} 10:00`]),
      },
      '2026-03-05',
      '2026-03-12',
    );
    return days.map(({ overtime: given }) => given[0]?.seconds ?? 0);
  };
  expect(paid({})).toEqual([0, 0, 0, h(2), h(2), 0, 0]);
  expect(paid({ withinWeek: true })).toEqual([0, 0, 0, h(2), 0, 0, 0]);
});
