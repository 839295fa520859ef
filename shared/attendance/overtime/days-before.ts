/** The days before one day, as far as its rules look back. */
import { MonthStarts, type PeriodKind, type Policy, weeksStart } from '../rules/index.ts';

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
  /** By how much the day's leave was reduced because somebody worked. */
  readonly leaveWorked: number;
}

/** Sums over the days from the first one up to and with a day. Seconds; days for late and early. */
interface Sums {
  readonly worked: number;
  readonly weekly: number;
  readonly biweekly: number;
  readonly monthly: number;
  readonly late: number;
  readonly early: number;
  readonly leaveWorked: number;
  /** Days on which somebody worked. */
  readonly daysWorked: number;
  /** Days in a row up to and with this one on which somebody worked. */
  readonly inARow: number;
}

const noSums: Sums = {
  worked: 0,
  weekly: 0,
  biweekly: 0,
  monthly: 0,
  late: 0,
  early: 0,
  leaveWorked: 0,
  daysWorked: 0,
  inARow: 0,
};

/** What the days of one run have in common. */
interface Run {
  readonly firstDay: number;
  readonly kinds: readonly PeriodKind[];
  /** By day from the first one on; only ever added to. */
  readonly sums: Sums[];
  readonly months: MonthStarts;
}

/**
 * The days before one day. A value: the day's own log makes the one of the next day, so nothing can be asked about a day
 * before all days ahead of it are paid. Kept as running sums, so that a question about a month costs no more than one
 * about a day.
 */
export class DaysBefore {
  /** Number of the day that they come before. */
  readonly day: number;
  readonly #run: Run;
  readonly #latest: Sums;

  private constructor(day: number, run: Run, latest: Sums) {
    this.day = day;
    this.#run = run;
    this.#latest = latest;
  }

  /**
   * No days at all, before the first one.
   * @param firstDay - its day number
   * @param kinds - periods whose overtime some schedule pays
   */
  static none(firstDay: number, kinds: readonly PeriodKind[]): DaysBefore {
    return new DaysBefore(firstDay, { firstDay, kinds, sums: [], months: new MonthStarts() }, noSums);
  }

  /** Periods whose overtime some schedule pays. */
  get kinds(): readonly PeriodKind[] {
    return this.#run.kinds;
  }

  /**
   * The days before the next day.
   * @param log - of the day that these come before
   * @throws RangeError where the next day has been made already
   */
  and(log: DayLog): DaysBefore {
    const { sums, firstDay } = this.#run;
    if (firstDay + sums.length !== this.day) throw new RangeError('a day is followed by one day');
    const { worked, weekly, biweekly, monthly, late, early, leaveWorked, daysWorked, inARow } = this.#latest;
    const latest = {
      worked: worked + log.worked,
      weekly: weekly + log.weekly,
      biweekly: biweekly + log.biweekly,
      monthly: monthly + log.monthly,
      late: log.late > 0 ? late + 1 : late,
      early: log.early > 0 ? early + 1 : early,
      leaveWorked: leaveWorked + log.leaveWorked,
      daysWorked: log.worked > 0 ? daysWorked + 1 : daysWorked,
      inARow: log.worked > 0 ? inARow + 1 : 0,
    };
    sums.push(latest);
    return new DaysBefore(this.day + 1, this.#run, latest);
  }

  /**
   * Seconds of the period so far that count towards the threshold of a period layer.
   * @param countsAll - whether time that other layers were given counts too
   */
  counted(kind: PeriodKind, countsAll: boolean, policy: Policy): number {
    const start = kind === 'monthly' ? this.#run.months.of(this.day) : weeksStart(kind, this.day, policy);
    const before = this.#before(start);
    return countsAll
      ? this.#latest.worked - before.worked
      : towards(this.#latest, kind) - towards(before, kind);
  }

  /** Seconds worked in the week so far. */
  workedInWeek(policy: Policy): number {
    return this.#latest.worked - this.#before(weeksStart('weekly', this.day, policy)).worked;
  }

  /** Days of the week so far on which somebody worked. */
  daysWorkedInWeek(policy: Policy): number {
    return this.#latest.daysWorked - this.#before(weeksStart('weekly', this.day, policy)).daysWorked;
  }

  /** By how much leave was reduced on the days of the period so far. @param from - the period's first day number */
  leaveWorkedSince(from: number): number {
    return this.#latest.leaveWorked - this.#before(from).leaveWorked;
  }

  /** Whether somebody has worked on each of the days before the day, so that it is at least the n-th in a row. */
  isConsecutive(days: number, withinWeek: boolean, policy: Policy): boolean {
    if (this.#latest.inARow < days - 1) return false;
    return !withinWeek || this.day - days + 1 >= weeksStart('weekly', this.day, policy);
  }

  /** Days of the month so far on which somebody was late, or left early. */
  daysInMonth(what: 'late' | 'early'): number {
    return this.#latest[what] - this.#before(this.#run.months.of(this.day))[what];
  }

  /** The sums of all days before a day number. */
  #before(day: number): Sums {
    return this.#run.sums[day - this.#run.firstDay - 1] ?? noSums;
  }
}

/** What counts towards the threshold of a period; asked for each day, so that each name stands here. */
function towards({ weekly, biweekly, monthly }: Sums, kind: PeriodKind): number {
  switch (kind) {
    case 'weekly':
      return weekly;
    case 'biweekly':
      return biweekly;
    case 'monthly':
      return monthly;
  }
}
