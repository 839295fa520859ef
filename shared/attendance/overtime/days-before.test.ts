import { describe, expect, test } from 'vitest';
import { completeRules } from '../rules/index.ts';
import { compilePolicy } from '../rules/policy.ts';
import { type DayLog, DaysBefore } from './days-before.ts';
import { Inquiry } from './inquiry.ts';
import { lookBackOf } from './layers/index.ts';

/** The days before a day are handed on from day to day; what is asked of them is noted. */

const policy = compilePolicy(completeRules({}), lookBackOf);
/** 1970-01-05, a Monday. */
const monday = 4;
const nothingPlanned = { expectedBetween: () => ({ planned: 0, holiday: 0, leave: 0 }) };
const worked = (hours: number, late = 0) => {
  const seconds = hours * 3_600;
  return { worked: seconds, weekly: seconds, biweekly: seconds, monthly: 7, late, early: 0, leaveWorked: 0 };
};

test('a day makes the days before the next one, and stays what it was', () => {
  const first = DaysBefore.none(monday, ['weekly']);
  const second = first.and(worked(8));
  expect([first.day, second.day]).toEqual([monday, monday + 1]);
  expect([first.workedInWeek(policy), second.workedInWeek(policy)]).toEqual([0, 8 * 3_600]);
  expect([first.isConsecutive(2, false, policy), second.isConsecutive(2, false, policy)]).toEqual([
    false,
    true,
  ]);
});

test('a day is followed by one day only', () => {
  const first = DaysBefore.none(monday, []);
  first.and(worked(8));
  expect(() => first.and(worked(9))).toThrow(new RangeError('a day is followed by one day'));
});

describe('a period so far', () => {
  const hour = 3_600;
  const log: DayLog = {
    worked: 8 * hour,
    weekly: 7 * hour,
    biweekly: 6 * hour,
    monthly: 5 * hour,
    late: 60,
    early: 30,
    leaveWorked: hour,
  };
  const manyDays = (days: number, each: DayLog = log) => {
    let before = DaysBefore.none(monday, []);
    for (let day = 0; day < days; day += 1) before = before.and(each);
    return before;
  };
  /** 1970-01-13: the second day of its week, the ninth of its two weeks. */
  const tuesday = manyDays(8);

  test('leaves out what came before it, however much that was', () => {
    expect(tuesday.counted('weekly', false, policy)).toBe(7 * hour);
    expect(tuesday.counted('biweekly', false, policy)).toBe(8 * 6 * hour);
    expect(tuesday.counted('monthly', false, policy)).toBe(8 * 5 * hour);
    expect(tuesday.workedInWeek(policy)).toBe(8 * hour);
    expect(tuesday.daysWorkedInWeek(policy)).toBe(1);
    expect(tuesday.leaveWorkedSince(monday + 7)).toBe(hour);
    expect(tuesday.leaveWorkedSince(monday + 5)).toBe(3 * hour);
  });

  test('counts all that was worked where a layer says so', () => {
    const all = (['weekly', 'biweekly', 'monthly'] as const).map((kind) =>
      tuesday.counted(kind, true, policy),
    );
    expect(all).toEqual([8 * hour, 8 * 8 * hour, 8 * 8 * hour]);
  });

  test('of a month has its own days of coming late and its own of leaving early', () => {
    // 3 February: two days of it, after 27 of January.
    const february = manyDays(27)
      .and({ ...log, early: 0 })
      .and({ ...log, early: 0 });
    expect(february.day).toBe(31 + 2);
    expect([february.daysInMonth('late'), february.daysInMonth('early')]).toEqual([2, 0]);
    const leftEarly = february.and({ ...log, late: 0 });
    expect([leftEarly.daysInMonth('late'), leftEarly.daysInMonth('early')]).toEqual([2, 1]);
  });
});

test('a month begins on its first day, however long the month before', () => {
  let before = DaysBefore.none(monday, []);
  for (let day = monday; day < 31 + 28 + 31; day += 1) before = before.and(worked(1, 60));
  // 1 April: nothing of March.
  expect([before.daysInMonth('late'), before.counted('monthly', false, policy)]).toEqual([0, 0]);
  expect(before.and(worked(1, 60)).daysInMonth('late')).toBe(1);
});

test('every answer is noted, in the order of the questions', () => {
  const before = DaysBefore.none(monday, ['weekly', 'monthly']).and(worked(8, 60));
  const inquiry = new Inquiry(monday + 1, before, policy, nothingPlanned);
  inquiry.workedInWeek();
  inquiry.isConsecutive(2, true);
  inquiry.daysInMonth('late');
  inquiry.counted('monthly', false);
  inquiry.isConsecutive(7, false);
  expect(inquiry.list.slice(0, inquiry.count)).toEqual([8 * 3_600, 1, 1, 7, 0]);
});

test('where no rule looks back every answer about earlier days is nothing', () => {
  const ofWeek = { planned: 40 * 3_600, holiday: 8 * 3_600, leave: 4 * 3_600 };
  const inquiry = new Inquiry(monday, null, policy, { expectedBetween: () => ofWeek });
  expect([inquiry.workedInWeek(), inquiry.counted('weekly', true), inquiry.isConsecutive(2, false)]).toEqual([
    0,
    0,
    false,
  ]);
  expect([inquiry.daysWorkedInWeek(), inquiry.daysInMonth('late'), inquiry.daysInMonth('early')]).toEqual([
    0, 0, 0,
  ]);
  // What the plan says of the period has nothing to do with earlier days.
  expect(inquiry.expectedOf('weekly')).toEqual(ofWeek);
});
