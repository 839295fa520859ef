import { describe, expect, test } from 'vitest';
import { ClockingSchedule } from '../model/index.ts';
import { cycleOf, flexiHours, nightShift, officeWeek, plainShift, threeShifts } from '../testing/presets.ts';
import { dayOf, h, prepare, type Scenario } from '../testing/scenario.ts';
import { PlanFault } from './plan-fault.ts';
import { resolvedPlan } from './resolved-plan.ts';

/** What is planned for a user on each date, as a board of rosters shows it: section 1 of the rules, without punches. */

const monday = '2026-03-02';
const tuesday = '2026-03-03';

function resolved(scenario: Scenario, from = monday, to = tuesday) {
  const { input, book } = prepare(scenario, from, to);
  return resolvedPlan(input, input.corrections, book, input);
}

const shift = (scheduleId: string, start: string, end: string, expected: number, isChoice = false) => ({
  scheduleId,
  start: `${start}:00`,
  end: `${end}:00`,
  expected,
  isChoice,
});
const officeShift = shift('sch_office', `${monday}T09:00`, `${monday}T18:00`, h(8));
const officeDay = {
  date: monday,
  dayType: 'workday',
  scheduleIds: ['sch_office'],
  shifts: [officeShift],
  expected: h(8),
  holiday: null,
  leave: [],
};

describe('an ordinary plan', () => {
  test('shows each date with its schedule, its shift and its hours; a rest day has none to work', () => {
    expect(resolved({ schedules: [officeWeek()] })).toEqual([officeDay]);
    expect(resolved({ schedules: [officeWeek()] }, '2026-03-07', '2026-03-08')).toEqual([
      { ...officeDay, date: '2026-03-07', dayType: 'restday', shifts: [], expected: 0 },
    ]);
  });

  test('shows a night shift with its end on the next date', () => {
    const [day] = resolved({ zone: 'Asia/Kathmandu', schedules: [nightShift()] });
    expect(day?.shifts).toEqual([shift('sch_night', `${monday}T22:00`, `${tuesday}T06:00`, h(8))]);
  });

  test('shows hours without shifts where there are no fixed times', () => {
    expect(resolved({ schedules: [flexiHours({}, 450)] })).toEqual([
      { ...officeDay, scheduleIds: ['sch_flexi'], shifts: [], expected: h(7, 30) },
    ]);
  });

  test('shows nothing to work to somebody without any plan', () => {
    expect(resolved({})).toEqual([{ ...officeDay, scheduleIds: [], shifts: [], expected: 0 }]);
  });

  test('shows the shifts of an open schedule as choices, and expects the first of them', () => {
    expect(resolved({ schedules: [threeShifts()] })).toEqual([
      {
        ...officeDay,
        scheduleIds: ['sch_open'],
        shifts: [
          shift('sch_open', `${monday}T06:00`, `${monday}T14:00`, h(8), true),
          shift('sch_open', `${monday}T14:00`, `${monday}T22:00`, h(8), true),
          shift('sch_open', `${monday}T22:00`, `${tuesday}T06:00`, h(8), true),
        ],
      },
    ]);
  });

  test('shows the schedules of a date in the order in which they are named, their shifts in that of time', () => {
    const early = plainShift('05:00', '08:00');
    const overrides = [{ date: monday, furtherScheduleIds: [early.id] }];
    expect(resolved({ schedules: [officeWeek(), early], overrides })).toEqual([
      {
        ...officeDay,
        scheduleIds: ['sch_office', 'sch_05_08'],
        shifts: [shift('sch_05_08', `${monday}T05:00`, `${monday}T08:00`, h(3)), officeShift],
        expected: h(11),
      },
    ]);
  });
});

describe('holidays and leave', () => {
  const schedules = [officeWeek()];
  const leaveOf = (portion: object) => [{ type: 'annual', from: monday, to: tuesday, portion }];

  test('a holiday has its name, its shift for whoever works all the same, and nothing expected', () => {
    expect(resolved({ schedules, holidays: [{ date: monday, name: 'Sample holiday' }] })).toEqual([
      {
        ...officeDay,
        dayType: 'holiday',
        expected: 0,
        holiday: { name: 'Sample holiday', half: false },
      },
    ]);
  });

  test('half a holiday leaves a workday with half of the hours', () => {
    expect(resolved({ schedules, holidays: [{ date: monday, name: 'Sample eve', half: true }] })).toEqual([
      { ...officeDay, expected: h(4), holiday: { name: 'Sample eve', half: true } },
    ]);
  });

  test('leave takes the day, half of it, or hours, and says how much', () => {
    const withLeave = (portion: object) => resolved({ schedules, leaves: leaveOf(portion) });
    expect(withLeave({ kind: 'full' })).toEqual([
      { ...officeDay, expected: 0, leave: [{ type: 'annual', seconds: h(8) }] },
    ]);
    expect(withLeave({ kind: 'half', half: 'first' })).toEqual([
      { ...officeDay, expected: h(4), leave: [{ type: 'annual', seconds: h(4) }] },
    ]);
    expect(withLeave({ kind: 'hours', minutes: 90 })).toEqual([
      { ...officeDay, expected: h(6, 30), leave: [{ type: 'annual', seconds: h(1, 30) }] },
    ]);
  });

  test('a shift keeps its own hours where leave takes some of the day', () => {
    const [day] = resolved({ schedules, leaves: leaveOf({ kind: 'full' }) });
    expect(day?.shifts).toEqual([officeShift]);
  });
});

describe('dates on which somebody is not employed', () => {
  test('are left out: before the first day, after the last one, and while suspended', () => {
    const user = {
      issuedOn: tuesday,
      expiresOn: '2026-03-06',
      suspended: [{ from: '2026-03-04', to: '2026-03-05' }],
    } as never;
    const days = resolved({ schedules: [officeWeek()], user }, monday, '2026-03-10');
    expect(days.map(({ date }) => date)).toEqual([tuesday, '2026-03-05', '2026-03-06']);
  });

  test('are all of them for somebody who begins later', () => {
    const user = { issuedOn: '2026-04-01' } as never;
    expect(resolved({ schedules: [officeWeek()], user })).toEqual([]);
  });

  test('are all that follow for somebody who is suspended without an end', () => {
    const user = { suspended: [{ from: '2026-03-04', to: null }] } as never;
    const days = resolved({ schedules: [officeWeek()], user }, monday, '2026-03-10');
    expect(days.map(({ date }) => date)).toEqual([monday, tuesday]);
  });
});

describe("HR's corrections", () => {
  test('of one moment decide as they do on the sheet, in whatever order they are read', () => {
    const schedules = [officeWeek(), nightShift(), flexiHours()];
    const corrections = ['sch_night', 'sch_office', 'sch_flexi'].map((scheduleId, index) => ({
      id: `cor_${'bca'[index]}`,
      kind: 'set-schedule',
      date: monday,
      scheduleId,
      enteredAt: '2026-03-01T00:00:00Z',
    }));
    const onSheet = dayOf({ schedules, corrections }, monday).scheduleId;
    expect(onSheet).toBe('sch_office');
    for (const order of [corrections, corrections.toReversed()])
      expect(resolved({ schedules, corrections: order })[0]?.scheduleIds).toEqual([onSheet]);
  });

  const schedules = [officeWeek(), nightShift(), plainShift('06:00', '12:00')];
  const entered = (first: string, second: string) => [
    { kind: 'set-schedule', date: monday, scheduleId: 'sch_night', enteredAt: first },
    { kind: 'set-schedule', date: monday, scheduleId: 'sch_06_12', enteredAt: second },
  ];

  test('count in the order in which they were entered, whatever their order in the list', () => {
    const last = (...at: [string, string]) => resolved({ schedules, corrections: entered(...at) })[0];
    expect(last('2026-03-01T08:00:00Z', '2026-03-01T09:00:00Z')).toEqual({
      ...officeDay,
      scheduleIds: ['sch_06_12'],
      shifts: [shift('sch_06_12', `${monday}T06:00`, `${monday}T12:00`, h(6))],
      expected: h(6),
    });
    expect(last('2026-03-01T09:00:00Z', '2026-03-01T08:00:00Z')?.scheduleIds).toEqual(['sch_night']);
  });

  test('of the day type and of leave show in the plan', () => {
    const corrections = [
      { kind: 'set-day-type', date: '2026-03-07', dayType: 'holiday' },
      { kind: 'set-leave', date: monday, type: 'sick', portion: { kind: 'hours', minutes: 120 } },
    ];
    const days = resolved({ schedules, corrections }, monday, '2026-03-08');
    expect(days[0]).toEqual({ ...officeDay, expected: h(6), leave: [{ type: 'sick', seconds: h(2) }] });
    expect(days[5]).toMatchObject({ date: '2026-03-07', dayType: 'holiday', holiday: null });
  });
});

test('a roster is followed for as long as it is assigned', () => {
  const days = resolved(
    {
      schedules: [officeWeek(), plainShift('06:00', '12:00')],
      rosters: [cycleOf(monday, ['sch_06_12', null])],
      assignments: [{ rosterId: 'ros_cycle', from: monday, to: '2026-03-04' }],
    },
    monday,
    '2026-03-05',
  );
  expect(days.map(({ dayType, scheduleIds, expected }) => [dayType, scheduleIds, expected])).toEqual([
    ['workday', ['sch_06_12'], h(6)],
    ['offday', [], 0],
    ['workday', ['sch_office'], h(8)],
  ]);
});

test('somebody who moves has each date in the zone of that date', () => {
  const user = { zoneChanges: [{ from: tuesday, zone: 'Asia/Kathmandu' }] } as never;
  const days = resolved(
    { zone: 'America/New_York', schedules: [plainShift('09:00', '17:00')], user },
    monday,
    '2026-03-04',
  );
  expect(days.map(({ shifts }) => shifts.map(({ start }) => start))).toEqual([
    [`${monday}T09:00:00`],
    [`${tuesday}T09:00:00`],
  ]);
});

test('a zone that is not known here is a fault of the plan', () => {
  const user = { zone: 'Mars/Olympus' };
  expect(() => resolved({ schedules: [officeWeek()], user })).toThrow(PlanFault);
  const closed = ClockingSchedule.parse({ id: 'sch_closed', name: 'Closed', kind: 'weekly', days: {} });
  expect(() => resolved({ schedules: [closed], user })).toThrow(
    'The days of user 1042 cannot be computed: their time zone "Mars/Olympus" is not known here.',
  );
});
