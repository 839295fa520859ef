import { expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { dayClock } from '../../day/strip-scale.ts';
import { countedSpans, plannedShifts, planSpans } from './day-lanes.ts';

const date = '2026-03-03';
const clock = dayClock(date as LocalDate, 'Europe/Berlin');
const time = (column: string, wall: string) => ({ key: 'column.time', values: { column, time: wall } });

test('the plan is read out of the story, and drawn around its break', () => {
  const shifts = plannedShifts([
    {
      lines: [
        { key: 'plan.workday', values: {} },
        {
          key: 'plan.shift',
          values: {
            times: [
              time('in', '2026-03-03T09:00:00'),
              time('break', '2026-03-03T12:00:00'),
              time('resume', '2026-03-03T13:00:00'),
              time('out', '2026-03-03T18:00:00'),
              time('ot', '2026-03-03T18:30:00'),
              time('done', '2026-03-03T21:00:00'),
            ],
          },
        },
      ],
    },
  ]);
  expect(shifts).toHaveLength(1);
  expect(planSpans(shifts[0] ?? {}, date, clock)).toEqual([
    { from: 540, to: 720, kind: 'plan' },
    { from: 780, to: 1_080, kind: 'plan' },
    { from: 1_110, to: 1_260, kind: 'overtime' },
  ]);
});

test('a night shift goes on behind midnight, and a change of clocks moves what comes after it', () => {
  const shift = { in: '2026-03-28T22:00:00', out: '2026-03-29T06:00:00' };
  const before = dayClock('2026-03-28' as LocalDate, 'Europe/Berlin');
  // Clocks go forward at two: the shift lasts seven hours.
  expect(planSpans(shift, '2026-03-28', before)).toEqual([{ from: 1_320, to: 1_740, kind: 'plan' }]);
});

test('between stretches that count there is a break', () => {
  const stretch = (from: string, to: string) => ({ from, to, seconds: 0, punches: [] }) as never;
  const intervals = [
    stretch('2026-03-03T08:00:00Z', '2026-03-03T11:00:00Z'),
    stretch('2026-03-03T12:00:00Z', '2026-03-03T17:00:00Z'),
  ];
  expect(countedSpans({ intervals }, clock)).toEqual([
    { from: 540, to: 720, kind: 'counted' },
    { from: 720, to: 780, kind: 'break' },
    { from: 780, to: 1_080, kind: 'counted' },
  ]);
});
