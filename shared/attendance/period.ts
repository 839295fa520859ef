import { dateOfDay } from '#shared/time/calendar.ts';
import type { LayerPolicy, PeriodKind } from './layer-policy.ts';
import type { Policy } from './policy.ts';

/** What a day leaves for the days after it in its week or month. Seconds. */
export interface DayLog {
  readonly worked: number;
  /** Worked time that no overtime layer was given, or one of the kind named. */
  readonly regular: number;
  readonly weekly: number;
  readonly biweekly: number;
  readonly monthly: number;
  /** Late and early before any was forgiven. */
  readonly late: number;
  readonly early: number;
}

/** First day number of the week, the two weeks or the calendar month that holds a day. */
export function periodStart(kind: PeriodKind, day: number, policy: Policy): number {
  switch (kind) {
    case 'weekly':
      return day - modulo(day + 3 - policy.weekStart, 7);
    case 'biweekly':
      return day - modulo(day - policy.biweekStart, 14);
    case 'monthly':
      return monthStart(day);
  }
}

/** Day number of the first of the month that holds a day. */
export function monthStart(day: number): number {
  return day - Number(dateOfDay(day).slice(8)) + 1;
}

/**
 * First day number whose work can decide about a day. @returns the day itself where nothing before it matters
 */
export function lookBackTo(day: number, policy: Policy): number {
  let first = day;
  for (const { kind, days, withinWeek } of policy.layers) {
    if (kind === 'weekly' || kind === 'biweekly' || kind === 'monthly') {
      first = Math.min(first, periodStart(kind, day, policy));
    }
    if (kind !== 'consecutiveDays') continue;
    const since = withinWeek ? periodStart('weekly', day, policy) : Number.NEGATIVE_INFINITY;
    first = Math.min(first, Math.max(day - days + 1, since));
  }
  if (policy.forgiveLate > 0 || policy.forgiveEarly > 0) first = Math.min(first, monthStart(day));
  if (policy.overWeeklyAfter !== Infinity) first = Math.min(first, periodStart('weekly', day, policy));
  return first;
}

/** The last day number about which the work of a day can decide, by the same rules as {@link lookBackTo}. */
export function lookForwardTo(day: number, policy: Policy): number {
  let last = day;
  for (const { kind, days } of policy.layers) {
    if (kind === 'weekly') last = Math.max(last, periodStart(kind, day, policy) + 6);
    if (kind === 'biweekly') last = Math.max(last, periodStart(kind, day, policy) + 13);
    if (kind === 'monthly') last = Math.max(last, monthStart(monthStart(day) + 31) - 1);
    if (kind === 'consecutiveDays') last = Math.max(last, day + days - 1);
  }
  if (policy.forgiveLate > 0 || policy.forgiveEarly > 0) {
    last = Math.max(last, monthStart(monthStart(day) + 31) - 1);
  }
  if (policy.overWeeklyAfter !== Infinity) last = Math.max(last, periodStart('weekly', day, policy) + 6);
  return last;
}

/** The days before one day, as far as its rules look back. */
export class PeriodSoFar {
  readonly #firstDay: number;
  readonly #days: DayLog[] = [];

  /** @param firstDay - day number of the first day that will be logged */
  constructor(firstDay: number) {
    this.#firstDay = firstDay;
  }

  /** Logs the next day. */
  add(log: DayLog): void {
    this.#days.push(log);
  }

  /** Seconds of the period before the day that count towards the threshold of a period layer. */
  counted(kind: PeriodKind, layer: LayerPolicy, day: number, policy: Policy): number {
    let seconds = 0;
    for (const log of this.#between(periodStart(kind, day, policy), day)) {
      seconds += layer.countsAll ? log.worked : log.regular + log[kind];
    }
    return seconds;
  }

  /** Seconds worked in the week before the day. */
  workedInWeek(day: number, policy: Policy): number {
    let seconds = 0;
    for (const log of this.#between(periodStart('weekly', day, policy), day)) seconds += log.worked;
    return seconds;
  }

  /** Whether somebody has worked on each of the days before the day, so that it is at least the n-th in a row. */
  isConsecutive({ days, withinWeek }: LayerPolicy, day: number, policy: Policy): boolean {
    const first = day - days + 1;
    if (withinWeek && first < periodStart('weekly', day, policy)) return false;
    const before = this.#between(first, day);
    return before.length === days - 1 && before.every((log) => log.worked > 0);
  }

  /** Days of the month before the day on which somebody was late, or left early. */
  daysInMonth(what: 'late' | 'early', day: number): number {
    let count = 0;
    for (const log of this.#between(monthStart(day), day)) if (log[what] > 0) count += 1;
    return count;
  }

  #between(from: number, to: number): readonly DayLog[] {
    return this.#days.slice(Math.max(0, from - this.#firstDay), Math.max(0, to - this.#firstDay));
  }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
