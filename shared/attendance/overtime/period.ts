import type { LayerPolicy, PeriodKind, Policy } from '../rules/index.ts';
import { monthStart, periodStart } from '../rules/index.ts';

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

// The last answer, which holds for every month's first 28 days: days are asked in order.

/** Sums over the days from the first one up to and with a day. Seconds; days for late and early. */
interface Sums {
  readonly worked: number;
  readonly weekly: number;
  readonly biweekly: number;
  readonly monthly: number;
  readonly late: number;
  readonly early: number;
  /** Days in a row up to and with this one on which somebody worked. */
  readonly inARow: number;
}

const noSums: Sums = { worked: 0, weekly: 0, biweekly: 0, monthly: 0, late: 0, early: 0, inARow: 0 };

/**
 * The days before one day, as far as its rules look back. Kept as running sums, so that a question about a month costs no
 * more than one about a day.
 */
export class PeriodSoFar {
  readonly #firstDay: number;
  readonly #sums: Sums[] = [];
  #latest = noSums;

  /** Periods whose overtime some schedule pays. */
  readonly kinds: readonly PeriodKind[];

  /** @param firstDay - day number of the first day that will be logged */
  constructor(firstDay: number, kinds: readonly PeriodKind[]) {
    this.#firstDay = firstDay;
    this.kinds = kinds;
  }

  /** Logs the next day: the questions that follow are about the day after it. */
  add(log: DayLog): void {
    const { worked, weekly, biweekly, monthly, late, early, inARow } = this.#latest;
    this.#latest = {
      worked: worked + log.worked,
      weekly: weekly + log.weekly,
      biweekly: biweekly + log.biweekly,
      monthly: monthly + log.monthly,
      late: log.late > 0 ? late + 1 : late,
      early: log.early > 0 ? early + 1 : early,
      inARow: log.worked > 0 ? inARow + 1 : 0,
    };
    this.#sums.push(this.#latest);
  }

  /** Seconds of the period before the day that count towards the threshold of a period layer. */
  counted(kind: PeriodKind, layer: LayerPolicy, day: number, policy: Policy): number {
    const before = this.#before(periodStart(kind, day, policy));
    return layer.countsAll ? this.#latest.worked - before.worked : this.#latest[kind] - before[kind];
  }

  /** Seconds worked in the week before the day. */
  workedInWeek(day: number, policy: Policy): number {
    return this.#latest.worked - this.#before(periodStart('weekly', day, policy)).worked;
  }

  /** Whether somebody has worked on each of the days before the day, so that it is at least the n-th in a row. */
  isConsecutive({ days, withinWeek }: LayerPolicy, day: number, policy: Policy): boolean {
    if (this.#latest.inARow < days - 1) return false;
    return !withinWeek || day - days + 1 >= periodStart('weekly', day, policy);
  }

  /** Days of the month before the day on which somebody was late, or left early. */
  daysInMonth(what: 'late' | 'early', day: number): number {
    return this.#latest[what] - this.#before(monthStart(day))[what];
  }

  /** The sums of all days before a day number. */
  #before(day: number): Sums {
    return this.#sums[day - this.#firstDay - 1] ?? noSums;
  }
}
