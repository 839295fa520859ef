import { expect, test } from 'vitest';
import { completeRules } from '../rules/index.ts';
import { compilePolicy } from '../rules/policy.ts';
import { DaysBefore } from './days-before.ts';
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
  expect(() => first.and(worked(9))).toThrow(RangeError);
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

test('where no rule looks back every answer is nothing', () => {
  const inquiry = new Inquiry(monday, null, policy, nothingPlanned);
  expect([inquiry.workedInWeek(), inquiry.counted('weekly', true), inquiry.isConsecutive(2, false)]).toEqual([
    0,
    0,
    false,
  ]);
});
