/** Says which dates the engine needs to compute some days, and which days a change touches. @module */

import { addDays, dateOfDay, dayNumber } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { PeriodKind, Policy, ScheduleBook } from '../rules/index.ts';
import { monthStart, periodKinds, periodOf, weeksStart } from '../rules/index.ts';

/** Days on either side that can affect a day, through the windows of its neighbours and of theirs. */
export const neighbourDays = 2;

/** Half-open range of dates. */
export interface Dates {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/**
 * Which dates' punches (by the wall of the user's zone) and corrections the engine needs to compute some days: two days on
 * either side, where a rule splits shifts two more before, and, where a rule looks back (weekly, two-weekly, monthly overtime, days in a row, forgiveness), those of
 * the period so far. Where the plan of the whole period decides, the rest of the period too.
 * @param dates - the days to compute; a date alone stands for itself
 */
export function inputsNeededFor(dates: Dates | LocalDate, book: ScheduleBook): Dates {
  const { from, to } = asRange(dates);
  return {
    from: dateOfDay(firstDecidingDay(book, dayNumber(from)) - neighbourDays),
    to: dateOfDay(Math.max(dayNumber(to) + neighbourDays, endOfPlan(book, dayNumber(to) - 1))),
  };
}

/**
 * Which days are to be computed again when punches or corrections of some dates have changed: the neighbours' days, and,
 * where a rule looks back, the rest of the period; where the plan of the whole period decides, the period so far as well.
 * @param dates - the dates that changed; a date alone stands for itself
 */
export function daysTouchedBy(dates: Dates | LocalDate, book: ScheduleBook): Dates {
  const { from, to } = asRange(dates);
  const last = lastDecidedDay(book, dayNumber(to) - 1 + neighbourDays + carriedDays(book));
  const first = Math.min(dayNumber(from) - neighbourDays, startOfPlan(book, dayNumber(from)));
  return { from: dateOfDay(first), to: dateOfDay(last + 1) };
}

/**
 * First day number whose work can affect a day, by any schedule of the book: the month, or the two weeks, or the
 * week that it lies in, each reckoned with the shorter periods that its own first day lies in, and the days in a row before.
 */
export function firstDecidingDay(book: ScheduleBook, wanted: number): number {
  const day = wanted - carriedDays(book);
  if (!book.looksBack) return day;
  let first = day;
  if (book.policies.some((policy) => pays(policy, 'monthly') || forgives(policy))) first = monthStart(first);
  for (const kind of ['biweekly', 'weekly'] as const) {
    let start = first;
    for (const policy of book.policies) {
      const asks = pays(policy, kind) || (kind === 'weekly' && policy.asksForWeek);
      if (asks) start = Math.min(start, weeksStart(kind, first, policy));
    }
    first = start;
  }
  let inRow = first;
  for (const policy of book.policies) {
    for (const { row } of policy.lookBack) {
      if (row === null) continue;
      const { days, withinWeek } = row;
      const start = first - (days - 1);
      inRow = Math.min(inRow, withinWeek ? Math.max(start, weeksStart('weekly', first, policy)) : start);
    }
  }
  return inRow;
}

/** Days by which a shift that is split at midnight reaches into later dates: what is paid there is decided on its first one. */
function carriedDays({ splits }: ScheduleBook): number {
  return splits ? 2 : 0;
}

/** The day number after the last one whose plan can affect a day, at least the one after the day. */
function endOfPlan(book: ScheduleBook, day: number): number {
  let end = day + 1;
  forWholePeriods(book, (kind, policy) => {
    end = Math.max(end, periodOf(kind, day, policy).to);
  });
  return end;
}

/** The first day number that a change of a day's plan can affect. */
function startOfPlan(book: ScheduleBook, day: number): number {
  let start = day;
  forWholePeriods(book, (kind, policy) => {
    start = Math.min(start, periodOf(kind, day, policy).from);
  });
  return start;
}

function forWholePeriods(book: ScheduleBook, take: (kind: PeriodKind, policy: Policy) => void): void {
  if (!book.looksAhead) return;
  for (const policy of book.policies) {
    for (const kind of periodKinds) {
      if (policy.lookBack.some(({ period, wholePeriod }) => wholePeriod && period === kind))
        take(kind, policy);
    }
  }
}

/** The last day number that the work of a day can affect. */
function lastDecidedDay(book: ScheduleBook, day: number): number {
  let last = day;
  for (const { lookBack } of book.policies)
    for (const { row } of lookBack) if (row !== null) last = Math.max(last, day + row.days - 1);
  for (const [kind, length] of [
    ['weekly', 7],
    ['biweekly', 14],
  ] as const) {
    let end = last;
    for (const policy of book.policies) {
      const asks = pays(policy, kind) || (kind === 'weekly' && policy.asksForWeek);
      if (asks) end = Math.max(end, weeksStart(kind, last, policy) + length - 1);
    }
    last = end;
  }
  if (book.policies.some((policy) => pays(policy, 'monthly') || forgives(policy))) {
    last = monthStart(monthStart(last) + 31) - 1;
  }
  return last;
}

function pays(policy: Policy, kind: PeriodKind): boolean {
  return policy.lookBack.some(({ period }) => period === kind);
}

function forgives(policy: Policy): boolean {
  return policy.forgiveLate > 0 || policy.forgiveEarly > 0;
}

function asRange(dates: Dates | LocalDate): Dates {
  return typeof dates === 'string' ? { from: dates, to: addDays(dates, 1) } : dates;
}
