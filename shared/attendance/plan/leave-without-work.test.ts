import { describe, expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { ClockingSchedule, Leave } from '../model/index.ts';
import { flexiHours, hoursOfWeek, officeWeek } from '../testing/presets.ts';
import { prepare, type Scenario } from '../testing/scenario.ts';
import { datesWithoutWork } from './leave-without-work.ts';

/** Where nothing is expected a leave takes nothing: the dates that whoever enters one is told. */

const friday = '2026-03-06';
const saturday = '2026-03-07';
const sunday = '2026-03-08';
const monday = '2026-03-09';
const tuesday = '2026-03-10';
const schedules = [officeWeek()];

/** The dates from Friday to Monday on which a leave takes nothing. */
function taking(nothing: Scenario, portion: object = { kind: 'full' }, type = 'annual') {
  const { input, book } = prepare({ schedules, ...nothing }, friday, tuesday);
  const leave = Leave.parse({ id: 'lve_new', userId: '1042', type, from: friday, to: tuesday, portion });
  return datesWithoutWork(input, input.corrections, book, { ...leave, to: tuesday as LocalDate });
}

describe('a leave from Friday to Monday takes nothing', () => {
  test.each([
    ['a whole day', { kind: 'full' }],
    ['a morning', { kind: 'half', half: 'first' }],
    ['an hour', { kind: 'hours', minutes: 60 }],
  ])('of %s: on the weekend', (_what, portion) => {
    expect(taking({}, portion)).toEqual([saturday, sunday]);
  });

  test('on a holiday, but on half of one', () => {
    const holiday = { date: friday, name: 'Sample holiday' };
    expect(taking({ holidays: [holiday] })).toEqual([friday, saturday, sunday]);
    expect(taking({ holidays: [{ ...holiday, half: true }] })).toEqual([saturday, sunday]);
  });

  test('on the free half of a holiday', () => {
    const holidays = [{ date: friday, name: 'Sample eve', half: true }];
    expect(taking({ holidays }, { kind: 'half', half: 'second' })).toEqual([friday, saturday, sunday]);
    expect(taking({ holidays }, { kind: 'half', half: 'first' })).toEqual([saturday, sunday]);
  });

  test('on a day off by an override, and something on a weekend that is worked by one', () => {
    const overrides = [
      { date: monday, scheduleId: null },
      { date: saturday, scheduleId: 'sch_daily', dayType: 'workday' },
    ];
    const daily = ClockingSchedule.parse({
      id: 'sch_daily',
      name: 'Daily',
      kind: 'daily',
      day: { shifts: [{ slots: { in: '08:00', out: '12:00' } }] },
    });
    expect(taking({ schedules: [officeWeek(), daily], overrides })).toEqual([sunday, monday]);
  });

  test('wherever nobody is expected, and where the plan has hours without times, nowhere', () => {
    expect(taking({ schedules: [flexiHours()] })).toEqual([friday, saturday, sunday, monday]);
    expect(taking({ schedules: [flexiHours({}, 480)] })).toEqual([]);
    expect(taking({ schedules: [hoursOfWeek()] })).toEqual([saturday, sunday]);
  });

  test('where its type counts nothing: sick days of rest days count by the rules', () => {
    const rules = { leave: { types: { sick: { fullDayMinutes: 480, countsOn: ['restday'] } } } } as never;
    expect(taking({ rules }, { kind: 'full' }, 'sick')).toEqual([]);
    expect(taking({ rules }, { kind: 'full' }, 'annual')).toEqual([saturday, sunday]);
  });
});

test('a day on which the user is not employed is none of them', () => {
  const user = { issuedOn: sunday, suspended: [{ from: monday, to: tuesday }] } as never;
  expect(taking({ user })).toEqual([sunday]);
});

describe('what HR has corrected', () => {
  test('decides: a weekend that is worked takes leave, a Friday that is free does not', () => {
    const corrections = [
      { kind: 'set-day-type', date: friday, dayType: 'offday' },
      { kind: 'set-schedule', date: saturday, scheduleId: 'sch_flexi' },
      { kind: 'set-remark', date: monday, remark: 'sample remark' },
    ];
    expect(taking({ schedules: [officeWeek(), flexiHours({}, 480)], corrections })).toEqual([friday, sunday]);
  });

  test('of other leave does not decide: what it takes is not what the new one takes', () => {
    const rules = { leave: { types: { sick: { fullDayMinutes: 480, countsOn: ['restday'] } } } } as never;
    const corrections = [
      { kind: 'set-leave', date: friday, type: 'sick', portion: { kind: 'full' } },
      { kind: 'set-leave', date: saturday, type: 'sick', portion: { kind: 'full' } },
    ];
    expect(taking({ rules, corrections })).toEqual([saturday, sunday]);
  });
});
