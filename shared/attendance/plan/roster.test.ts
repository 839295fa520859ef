import { describe, expect, test } from 'vitest';
import { ClockingSchedule, DutyRoster } from '../model/index.ts';
import { cycleOf, officeWeek, plainShift, threeShifts } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, daysOf, h, prepare } from '../testing/scenario.ts';
import { assertNoOverlap } from './plan-overlap.ts';

/** Section 1 of the rules: which shifts a user has. */

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);

describe('a duty roster', () => {
  const weekly = DutyRoster.parse({
    id: 'ros_week',
    name: 'Week',
    kind: 'weekly',
    days: {
      monday: { scheduleId: 'sch_09_17' },
      tuesday: { scheduleId: 'sch_06_12' },
      saturday: { scheduleId: 'sch_06_12', dayType: 'restday' },
      sunday: { dayType: 'holiday' },
    },
  });
  const schedules = [officeWeek(), plainShift('09:00', '17:00'), plainShift('06:00', '12:00')];
  const rostered = { schedules, rosters: [weekly], assignments: [{ rosterId: 'ros_week', from: monday }] };

  test('of a week has seven entries, and a weekday left out is an off day', () => {
    const week = daysOf(rostered, monday, '2026-03-09');
    expect(week.map(({ scheduleId, dayType, expected }) => [scheduleId, dayType, expected])).toEqual([
      ['sch_09_17', 'workday', h(8)],
      ['sch_06_12', 'workday', h(6)],
      [null, 'offday', 0],
      [null, 'offday', 0],
      [null, 'offday', 0],
      ['sch_06_12', 'restday', 0],
      [null, 'holiday', 0],
    ]);
  });

  test('repeats every week, also in the weeks before 1970-01-05', () => {
    const days = daysOf(
      { ...rostered, assignments: [{ rosterId: 'ros_week', from: '1969-01-01' }] },
      '1969-12-29',
      '1969-12-31',
    );
    expect(days.map((day) => day.scheduleId)).toEqual(['sch_09_17', 'sch_06_12']);
  });

  test('that is not assigned on a date leaves it to the default schedule of the organisation', () => {
    expect(dayOf(rostered, '2026-03-01')).toMatchObject({ scheduleId: 'sch_office', dayType: 'restday' });
    const until = { ...rostered, assignments: [{ rosterId: 'ros_week', from: monday, to: tuesday }] };
    expect(daysOf(until, monday, '2026-03-04').map((day) => day.scheduleId)).toEqual([
      'sch_09_17',
      'sch_office',
    ]);
  });

  test('of two that start on the same date the one with the later id is in force', () => {
    const rosters = [cycleOf(monday, ['sch_09_17'], 'ros_a'), cycleOf(monday, ['sch_06_12'], 'ros_b')];
    const assigned = (first: string, second: string) =>
      dayOf(
        {
          schedules,
          rosters,
          assignments: [
            { id: 'asg_1', rosterId: first, from: monday },
            { id: 'asg_2', rosterId: second, from: monday },
          ],
        },
        monday,
      ).scheduleId;
    expect(assigned('ros_a', 'ros_b')).toBe('sch_06_12');
    expect(assigned('ros_b', 'ros_a')).toBe('sch_09_17');
    const turned = {
      schedules,
      rosters,
      assignments: [
        { id: 'asg_2', rosterId: 'ros_b', from: monday },
        { id: 'asg_1', rosterId: 'ros_a', from: monday },
      ],
    };
    expect(dayOf(turned, monday).scheduleId).toBe('sch_06_12');
  });
});

describe('what beats what', () => {
  const schedules = [officeWeek(), plainShift('06:00', '12:00')];
  const holidays = [{ date: monday, name: 'Sample holiday' }];

  test('a holiday changes the day type and not the schedule, an override of the schedule keeps the holiday', () => {
    expect(dayOf({ schedules, holidays }, monday)).toMatchObject({
      scheduleId: 'sch_office',
      dayType: 'holiday',
    });
    const overrides = [{ date: monday, scheduleId: 'sch_06_12' }];
    expect(dayOf({ schedules, holidays, overrides }, monday)).toMatchObject({
      scheduleId: 'sch_06_12',
      dayType: 'holiday',
      expected: 0,
    });
  });

  test("HR's correction beats the override, the override the roster", () => {
    const overrides = [{ date: monday, scheduleId: 'sch_06_12', dayType: 'restday' }];
    expect(dayOf({ schedules, overrides }, monday)).toMatchObject({
      scheduleId: 'sch_06_12',
      dayType: 'restday',
    });
    const corrections = [
      { kind: 'set-day-type', date: monday, dayType: 'workday' },
      { kind: 'set-schedule', date: monday, scheduleId: 'sch_office' },
    ];
    expect(dayOf({ schedules, overrides, corrections }, monday)).toMatchObject({
      scheduleId: 'sch_office',
      dayType: 'workday',
      expected: h(8),
    });
    const none = [{ kind: 'set-schedule', date: monday, scheduleId: null }];
    expect(dayOf({ schedules, corrections: none }, monday)).toMatchObject({
      scheduleId: null,
      dayType: 'offday',
    });
  });

  test('a schedule that is set on an off day is worked, and one that is taken from a workday is not', () => {
    const rosters = [cycleOf(monday, [null])];
    const assignments = [{ rosterId: 'ros_cycle', from: monday }];
    const set = (scheduleId: string | null) => ({
      corrections: [{ kind: 'set-schedule', date: monday, scheduleId }],
    });
    expect(dayOf({ schedules, rosters, assignments }, monday).dayType).toBe('offday');
    expect(dayOf({ schedules, rosters, assignments, ...set('sch_06_12') }, monday)).toMatchObject({
      scheduleId: 'sch_06_12',
      dayType: 'workday',
      expected: h(6),
    });
    expect(dayOf({ schedules, ...set(null) }, monday)).toMatchObject({ scheduleId: null, dayType: 'offday' });
  });

  test('of two overrides of a date the one with the later id counts, whatever their order', () => {
    const [a, b] = [
      { id: 'ovr_a', date: monday, dayType: 'restday' },
      { id: 'ovr_b', date: monday, dayType: 'offday' },
    ];
    expect(dayOf({ schedules, overrides: [a, b] }, monday).dayType).toBe('offday');
    expect(dayOf({ schedules, overrides: [b, a] }, monday).dayType).toBe('offday');
  });

  test('a calendar of the user beats that of the organisation', () => {
    const user = { calendarId: 'cal_other' } as never;
    expect(dayOf({ schedules, holidays, user }, monday).dayType).toBe('workday');
  });
});

describe('expected time', () => {
  test.each(['restday', 'offday', 'holiday'])('is 0 on a %s, whatever is scheduled', (dayType) => {
    const overrides = [{ date: monday, dayType }];
    const day = dayOf({ schedules: [officeWeek()], overrides, punches: on('09:00', '12:00') }, monday);
    expect(day).toMatchObject({ dayType, expected: 0, worked: h(3), short: 0, late: 0, early: 0 });
  });

  test('of a day with three shifts is their sum', () => {
    const shifts = [
      { slots: { in: '06:00', out: '09:00' } },
      { slots: { in: '11:00', out: '14:00' } },
      { slots: { in: '17:00', break: '18:00', resume: '18:15', out: '20:00' } },
    ];
    const three = ClockingSchedule.parse({ id: 'sch', name: 'Three', kind: 'daily', day: { shifts } });
    expect(dayOf({ schedules: [three] }, monday).expected).toBe(h(8, 45));
    const four = [...shifts, { slots: { in: '21:00', out: '22:00' } }];
    expect(() =>
      ClockingSchedule.parse({ id: 'sch', name: 'Four', kind: 'daily', day: { shifts: four } }),
    ).toThrow('a day has at most three shifts');
  });

  test('of an open schedule on which nobody has chosen is that of its first shift', () => {
    const shifts = [{ slots: { in: '06:00', out: '12:00' } }, { slots: { in: '12:00', out: '22:00' } }];
    const open = ClockingSchedule.parse({ id: 'sch', name: 'Open', kind: 'open', shifts });
    expect(dayOf({ schedules: [open] }, monday)).toMatchObject({
      expected: h(6),
      short: h(6),
      status: 'absent',
    });
    expect(dayOf({ schedules: [open], punches: on('12:10', '22:00') }, monday)).toMatchObject({
      expected: h(10),
      short: h(0, 10),
      late: h(0, 10),
    });
  });

  test('is reduced by leave: half a day and hours together, never below 0', () => {
    const leave = (...portions: object[]) =>
      dayOf(
        {
          schedules: [officeWeek()],
          leaves: portions.map((portion, index) => ({
            id: `lve_${index}`,
            type: `type ${index}`,
            from: monday,
            to: tuesday,
            portion,
          })),
        },
        monday,
      );
    expect(leave({ kind: 'half', half: 'first' }, { kind: 'hours', minutes: 60 })).toMatchObject({
      expected: h(3),
      leave: [
        { type: 'type 0', seconds: h(4) },
        { type: 'type 1', seconds: h(1) },
      ],
    });
    expect(leave({ kind: 'hours', minutes: 600 })).toMatchObject({
      expected: 0,
      status: 'leave',
      leave: [{ type: 'type 0', seconds: h(8) }],
    });
    expect(leave({ kind: 'half', half: 'first' }, { kind: 'full' })).toMatchObject({
      expected: 0,
      leave: [{ seconds: h(4) }, { seconds: h(4) }],
    });
  });

  test('leave ends before its `to`, and counts on workdays only', () => {
    const leaves = [{ type: 'annual', from: '2026-03-05', to: '2026-03-10', portion: { kind: 'full' } }];
    const days = daysOf({ schedules: [officeWeek()], leaves }, '2026-03-04', '2026-03-11');
    expect(days.map((day) => day.status)).toEqual([
      'absent',
      'leave',
      'leave',
      'rest-day',
      'rest-day',
      'leave',
      'absent',
    ]);
  });

  test("HR's leave of a type takes the place of the leave of that type", () => {
    const leaves = [{ type: 'annual', from: monday, to: tuesday, portion: { kind: 'full' } }];
    const corrections = [
      { kind: 'set-leave', date: monday, type: 'annual', portion: { kind: 'hours', minutes: 120 } },
      { kind: 'set-leave', date: monday, type: 'sick', portion: { kind: 'hours', minutes: 30 } },
    ];
    expect(dayOf({ schedules: [officeWeek()], leaves, corrections }, monday)).toMatchObject({
      expected: h(5, 30),
      leave: [
        { type: 'annual', seconds: h(2) },
        { type: 'sick', seconds: h(0, 30) },
      ],
    });
  });

  test("HR's leave of a type leaves the leave of other types", () => {
    const leaves = [{ type: 'annual', from: monday, to: tuesday, portion: { kind: 'hours', minutes: 60 } }];
    const corrections = [
      { kind: 'set-leave', date: monday, type: 'sick', portion: { kind: 'hours', minutes: 30 } },
    ];
    expect(dayOf({ schedules: [officeWeek()], leaves, corrections }, monday)).toMatchObject({
      expected: h(6, 30),
      leave: [
        { type: 'sick', seconds: h(0, 30) },
        { type: 'annual', seconds: h(1) },
      ],
    });
  });

  test('several leaves of a day are taken in the order of their ids, whatever their order in the list', () => {
    const half = {
      id: 'lve_a',
      type: 'half',
      from: monday,
      to: tuesday,
      portion: { kind: 'half', half: 'first' },
    };
    const full = { id: 'lve_b', type: 'full', from: monday, to: tuesday, portion: { kind: 'full' } };
    for (const leaves of [
      [half, full],
      [full, half],
    ]) {
      expect(dayOf({ schedules: [officeWeek()], leaves }, monday).leave).toEqual([
        { type: 'half', seconds: h(4) },
        { type: 'full', seconds: h(4) },
      ]);
    }
  });

  test('of hours of leave does not halve the limits of a half day, half a day of leave does', () => {
    const thresholds = { halfDayBelowMinutes: 300 };
    const status = (portion: object) =>
      dayOf(
        {
          schedules: [plainShift('09:00', '17:00', { thresholds })],
          leaves: [{ type: 'annual', from: monday, to: tuesday, portion }],
          punches: on('09:00 in', '12:00 out'),
        },
        monday,
      ).status;
    expect(status({ kind: 'hours', minutes: 60 })).toBe('half-day');
    expect(status({ kind: 'half', half: 'second' })).toBe('present');
  });

  test('half a day of leave on a half holiday leaves nothing to be worked', () => {
    const holidays = [{ date: monday, name: 'Half', half: true }];
    const leaves = [{ type: 'annual', from: monday, to: tuesday, portion: { kind: 'half', half: 'first' } }];
    expect(dayOf({ schedules: [officeWeek()], holidays, leaves }, monday)).toMatchObject({
      expected: 0,
      leave: [{ seconds: h(4) }],
      status: 'leave',
    });
  });
});

describe('an open schedule', () => {
  const open = (first: string, more: object = {}) =>
    dayOf({ schedules: [threeShifts({ matching: more })], punches: on(`${first} in`, '18:00 out') }, monday);

  test('takes a first punch from 60 minutes before to 60 minutes after a start', () => {
    expect(open('05:00').late).toBe(0);
    expect(codesOf(open('05:00'))).not.toContain('unscheduled');
    expect(codesOf(open('04:59'))).toContain('unscheduled');
    expect(open('07:00').late).toBe(h(1));
    expect(codesOf(open('07:01'))).toContain('unscheduled');
  });

  test('chooses the nearest start, of two equally near the earlier', () => {
    const wide = { qualifyBeforeMinutes: 300, qualifyAfterMinutes: 300, windowBeforeMinutes: 300 };
    expect(open('09:59', wide).late).toBe(h(3, 59));
    expect(open('10:00', wide).late).toBe(h(4));
    expect(open('10:01', wide)).toMatchObject({ late: 0, early: h(4) });
  });

  test('is not chosen by a departure', () => {
    const punches = on('06:00 out', '13:55 in', '22:00 out');
    const day = dayOf({ schedules: [threeShifts()], punches }, monday);
    expect(columnsOf(day)).toEqual({ in: '13:55', out: '22:00' });
    expect(day.worked).toBe(h(8, 5));
  });
});

describe('overlapping shifts', () => {
  const overlap = (rosters: DutyRoster[], user: object = {}) => {
    const { input, book } = prepare(
      {
        schedules: [plainShift('22:00', '06:00'), plainShift('05:00', '13:00')],
        rosters,
        assignments: [{ rosterId: 'ros_cycle', from: '2026-01-01' }],
        user: user as never,
      },
      tuesday,
      '2026-03-04',
    );
    return () => assertNoOverlap(input, book, input);
  };

  test('are found across the edges of the dates that are checked', () => {
    expect(overlap([cycleOf(monday, ['sch_22_06', 'sch_05_13', null])])).toThrow(/2026-03-02.*2026-03-03/);
    expect(overlap([cycleOf(monday, [null, 'sch_22_06', 'sch_05_13'])])).toThrow(/2026-03-03.*2026-03-04/);
    expect(overlap([cycleOf(monday, ['sch_05_13', null, 'sch_22_06'])])).not.toThrow();
  });

  test('do not matter on days on which the user is not employed', () => {
    const roster = [cycleOf(monday, ['sch_22_06', 'sch_05_13', null])];
    expect(overlap(roster, { issuedOn: tuesday })).not.toThrow();
  });
});

test('each of several suspensions counts', () => {
  const suspended = [
    { from: monday, to: tuesday },
    { from: '2026-03-04', to: '2026-03-05' },
  ];
  const days = daysOf({ schedules: [officeWeek()], user: { suspended } as never }, monday, '2026-03-06');
  expect(days.map(({ status }) => status)).toEqual(['not-employed', 'absent', 'not-employed', 'absent']);
});

test('a day without fixed times expects its minutes on workdays only', () => {
  const dayTypes = { saturday: 'restday' };
  const flexi = ClockingSchedule.parse({
    id: 'sch',
    name: 'Flexi',
    kind: 'flexi',
    expectedMinutes: 450,
    dayTypes,
  });
  const days = daysOf({ schedules: [flexi] }, '2026-03-06', '2026-03-09');
  expect(days.map(({ expected, status }) => [expected, status])).toEqual([
    [h(7, 30), 'absent'],
    [0, 'rest-day'],
    [h(7, 30), 'absent'],
  ]);
});
