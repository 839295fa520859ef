import { describe, expect, test } from 'vitest';
import { DutyRoster } from '../model/index.ts';
import { dayOn, plannedOn, planOf } from '../testing/planned.ts';
import { cycleOf, nightShift, officeWeek } from '../testing/presets.ts';
import { prepare, type Scenario } from '../testing/scenario.ts';

/** Ordinary days are planned once for everybody with a schedule; a day on which more decides is nobody else's. */

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const ordinary: Scenario = {
  schedules: [officeWeek(), nightShift()],
  rosters: [cycleOf(monday, [null], 'ros_free'), cycleOf(monday, ['sch_office'], 'ros_office')],
  holidays: [{ date: '2026-05-01', name: 'Sample holiday' }],
};
const bookOf = () => prepare(ordinary, monday, tuesday).book;

describe('an ordinary day', () => {
  test('is the very same for everybody with the schedule, and has its own plan on every date', () => {
    const book = bookOf();
    const day = plannedOn(ordinary, monday, book);
    expect(plannedOn({ ...ordinary, user: { id: '1043' } }, monday, book)).toBe(day);
    const rostered = { ...ordinary, assignments: [{ rosterId: 'ros_office', from: monday }] };
    expect(plannedOn(rostered, monday, book)).toBe(day);
    expect(planOf(ordinary, monday, '2026-03-04', book).days).toEqual([
      day,
      { ...day, day: day.day + 1, date: tuesday, template: plannedOn(ordinary, tuesday).template },
    ]);
  });

  test('is another one in another zone and with another schedule', () => {
    const book = bookOf();
    const day = plannedOn(ordinary, monday, book);
    const elsewhere = plannedOn({ ...ordinary, zone: 'Asia/Kathmandu' }, monday, book);
    expect(elsewhere).toEqual(plannedOn({ ...ordinary, zone: 'Asia/Kathmandu' }, monday));
    expect(elsewhere).not.toEqual(day);
    const atNight = { ...ordinary, overrides: [{ date: monday, scheduleId: 'sch_night' }] };
    expect(plannedOn(atNight, monday, book)).toEqual(plannedOn(atNight, monday));
  });
});

/** What makes a Monday of somebody another one than everybody's. */
const special: readonly (readonly [string, Scenario])[] = [
  ['is not employed yet', { user: { issuedOn: tuesday } as never }],
  ['is suspended', { user: { suspended: [{ from: monday, to: tuesday }] } as never }],
  [
    'is on leave for the day',
    { leaves: [{ type: 'annual', from: monday, to: tuesday, portion: { kind: 'full' } }] },
  ],
  [
    'is on leave for an hour by a correction',
    {
      corrections: [
        { kind: 'set-leave', date: monday, type: 'sick', portion: { kind: 'hours', minutes: 60 } },
      ],
    },
  ],
  ['has a rest day by an override', { overrides: [{ date: monday, dayType: 'restday' }] }],
  [
    'has a rest day by a correction',
    { corrections: [{ kind: 'set-day-type', date: monday, dayType: 'restday' }] },
  ],
  [
    'has a rest day by the roster',
    {
      rosters: [
        DutyRoster.parse({
          id: 'ros_rest',
          name: 'Rest',
          kind: 'cycle',
          anchor: monday,
          entries: [{ scheduleId: 'sch_office', dayType: 'restday' }],
        }),
      ],
      assignments: [{ rosterId: 'ros_rest', from: monday }],
    },
  ],
];

describe.each(special)('a day on which somebody %s', (_what, more) => {
  const scenario = { ...ordinary, ...more };

  test('is not taken for that of the others', () => {
    const { book } = prepare(scenario, monday, tuesday);
    const theirs = plannedOn(scenario, monday, book);
    expect(plannedOn(ordinary, monday, book)).toEqual(plannedOn(ordinary, monday));
    expect(plannedOn(ordinary, monday, book)).not.toEqual(theirs);
  });

  test('is planned for itself, whoever was planned before', () => {
    const { book } = prepare(scenario, monday, tuesday);
    plannedOn(ordinary, monday, book);
    expect(plannedOn(scenario, monday, book)).toEqual(plannedOn(scenario, monday));
  });
});

describe('a holiday', () => {
  const holiday = '2026-05-01';
  const elsewhere = { ...ordinary, user: { calendarId: 'cal_elsewhere' } };

  test('of one calendar is an ordinary day of another, whoever is planned first', () => {
    const book = bookOf();
    expect(plannedOn(ordinary, holiday, book).dayType).toBe('holiday');
    expect(plannedOn(elsewhere, holiday, book).dayType).toBe('workday');
    expect(plannedOn(ordinary, holiday, book)).toEqual(plannedOn(ordinary, holiday));
  });

  test("on which somebody is not employed is nobody else's day", () => {
    const book = bookOf();
    const left = { ...ordinary, user: { expiresOn: tuesday } as never };
    expect(plannedOn(left, holiday, book)).toMatchObject({ employed: false, day: dayOn(holiday) });
    expect(plannedOn(elsewhere, holiday, book)).toMatchObject({ employed: true, dayType: 'workday' });
  });
});
