import { expect, test } from 'vitest';
import {
  cycleOf,
  flexiHours,
  nightShift,
  officeWeek,
  plainShift,
  sixColumns,
  threeShifts,
} from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, daysOf, h, prepare } from '../testing/scenario.ts';
import { assertNoOverlap } from './plan-overlap.ts';

const monday = '2026-03-02';

test('a weekly schedule has a definition for each weekday', () => {
  const week = daysOf({ schedules: [officeWeek()] }, '2026-03-02', '2026-03-09');
  expect(week.map((day) => day.dayType)).toEqual([
    ...Array.from({ length: 5 }, () => 'workday'),
    'restday',
    'restday',
  ]);
  expect(week.map((day) => day.expected)).toEqual([...Array.from({ length: 5 }, () => h(8)), 0, 0]);
});

test('expected time is from IN to OUT without the unpaid break', () => {
  expect(dayOf({ schedules: [sixColumns()] }, monday).expected).toBe(h(8));
  expect(dayOf({ schedules: [plainShift('09:00', '17:30')] }, monday).expected).toBe(h(8, 30));
});

test('a shift whose OUT is earlier than its IN crosses midnight', () => {
  expect(dayOf({ schedules: [nightShift()] }, monday).expected).toBe(h(8));
});

test('expected time is elapsed time: a night over the spring change of clocks is an hour shorter', () => {
  const night = { zone: 'Europe/Berlin', schedules: [nightShift()] };
  expect(dayOf(night, '2026-03-28').expected).toBe(h(7));
  expect(dayOf(night, '2026-10-24').expected).toBe(h(9));
});

test('a cycle roster of three on and one off repeats from its anchor date, before it as well', () => {
  const scenario = {
    schedules: [plainShift('09:00', '17:00')],
    rosters: [cycleOf('2026-03-02', ['sch_09_17', 'sch_09_17', 'sch_09_17', null])],
    assignments: [{ rosterId: 'ros_cycle', from: '2026-01-01' }],
  };
  const days = daysOf(scenario, '2026-03-01', '2026-03-07');
  expect(days.map((day) => day.dayType)).toEqual([
    'offday',
    'workday',
    'workday',
    'workday',
    'offday',
    'workday',
  ]);
});

test('a later assignment never re-dates an earlier day, and a temporary one gives way again', () => {
  const scenario = {
    schedules: [plainShift('09:00', '17:00'), plainShift('06:00', '12:00')],
    rosters: [
      cycleOf('2026-03-02', ['sch_09_17'], 'ros_day'),
      cycleOf('2026-03-02', ['sch_06_12'], 'ros_early'),
    ],
    assignments: [
      { rosterId: 'ros_early', from: '2026-03-03', to: '2026-03-05' },
      { rosterId: 'ros_day', from: '2026-01-01' },
    ],
  };
  const days = daysOf(scenario, '2026-03-02', '2026-03-06');
  expect(days.map((day) => day.scheduleId)).toEqual(['sch_09_17', 'sch_06_12', 'sch_06_12', 'sch_09_17']);
});

test('an override of a date beats the roster', () => {
  const scenario = {
    schedules: [officeWeek(), plainShift('06:00', '12:00')],
    overrides: [
      { date: '2026-03-03', scheduleId: 'sch_06_12' },
      { date: '2026-03-04', scheduleId: null },
    ],
  };
  const [changed, off] = daysOf(scenario, '2026-03-03', '2026-03-05');
  expect([changed?.scheduleId, changed?.expected]).toEqual(['sch_06_12', h(6)]);
  expect([off?.dayType, off?.expected]).toEqual(['offday', 0]);
});

test('a holiday changes the day type, unless an override says otherwise', () => {
  const scenario = { schedules: [officeWeek()], holidays: [{ date: monday, name: 'Sample holiday' }] };
  expect(dayOf(scenario, monday)).toMatchObject({ dayType: 'holiday', status: 'holiday', expected: 0 });
  const working = { ...scenario, overrides: [{ date: monday, dayType: 'workday' }] };
  expect(dayOf(working, monday)).toMatchObject({ dayType: 'workday', expected: h(8) });
});

test('a half holiday stays a workday with half the expected time', () => {
  const scenario = { schedules: [officeWeek()], holidays: [{ date: monday, name: 'Half', half: true }] };
  expect(dayOf(scenario, monday)).toMatchObject({ dayType: 'workday', expected: h(4) });
});

test('outside issue and expiry, both days counted, and while suspended nobody is employed', () => {
  const user = {
    issuedOn: '2026-03-03',
    expiresOn: '2026-03-05',
    suspended: [{ from: '2026-03-04', to: '2026-03-05' }],
  } as never;
  const days = daysOf({ schedules: [officeWeek()], user }, '2026-03-02', '2026-03-07');
  expect(days.map((day) => day.status)).toEqual([
    'not-employed',
    'absent',
    'not-employed',
    'absent',
    'not-employed',
  ]);
  expect(days[0]).toMatchObject({ expected: 0, short: 0, exceptions: [] });
});

test('a user without any plan is computed by the flexi rule and cannot be absent', () => {
  const scenario = {
    punches: ['2026-03-02 08:00', '2026-03-02 12:00', '2026-03-02 13:00', '2026-03-02 17:00'],
  };
  const [worked, free] = daysOf(scenario, '2026-03-02', '2026-03-04');
  expect(worked).toMatchObject({ scheduleId: null, worked: h(8), status: 'present' });
  expect(free).toMatchObject({ status: 'off-day', short: 0 });
});

test('leave takes the whole day, half of it or hours from the expected time', () => {
  const leaveOf = (portion: object) =>
    dayOf(
      { schedules: [officeWeek()], leaves: [{ type: 'annual', from: monday, to: '2026-03-03', portion }] },
      monday,
    );
  expect(leaveOf({ kind: 'full' })).toMatchObject({
    expected: 0,
    leave: [{ type: 'annual', seconds: h(8) }],
    status: 'leave',
  });
  expect(leaveOf({ kind: 'half', half: 'first' })).toMatchObject({ expected: h(4), status: 'absent' });
  expect(leaveOf({ kind: 'hours', minutes: 90 })).toMatchObject({ expected: h(6, 30) });
});

test('leave on a rest day takes nothing', () => {
  const leaves = [{ type: 'annual', from: '2026-03-07', to: '2026-03-08', portion: { kind: 'full' } }];
  expect(dayOf({ schedules: [officeWeek()], leaves }, '2026-03-07')).toMatchObject({
    leave: [],
    status: 'rest-day',
  });
});

test('overlapping shifts of a user are refused with a message that names both', () => {
  const { input, book } = prepare(
    {
      schedules: [nightShift(), plainShift('05:00', '13:00')],
      rosters: [cycleOf('2026-03-02', ['sch_night', 'sch_05_13'])],
      assignments: [{ rosterId: 'ros_cycle', from: '2026-03-01' }],
    },
    '2026-03-02',
    '2026-03-03',
  );
  expect(() => assertNoOverlap(input, book, input)).toThrow(
    /22:00 to 06:00 on 2026-03-02, 22:00–06:00.*05:00 to 13:00 on 2026-03-03, 05:00–13:00/,
  );
});

test('shifts that touch do not overlap', () => {
  const { input, book } = prepare(
    {
      schedules: [nightShift(), plainShift('06:00', '14:00')],
      rosters: [cycleOf('2026-03-02', ['sch_night', 'sch_06_14'])],
      assignments: [{ rosterId: 'ros_cycle', from: '2026-03-01' }],
    },
    '2026-03-02',
    '2026-03-03',
  );
  expect(() => assertNoOverlap(input, book, input)).not.toThrow();
});

test('in an open schedule the first punch chooses the shift with the nearest start', () => {
  const scenario = {
    schedules: [threeShifts()],
    punches: [
      '2026-03-02 13:40',
      '2026-03-02 22:05',
      '2026-03-03 21:50',
      '2026-03-04 06:02',
      '2026-03-04 21:55',
      '2026-03-05 06:01',
    ],
  };
  const [late, night, secondNight] = daysOf(scenario, '2026-03-02', '2026-03-05');
  expect(columnsOf(late as never)).toEqual({ in: '13:40', out: '22:05' });
  expect(columnsOf(night as never)).toEqual({ in: '21:50', out: '06:02' });
  // 06:02 closes the night and does not choose the early shift of the 4th.
  expect(columnsOf(secondNight as never)).toEqual({ in: '21:55', out: '06:01' });
});

test('a punch further from every start than the schedule qualifies is unscheduled work', () => {
  const scenario = { schedules: [threeShifts()], punches: ['2026-03-02 07:01', '2026-03-02 10:00'] };
  const day = dayOf(scenario, monday);
  expect(codesOf(day)).toContain('unscheduled');
  expect(day.worked).toBe(h(2, 59));
  const wider = { ...scenario, schedules: [threeShifts({ matching: { qualifyAfterMinutes: 61 } })] };
  expect(dayOf(wider, monday)).toMatchObject({ scheduleId: 'sch_open', late: h(1, 1) });
  expect(codesOf(dayOf(wider, monday))).not.toContain('unscheduled');
});

test('a flexi schedule expects hours, not times', () => {
  const scenario = { schedules: [flexiHours({}, 480)], punches: ['2026-03-02 10:12', '2026-03-02 17:12'] };
  expect(dayOf(scenario, monday)).toMatchObject({ expected: h(8), worked: h(7), short: h(1), late: 0 });
});

test('a zone change takes effect at its date', () => {
  const scenario = {
    zone: 'Asia/Kolkata',
    schedules: [plainShift('09:00', '17:00')],
    user: { zoneChanges: [{ from: '2026-03-03', zone: 'Asia/Kathmandu' }] } as never,
  };
  const { input, book } = prepare(scenario, '2026-03-02', '2026-03-04');
  expect(input.user.zoneChanges).toHaveLength(1);
  const days = daysOf(
    { ...scenario, punches: ['2026-03-03 08:45', '2026-03-03 16:45'] },
    '2026-03-03',
    '2026-03-04',
  );
  // 08:45 in Kolkata is 09:00 in Kathmandu.
  expect(days[0]).toMatchObject({ worked: h(8), late: 0, early: 0 });
  expect(book.eras[0]?.schedules.size).toBe(1);
});
