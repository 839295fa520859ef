import { describe, expect, test } from 'vitest';
import { ClockingSchedule } from '#shared/attendance/model/index.ts';
import { problemsOf } from './schedule-problems.ts';

const daily = (shifts: object[]): ClockingSchedule => ({
  id: 'day',
  name: 'Day',
  rules: {},
  kind: 'daily',
  day: {
    dayType: 'workday',
    shifts: shifts.map((shift) => ({
      slots: { in: '09:00', out: '17:00' },
      rangeUntil: {},
      paidBreak: false,
      outOnNextDay: false,
      ...shift,
    })),
  },
});

/** What only this check says must be what the schema says too. */
function agrees(schedule: ClockingSchedule): boolean {
  return ClockingSchedule.safeParse(schedule).success === (problemsOf(schedule).length === 0);
}

describe('what keeps a schedule from being saved', () => {
  const cases = [
    ['nothing', daily([{}]), undefined],
    ['no shift', daily([]), 'no-shift'],
    ['half a break', daily([{ slots: { in: '09:00', break: '12:00', out: '17:00' } }]), 'break-alone'],
    ['OT without an end', daily([{ slots: { in: '09:00', out: '17:00', ot: '18:00' } }]), 'ot-alone'],
    ['no length', daily([{ slots: { in: '09:00', out: '09:00' } }]), 'no-length'],
    [
      'a whole day',
      daily([{ slots: { in: '09:00', out: '08:00', ot: '08:30', done: '09:30' } }]),
      'too-long',
    ],
    ['two at once', daily([{}, { slots: { in: '16:00', out: '20:00' } }]), 'shifts-overlap'],
    ['no name', { ...daily([{}]), name: ' ' }, 'no-name'],
  ] as const;

  test.each(cases)('%s', (_, schedule, kind) => {
    expect(problemsOf(schedule)[0]?.kind).toBe(kind);
    expect(agrees(schedule)).toBe(true);
  });

  test('the weekday is named', () => {
    const week = ClockingSchedule.parse({ id: 'w', name: 'Week', kind: 'weekly', days: {} });
    if (week.kind !== 'weekly') throw new Error('weekly');
    const days = { ...week.days, tuesday: { dayType: 'workday' as const, shifts: [] } };
    expect(problemsOf({ ...week, days })).toEqual([{ kind: 'no-shift', weekday: 'tuesday' }]);
  });
});
