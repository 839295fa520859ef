import { addDays, dateOfDay, dayNumber } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { lookBackTo, lookForwardTo } from './period.ts';
import type { CompiledRuleBook } from './rule-book.ts';

/** Days on either side that can decide about a day: the neighbours' windows, and theirs. */
export const neighbourDays = 2;

/** Half-open range of dates. */
export interface Dates {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/**
 * Which dates' punches (by the wall of the user's zone) and corrections the engine needs to compute some days: two days on
 * either side, and, where a rule looks back (weekly, two-weekly, monthly overtime, days in a row, forgiveness), those of
 * the period so far. At most 31 days and four.
 * @param dates - the days to compute; a date alone stands for itself
 */
export function inputsNeededFor(dates: Dates | LocalDate, book: CompiledRuleBook): Dates {
  const { from, to } = asRange(dates);
  return {
    from: dateOfDay(firstDecidingDay(book, dayNumber(from)) - neighbourDays),
    to: addDays(to, neighbourDays),
  };
}

/**
 * Which days are to be computed again when punches or corrections of some dates have changed: the neighbours' days, and,
 * where a rule looks back, the rest of the period.
 * @param dates - the dates that changed; a date alone stands for itself
 */
export function daysTouchedBy(dates: Dates | LocalDate, book: CompiledRuleBook): Dates {
  const { from, to } = asRange(dates);
  const reached = dayNumber(to) - 1 + neighbourDays;
  let last = reached;
  for (const policy of book.policies) last = Math.max(last, lookForwardTo(reached, policy));
  return { from: addDays(from, -neighbourDays), to: dateOfDay(last + 1) };
}

/** First day number whose work can decide about a day, by any schedule of the book. */
export function firstDecidingDay(book: CompiledRuleBook, day: number): number {
  if (!book.looksBack) return day;
  let first = day;
  for (const policy of book.policies) first = Math.min(first, lookBackTo(day, policy));
  return first;
}

function asRange(dates: Dates | LocalDate): Dates {
  return typeof dates === 'string' ? { from: dates, to: addDays(dates, 1) } : dates;
}
