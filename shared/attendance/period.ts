import { dateOfDay } from '#shared/time/calendar.ts';
import type { LayerPolicy, PeriodKind } from './layer-policy.ts';
import type { Policy } from './policy.ts';

/** What a day leaves for the days after it in its week or month. Seconds. */
export interface DayLog {
  readonly worked: number;
  /** What counts towards the threshold of a week, of two weeks, of a month. */
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

// The last answer, which holds for every month's first 28 days: days are asked in order.
let knownStart = 0;

/** Day number of the first of the month that holds a day. */
export function monthStart(day: number): number {
  if (day < knownStart || day >= knownStart + 28) knownStart = day - Number(dateOfDay(day).slice(8)) + 1;
  return knownStart;
}

/** The days before one day, as far as its rules look back. */
export class PeriodSoFar {
  readonly #firstDay: number;
  readonly #days: DayLog[] = [];

  /** Periods whose overtime some schedule pays. */
  readonly kinds: readonly PeriodKind[];

  /** @param firstDay - day number of the first day that will be logged */
  constructor(firstDay: number, kinds: readonly PeriodKind[]) {
    this.#firstDay = firstDay;
    this.kinds = kinds;
  }

  /** Logs the next day. */
  add(log: DayLog): void {
    this.#days.push(log);
  }

  /** Seconds of the period before the day that count towards the threshold of a period layer. */
  counted(kind: PeriodKind, layer: LayerPolicy, day: number, policy: Policy): number {
    let seconds = 0;
    for (let i = this.#indexOf(periodStart(kind, day, policy)); i < day - this.#firstDay; i += 1) {
      const log = this.#days[i];
      if (log) seconds += layer.countsAll ? log.worked : log[kind];
    }
    return seconds;
  }

  /** Seconds worked in the week before the day. */
  workedInWeek(day: number, policy: Policy): number {
    let seconds = 0;
    for (let i = this.#indexOf(periodStart('weekly', day, policy)); i < day - this.#firstDay; i += 1) {
      seconds += this.#days[i]?.worked ?? 0;
    }
    return seconds;
  }

  /** Whether somebody has worked on each of the days before the day, so that it is at least the n-th in a row. */
  isConsecutive({ days, withinWeek }: LayerPolicy, day: number, policy: Policy): boolean {
    const first = day - days + 1;
    if (first < this.#firstDay || (withinWeek && first < periodStart('weekly', day, policy))) return false;
    for (let i = day - this.#firstDay - 1; i >= first - this.#firstDay; i -= 1) {
      if ((this.#days[i]?.worked ?? 0) === 0) return false;
    }
    return true;
  }

  /** Days of the month before the day on which somebody was late, or left early. */
  daysInMonth(what: 'late' | 'early', day: number): number {
    let count = 0;
    for (let i = this.#indexOf(monthStart(day)); i < day - this.#firstDay; i += 1) {
      if ((this.#days[i]?.[what] ?? 0) > 0) count += 1;
    }
    return count;
  }

  #indexOf(day: number): number {
    return Math.max(0, day - this.#firstDay);
  }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
