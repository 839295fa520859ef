import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import {
  type AttendanceRulesPatch,
  ClockingSchedule,
  type DayResult,
  OvertimeLayer,
} from '../model/index.ts';
import { flexiHours, officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, dayOf, h, type Scenario } from '../testing/scenario.ts';

/** Section 6 of the rules, leave and work: what is taken off a leave before overtime is counted, and what after it. */

const monday = '2026-03-02';
const saturday = '2026-03-07';
const on = (...times: string[]) =>
  times.map((time, index) => `${monday} ${time} ${index % 2 === 0 ? 'in' : 'out'}`);
const half = (which: 'first' | 'second') => ({ kind: 'half', half: which });
const hours = (minutes: number) => ({ kind: 'hours', minutes });
const full = { kind: 'full' };
const taken = (...portions: object[]) =>
  portions.map((portion, index) => ({
    type: ['annual', 'sick', 'unpaid'][index] ?? 'other',
    from: monday,
    to: '2026-03-09',
    portion,
  }));
const layers = (...kinds: object[]): AttendanceRulesPatch => ({
  overtime: { layers: kinds.map((kind) => OvertimeLayer.parse({ code: 'OT', ...kind })) },
});
const daily = { kind: 'daily', beyond: 'expected' };
const around = layers({ kind: 'beforeIn' }, { kind: 'afterOut' });

/** Leave, regular time, overtime and expected time in hours. */
const figures = ({ leave, regular, overtime, expected }: DayResult) => [
  leave.reduce((sum, { seconds }) => sum + seconds, 0) / 3_600,
  regular / 3_600,
  overtime.reduce((sum, { seconds }) => sum + seconds, 0) / 3_600,
  expected / 3_600,
];
/** A shift from 9:00 to 17:00, eight hours. */
const day = (rules: AttendanceRulesPatch, more: Scenario) =>
  dayOf({ schedules: [plainShift('09:00', '17:00', rules)], ...more }, monday);
const saysSo = (result: DayResult) => codesOf(result).includes('worked-on-leave');

describe('leave by the hour', () => {
  const leaves = taken(hours(120));

  test('is less by the work in the shift beyond the hours that were left', () => {
    const whole = day(layers(daily), { leaves, punches: on('09:00', '17:00') });
    expect(figures(whole)).toEqual([0, 8, 0, 8]);
    const part = day(layers(daily), { leaves, punches: on('09:00', '16:00') });
    expect(figures(part)).toEqual([1, 7, 0, 7]);
  });

  test('is not less by work before or after the shift that a layer claims', () => {
    expect(figures(day(around, { leaves, punches: on('07:00', '15:00') }))).toEqual([2, 6, 2, 6]);
    expect(figures(day(around, { leaves, punches: on('11:00', '19:00') }))).toEqual([2, 6, 2, 6]);
  });

  test('is less by it where no layer does, and the day says so', () => {
    const result = day({}, { leaves, punches: on('07:00', '15:00') });
    expect(figures(result)).toEqual([0, 8, 0, 6]);
    expect(saysSo(result)).toBe(true);
  });

  test('beside half a day of leave: what lies in that half, or in the shift beyond the hours left', () => {
    const both = taken(half('first'), hours(60));
    // Three hours are left. One of the free half is worked, and four from 13:00 to 17:00.
    const result = day(layers(daily), { leaves: both, punches: on('09:00', '10:00', '13:00', '17:00') });
    expect(figures(result)).toEqual([3, 5, 0, 5]);
  });

  test('without fixed times is less by all work beyond the hours that were left', () => {
    const schedules = [flexiHours(layers(daily), 480)];
    expect(figures(dayOf({ schedules, leaves, punches: on('08:00', '15:00') }, monday))).toEqual([
      1, 7, 0, 7,
    ]);
  });
});

describe('half a day of leave', () => {
  test('is less by the work in the free half', () => {
    const first = day(layers(daily), { leaves: taken(half('first')), punches: on('11:00', '17:00') });
    expect(figures(first)).toEqual([2, 6, 0, 6]);
    const second = day(layers(daily), { leaves: taken(half('second')), punches: on('09:00', '15:00') });
    expect(figures(second)).toEqual([2, 6, 0, 6]);
  });

  test('is not less by work outside the shift that a layer claims', () => {
    const early = { leaves: taken(half('second')), punches: on('07:00', '13:00') };
    expect(figures(day(around, early))).toEqual([4, 4, 2, 4]);
    const twice = { leaves: taken(half('first')), punches: on('07:00', '09:00', '13:00', '17:00') };
    expect(figures(day(around, twice))).toEqual([4, 4, 2, 4]);
  });

  test('is not cancelled by work outside the free half', () => {
    const cancel = (...times: string[]) =>
      figures(
        day(
          { ...around, leave: { onWork: 'cancel' } },
          { leaves: taken(half('second')), punches: on(...times) },
        ),
      );
    expect(cancel('07:00', '13:00')).toEqual([4, 4, 2, 4]);
    expect(cancel('09:00', '14:00')).toEqual([0, 5, 0, 8]);
  });

  test('and regular time are together what is due, also where some of the work is in the free half', () => {
    // 11:00 to 13:00 is in the free half, 17:00 to 19:00 after the shift.
    const result = day({}, { leaves: taken(half('first')), punches: on('11:00', '19:00') });
    expect(figures(result)).toEqual([0, 8, 0, 6]);
  });

  test('is less by the longer half of a shift, in which nobody has worked on leave', () => {
    // Halves of 3:00 and 5:00, and 4:00 of leave.
    const result = dayOf(
      { schedules: [officeWeek()], leaves: taken(half('first')), punches: on('13:00', '18:00') },
      monday,
    );
    expect(figures(result)).toEqual([3, 5, 0, 4]);
    expect(saysSo(result)).toBe(false);
  });
});

describe('leave on a day on which nothing is expected', () => {
  const rest = (leave: AttendanceRulesPatch['leave'], type: string) =>
    dayOf(
      {
        schedules: [officeWeek({ leave })],
        leaves: [{ type, from: saturday, to: '2026-03-08', portion: full }],
        punches: [`${saturday} 10:00 in`, `${saturday} 12:00 out`],
      },
      saturday,
    );

  test('gives no expected time back where it is worked', () => {
    const types = { sick: { fullDayMinutes: 480, countsOn: ['restday' as const] } };
    expect(figures(rest({ types }, 'sick'))).toEqual([6, 2, 0, 0]);
  });

  test('takes nothing, so that nobody works on it', () => {
    const result = rest({}, 'sick');
    expect(figures(result)).toEqual([0, 2, 0, 0]);
    expect(saysSo(result)).toBe(false);
  });
});

describe('on a half holiday', () => {
  const holidays = [{ date: monday, name: 'Half', half: true }];
  const wants = (...portions: object[]) => {
    const result = day({}, { holidays, leaves: taken(...portions) });
    return [
      result.leave.map(({ type, seconds }) => `${type} ${seconds / 60}`),
      result.reasons.map(textOf).filter((text) => text.includes('wants time')),
    ];
  };

  test('leave for the second half wants nothing, so that it takes nothing of another leave', () => {
    expect(wants(half('first'), half('second'))).toEqual([['annual 240', 'sick 0'], []]);
  });

  test('the leave that has taken the time is named, not one that took nothing', () => {
    expect(wants(half('second'), full, full)).toEqual([
      ['annual 0', 'sick 240', 'unpaid 0'],
      ['unpaid wants time that sick has taken already'],
    ]);
  });

  test('with several shifts the free hours cover late, as far as they reach', () => {
    const split = ClockingSchedule.parse({
      id: 'split',
      name: 'Split',
      kind: 'daily',
      day: { shifts: [{ slots: { in: '09:00', out: '12:00' } }, { slots: { in: '13:00', out: '18:00' } }] },
    });
    const result = dayOf({ schedules: [split], holidays, punches: on('17:30', '18:00') }, monday);
    expect(result).toMatchObject({ expected: h(4), late: h(0, 30) });
  });
});
