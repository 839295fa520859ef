import { describe, expect, test } from 'vitest';
import { DutyRoster } from '../model/index.ts';
import { dayOn, plannedOn, planOf } from '../testing/planned.ts';
import { cycleOf, hoursOfWeek, officeWeek, plainShift } from '../testing/presets.ts';
import { h, type Scenario } from '../testing/scenario.ts';

/** Section 1 of the rules: what a plan says about a date, and what it expects of a week, day by day and in sum. */

const monday = '2026-03-02';
const saturday = '2026-03-07';
const nextMonday = '2026-03-09';
const schedules = [officeWeek()];

const expectedOfWeek = (scenario: Scenario) =>
  planOf(scenario, monday, nextMonday).expectedBetween(dayOn(monday), dayOn(nextMonday));
const leaveOn = (date: string, portion: object = { kind: 'full' }, type = 'annual') => ({
  type,
  from: date,
  to: new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10),
  portion,
});

describe('the plan of a day', () => {
  test('outside the planned dates is that of the nearest one', () => {
    const plan = planOf({ schedules }, monday, nextMonday);
    const on = (date: string) => plan.on(dayOn(date)).date;
    expect([on('2026-02-20'), on('2026-03-01'), on(monday)]).toEqual([monday, monday, monday]);
    expect([on('2026-03-08'), on(nextMonday), on('2026-04-01')]).toEqual(
      Array.from({ length: 3 }, () => '2026-03-08'),
    );
    expect(on('2026-03-04')).toBe('2026-03-04');
  });

  test('is not there where no date is planned', () => {
    expect(() => planOf({ schedules }, monday, monday).on(dayOn(monday))).toThrow(
      new RangeError('a plan holds at least one day'),
    );
  });
});

describe('what a plan expects of a week', () => {
  test('is the hours of its workdays, also of days outside the planned dates', () => {
    expect(expectedOfWeek({ schedules })).toEqual({ planned: h(40), holiday: 0, leave: 0 });
    const tuesdayAlone = planOf({ schedules }, '2026-03-03', '2026-03-04');
    for (let asked = 0; asked < 2; asked += 1) {
      expect(tuesdayAlone.expectedBetween(dayOn(monday), dayOn(nextMonday)).planned).toBe(h(40));
    }
    expect(tuesdayAlone.expectedBetween(dayOn(monday), dayOn(monday)).planned).toBe(0);
  });

  test('leaves out the days on which the user is not employed', () => {
    const user = { issuedOn: '2026-03-04' } as never;
    expect(expectedOfWeek({ schedules, user }).planned).toBe(h(24));
  });

  test('says what holidays take of it, half a holiday half a day', () => {
    const holidays = [
      { date: monday, name: 'Sample holiday' },
      { date: '2026-03-03', name: 'Sample eve', half: true },
      { date: saturday, name: 'Sample feast' },
    ];
    expect(expectedOfWeek({ schedules, holidays })).toEqual({ planned: h(40), holiday: h(12), leave: 0 });
  });

  test('says what leave takes of what holidays leave', () => {
    const holidays = [{ date: monday, name: 'Sample eve', half: true }];
    const leaves = [leaveOn(monday), leaveOn('2026-03-04', { kind: 'hours', minutes: 90 })];
    expect(expectedOfWeek({ schedules, holidays, leaves })).toEqual({
      planned: h(40),
      holiday: h(4),
      leave: h(5, 30),
    });
  });

  test('is not lowered by leave that counts where nothing is expected', () => {
    const countsOn = ['restday', 'holiday'];
    const rules = { leave: { types: { sick: { fullDayMinutes: 480, countsOn } } } } as never;
    const holidays = [{ date: monday, name: 'Sample holiday' }];
    const leaves = [leaveOn(saturday, { kind: 'full' }, 'sick'), leaveOn(monday, { kind: 'full' }, 'sick')];
    const scenario = { schedules, rules, holidays, leaves };
    expect(plannedOn(scenario, saturday).leave).toEqual([{ type: 'sick', seconds: h(8) }]);
    expect(plannedOn(scenario, monday).leave).toEqual([{ type: 'sick', seconds: h(8) }]);
    expect(expectedOfWeek(scenario)).toEqual({ planned: h(40), holiday: h(8), leave: 0 });
  });

  test('follows the day type that an override gives a date', () => {
    const on = (date: string, dayType: string) =>
      expectedOfWeek({ schedules: [plainShift('09:00', '17:00')], overrides: [{ date, dayType }] }).planned;
    expect(on(monday, 'restday')).toBe(h(48));
    expect(on(monday, 'workday')).toBe(h(56));
  });
});

describe('half a holiday', () => {
  const holidays = [
    { date: monday, name: 'Sample eve', half: true },
    { date: saturday, name: 'Sample eve', half: true },
  ];

  test('halves what is expected of a workday before leave', () => {
    expect(plannedOn({ schedules, holidays }, monday)).toMatchObject({
      fullExpected: h(4),
      expected: h(4),
      planned: h(8),
      takenByHoliday: h(4),
      isHalfDay: true,
      freeHalf: { first: false, second: true },
    });
    const leaves = [leaveOn(monday, { kind: 'hours', minutes: 60 })];
    expect(plannedOn({ schedules, holidays, leaves }, monday)).toMatchObject({
      fullExpected: h(4),
      expected: h(3),
    });
  });

  test('changes nothing of a rest day', () => {
    const { holiday, ...day } = plannedOn({ schedules, holidays }, saturday);
    expect(holiday).toMatchObject({ name: 'Sample eve', half: true });
    expect({ ...day, holiday: null }).toEqual(plannedOn({ schedules }, saturday));
  });
});

describe('hours of the week', () => {
  const flexi = hoursOfWeek();
  const leaves = [leaveOn(monday)];

  test('are shared out to the workdays, and a leave on one of them takes its share', () => {
    expect(expectedOfWeek({ schedules: [flexi], leaves })).toEqual({
      planned: h(20),
      holiday: 0,
      leave: h(4),
    });
  });

  test('have no share on a day that is made a rest day: a leave takes nothing of it', () => {
    const scenario = { schedules: [flexi], leaves, overrides: [{ date: monday, dayType: 'restday' }] };
    expect(plannedOn(scenario, monday).leave).toEqual([]);
    expect(expectedOfWeek(scenario)).toEqual({ planned: h(16), holiday: 0, leave: 0 });
  });
});

describe('an override that adds a schedule', () => {
  const early = plainShift('05:00', '08:00');
  const rosterOf = (entry: object): Scenario => ({
    schedules: [officeWeek(), early],
    rosters: [
      DutyRoster.parse({ id: 'ros', name: 'Roster', kind: 'cycle', anchor: monday, entries: [entry] }),
    ],
    assignments: [{ rosterId: 'ros', from: monday }],
  });
  const adding = (scenario: Scenario, ...furtherScheduleIds: string[]) =>
    plannedOn({ ...scenario, overrides: [{ date: monday, furtherScheduleIds }] }, monday);

  test('to a day that the roster makes a rest day leaves it one', () => {
    const { dayType, expected, schedule } = adding(
      rosterOf({ scheduleId: 'sch_office', dayType: 'restday' }),
      early.id,
    );
    expect({ dayType, expected, name: schedule.name }).toEqual({
      dayType: 'restday',
      expected: 0,
      name: 'Office and 05:00 to 08:00',
    });
  });

  test('to a free day makes it a day of that schedule alone, by its rules', () => {
    const { schedule, dayType, expected } = adding(rosterOf({ scheduleId: null }), early.id);
    expect({ id: schedule.id, parts: schedule.parts, dayType, expected }).toEqual({
      id: early.id,
      parts: undefined,
      dayType: 'workday',
      expected: h(3),
    });
  });

  test('that does not exist any more adds nothing', () => {
    expect(adding(rosterOf({ scheduleId: null }), 'sch_gone')).toMatchObject({
      schedule: { id: null },
      expected: 0,
    });
    expect(adding(rosterOf({ scheduleId: 'sch_office' }), 'sch_gone')).toMatchObject({
      schedule: { id: 'sch_office' },
      expected: h(8),
    });
  });
});

describe('an assignment', () => {
  const scenario = {
    schedules: [officeWeek(), plainShift('06:00', '12:00')],
    rosters: [cycleOf(monday, ['sch_06_12'], 'ros_early'), cycleOf(monday, ['sch_office'], 'ros_office')],
  };

  test('that starts last is in force, whatever its id and its place in the list', () => {
    const long = { id: 'asg_z', rosterId: 'ros_office', from: '2026-01-01' };
    const short = { id: 'asg_a', rosterId: 'ros_early', from: monday };
    for (const assignments of [
      [long, short],
      [short, long],
    ]) {
      expect(plannedOn({ ...scenario, assignments }, monday).schedule.id).toBe('sch_06_12');
      expect(plannedOn({ ...scenario, assignments }, '2026-02-27').schedule.id).toBe('sch_office');
    }
  });

  test('of a roster that does not exist any more leaves the date to the one before it', () => {
    const assignments = [
      { rosterId: 'ros_early', from: '2026-01-01' },
      { rosterId: 'ros_gone', from: monday },
    ];
    expect(plannedOn({ ...scenario, assignments }, monday).schedule.id).toBe('sch_06_12');
  });
});

test('a suspension without an end lasts', () => {
  const user = { suspended: [{ from: '2026-03-04', to: null }] } as never;
  const { days } = planOf({ schedules, user }, monday, nextMonday);
  expect(days.map(({ employed }) => employed)).toEqual([true, true, false, false, false, false, false]);
});
