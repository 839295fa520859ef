import { describe, expect, test } from 'vitest';
import { ClockingSchedule } from '../model/index.ts';
import { cycleOf } from '../testing/presets.ts';
import { codesOf, columnsOf, daysOf, h, type Scenario } from '../testing/scenario.ts';

/** Duties around the clock: a shift of a day and a little more. */

const monday = '2026-03-02';
const duty = (slots: object, rules: object = {}): Scenario => ({
  schedules: [
    ClockingSchedule.parse({
      id: 'duty',
      name: 'Duty',
      kind: 'daily',
      rules,
      day: { shifts: [{ slots, outOnNextDay: true }] },
    }),
  ],
  rosters: [cycleOf(monday, ['duty', null, null])],
  assignments: [{ rosterId: 'ros_cycle', from: '2026-01-01' }],
});
const week = (scenario: Scenario, ...punches: string[]) =>
  daysOf({ ...scenario, punches: punches.map((time) => `2026-03-${time}`) }, monday, '2026-03-06');

describe('a duty of 24 hours', () => {
  const around = duty({ in: '08:00', out: '08:00' });

  test('is one shift of its first day, also where the relief comes late', () => {
    const days = week(around, '02 07:55', '03 08:20');
    expect(days.map(({ worked, expected, status }) => [worked, expected, status])).toEqual([
      [h(24, 25), h(24), 'present'],
      [0, 0, 'off-day'],
      [0, 0, 'off-day'],
      [0, h(24), 'absent'],
    ]);
  });

  test('keeps its breaks, its forgotten OUT spoils nothing else', () => {
    const breaks = week(around, '02 08:00', '02 13:00', '02 13:30', '02 23:00', '03 03:00', '03 08:00');
    expect(breaks[0]).toMatchObject({ worked: h(19, 30), breakTaken: h(4, 30), status: 'present' });
    const [forgotten, , , next] = week(around, '02 08:00', '05 08:00', '06 08:10');
    expect(forgotten).toMatchObject({ worked: 0, status: 'incomplete' });
    expect(next).toMatchObject({ worked: h(24, 10), status: 'present' });
  });
});

test('a duty of 24 hours and a half ends later than it began', () => {
  const [day] = week(duty({ in: '08:00', out: '08:30' }), '02 08:00', '03 08:31');
  expect(day).toMatchObject({ expected: h(24, 30), worked: h(24, 31), status: 'present' });
  expect(day && columnsOf(day)).toEqual({ in: '08:00', out: '08:31' });
  expect(day && codesOf(day)).toEqual([]);
});

test('a duty is shared out to its dates where the day rule splits', () => {
  const days = week(
    duty({ in: '08:00', out: '08:00' }, { matching: { dayRule: 'split' } }),
    '02 08:00',
    '03 08:00',
  );
  expect(days.map(({ worked }) => worked)).toEqual([h(16), h(8), 0, 0]);
});

test.each([
  [{ in: '08:00', out: '08:00' }, false, 'set outOnNextDay for a duty of 24 hours'],
  [
    { in: '08:00', break: '20:00', resume: '21:00', out: '08:30' },
    false,
    'or set outOnNextDay for a longer duty',
  ],
  [{ in: '08:00', out: '15:00' }, true, 'a duty lasts at most 30 hours'],
])('%j with outOnNextDay %s is refused', (slots, outOnNextDay, message) => {
  const read = ClockingSchedule.safeParse({
    id: 'duty',
    name: 'Duty',
    kind: 'daily',
    day: { shifts: [{ slots, outOnNextDay }] },
  });
  expect(read.error?.issues.map((issue) => issue.message).join()).toContain(message);
});
