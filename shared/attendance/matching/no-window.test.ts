import { describe, expect, test } from 'vitest';
import { ClockingSchedule } from '../model/index.ts';
import { cycleOf, plainShift, threeShifts } from '../testing/presets.ts';
import { codesOf, dayOf, daysOf, h } from '../testing/scenario.ts';

/** Section 2 of the rules: a shift without a window, and windows and thresholds of single shifts. */

const monday = '2026-03-02';
const none = { windowBeforeMinutes: null, windowAfterMinutes: null };

describe('a shift without a window', () => {
  const worked = (schedule: ClockingSchedule, ...punches: string[]) => {
    const day = dayOf({ schedules: [schedule], punches }, monday);
    return [day.worked, codesOf(day).includes('unscheduled')];
  };
  const free = plainShift('09:00', '18:00', { matching: none });

  test('takes whatever somebody punches around it', () => {
    expect(worked(free, `${monday} 05:30`, `${monday} 18:10`)).toEqual([h(12, 40), false]);
    expect(worked(free, `${monday} 09:00`, `${monday} 23:40`)).toEqual([h(14, 40), false]);
    expect(worked(plainShift('09:00', '18:00'), `${monday} 05:30`, `${monday} 23:40`)[1]).toBe(true);
  });

  test('is no longer than the longest shift: it opens that long before its end and closes that long after its start', () => {
    const matching = { ...none, maxShiftMinutes: 600 };
    const day = (punch: string) =>
      dayOf({ schedules: [plainShift('09:00', '18:00', { matching })], punches: [punch] }, monday);
    const takes = (punch: string) => !codesOf(day(punch)).includes('unscheduled');
    expect([takes(`${monday} 08:00`), takes(`${monday} 07:59`)]).toEqual([true, false]);
    expect([takes(`${monday} 19:00`), takes(`${monday} 19:01`)]).toEqual([true, false]);
  });

  test('is never shorter than its own times', () => {
    const matching = { ...none, maxShiftMinutes: 300 };
    const punches = [`${monday} 09:00`, `${monday} 14:00`];
    const schedule = plainShift('09:00', '18:00', { matching });
    expect(worked(schedule, ...punches)).toEqual([h(5), false]);
    expect(worked(schedule, `${monday} 15:00 in`, `${monday} 18:00 out`)).toEqual([h(3), false]);
  });

  test('leaves its neighbours what is theirs', () => {
    const schedules = [
      plainShift('06:00', '14:00', { matching: none }),
      plainShift('22:00', '06:00', { matching: none }),
    ];
    const rosters = [cycleOf(monday, ['sch_06_14', 'sch_22_06', null])];
    const days = daysOf(
      {
        schedules,
        rosters,
        assignments: [{ rosterId: 'ros_cycle', from: '2026-01-01' }],
        punches: [
          '2026-03-02 05:00 in',
          '2026-03-02 15:10 out',
          '2026-03-03 19:30 in',
          '2026-03-04 06:20 out',
        ],
      },
      monday,
      '2026-03-05',
    );
    expect(days.map(({ worked, status }) => [worked, status])).toEqual([
      [h(10, 10), 'present'],
      [h(10, 50), 'present'],
      [0, 'off-day'],
    ]);
  });

  test('of an open schedule settles when its longest shift is over', () => {
    const schedule = threeShifts({ matching: none });
    const at = (completeThrough: string) =>
      dayOf({ schedules: [schedule], completeThrough, now: completeThrough }, monday).status;
    // The night begins at 22:00 and can last sixteen hours.
    expect([at('2026-03-03T14:00:00Z'), at('2026-03-03T14:00:01Z')]).toEqual(['pending', 'absent']);
  });
});

describe('a shift with rules of its own', () => {
  const week = ClockingSchedule.parse({
    id: 'sch',
    name: 'Week',
    kind: 'weekly',
    rules: { thresholds: { lateGraceMinutes: 5, halfDayBelowMinutes: 300, absentBelowMinutes: 60 } },
    days: {
      monday: { shifts: [{ slots: { in: '09:00', out: '18:00' } }] },
      saturday: {
        shifts: [
          {
            slots: { in: '09:00', out: '13:30' },
            rules: {
              matching: { windowBeforeMinutes: 30 },
              thresholds: { lateGraceMinutes: 15, halfDayBelowMinutes: 180 },
            },
          },
        ],
      },
    },
  });
  const saturday = '2026-03-07';
  const on = (date: string, ...times: string[]) =>
    dayOf(
      {
        schedules: [week],
        punches: times.map((time, index) => `${date} ${time} ${index === 0 ? 'in' : 'out'}`),
      },
      date,
    );

  test('keeps its own grace, and the schedule the schedule’s', () => {
    expect(on(monday, '09:10', '18:00').late).toBe(h(0, 10));
    expect(on(saturday, '09:10', '13:30').late).toBe(0);
    expect(on(saturday, '09:16', '13:30').late).toBe(h(0, 16));
  });

  test('judges the day by its own thresholds, and by the schedule’s where it names none', () => {
    expect(on(monday, '09:00', '13:30').status).toBe('half-day');
    expect(on(saturday, '09:00', '13:30').status).toBe('present');
    expect(on(saturday, '09:00', '11:59').status).toBe('half-day');
    expect(on(saturday, '09:00', '09:59').status).toBe('absent');
  });

  test('has a window of its own', () => {
    const secondIn = (matching: object) => {
      const day = ClockingSchedule.parse({
        id: 'sch',
        name: 'Two shifts',
        kind: 'daily',
        day: {
          shifts: [
            { slots: { in: '08:00', out: '12:00' } },
            { slots: { in: '16:00', out: '20:00' }, rules: { matching } },
          ],
        },
      });
      const punches = ['08:00 in', '12:00 out', '14:45 in', '20:00 out'].map((time) => `${monday} ${time}`);
      return dayOf({ schedules: [day], punches }, monday).furtherShifts[0]?.slots.in?.wall.slice(11, 16);
    };
    expect([secondIn({}), secondIn({ windowBeforeMinutes: 90 })]).toEqual(['14:45', '14:45']);
    // From 15:00 on only: until then the window of the first shift is open.
    expect(secondIn({ windowBeforeMinutes: 60 })).toBeUndefined();
  });

  test('of a day with two shifts, the first that names thresholds decides about the day', () => {
    const schedules = [
      ClockingSchedule.parse({
        id: 'sch',
        name: 'Two shifts',
        kind: 'daily',
        rules: { thresholds: { halfDayBelowMinutes: 240 } },
        day: {
          shifts: [
            { slots: { in: '08:00', out: '12:00' }, rules: { thresholds: { lateGraceMinutes: 5 } } },
            {
              slots: { in: '14:00', out: '18:00' },
              rules: { thresholds: { halfDayBelowMinutes: 360 } },
            },
          ],
        },
      }),
    ];
    const punches = ['08:05 in', '12:00 out', '14:05 in', '15:30 out'].map((time) => `${monday} ${time}`);
    expect(dayOf({ schedules, punches }, monday)).toMatchObject({ status: 'half-day', late: h(0, 5) });
  });

  test('changes the version of its schedule, and a shift without rules does not', () => {
    const version = (rules?: object) =>
      dayOf(
        {
          schedules: [
            ClockingSchedule.parse({
              id: 'sch_09_18',
              name: '09:00 to 18:00',
              kind: 'daily',
              day: { shifts: [{ slots: { in: '09:00', out: '18:00' }, rules }] },
            }),
          ],
        },
        monday,
      ).rulesVersion;
    const plain = dayOf({ schedules: [plainShift('09:00', '18:00')] }, monday).rulesVersion;
    expect(version()).toBe(plain);
    expect(version({ thresholds: { lateGraceMinutes: 1 } })).not.toBe(plain);
  });

  test('has no other rules: those of the day, of the week and of the columns are the schedule’s', () => {
    const parse = (rules: object) =>
      ClockingSchedule.safeParse({
        id: 'sch',
        name: 'Sample',
        kind: 'daily',
        day: { shifts: [{ slots: { in: '09:00', out: '18:00' }, rules }] },
      }).success;
    expect(parse({ thresholds: { earlyGraceMinutes: 5 } })).toBe(true);
    expect(parse({ thresholds: { forgiveLatePerMonth: 2 } })).toBe(false);
    expect(parse({ matching: { maxShiftMinutes: 600 } })).toBe(false);
    expect(parse({ overtime: {} })).toBe(false);
  });
});
