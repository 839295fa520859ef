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

/** What the days of one run have in common. */
interface Run {
  readonly firstDay: number;
  readonly paid: Readonly<Record<PeriodKind, boolean>>;
  /** The days before each day from the first one on; only ever added to. */
  readonly days: DaysBefore[];
  readonly months: MonthStarts;
}

/**
 * The days before one day. A value: the day's own log makes the one of the next day, so nothing can be asked about a day
 * before all days ahead of it are paid. Kept as running sums from the first day on, in seconds or days, so that a question
 * about a month costs no more than one about a day.
 */
export class DaysBefore {
  /** Number of the day that they come before. */
  readonly day: number;
  readonly #run: Run;
  #worked = 0;
  #weekly = 0;
  #biweekly = 0;
  #monthly = 0;
  /** Days on which somebody was late, or left early. */
  #late = 0;
  #early = 0;
  #leaveWorked = 0;
  /** Days on which somebody worked. */
  #daysWorked = 0;
  /** Days in a row up to the day before the day on which somebody worked. */
  #inARow = 0;

  private constructor(day: number, run: Run) {
    this.day = day;
    this.#run = run;
    run.days.push(this);
  }

  /**
   * No days at all, before the first one.
   * @param firstDay - its day number
   * @param kinds - periods whose overtime some schedule pays
   */
  static none(firstDay: number, kinds: readonly PeriodKind[]): DaysBefore {
    const paid = {
      weekly: kinds.includes('weekly'),
      biweekly: kinds.includes('biweekly'),
      monthly: kinds.includes('monthly'),
    };
    return new DaysBefore(firstDay, { firstDay, paid, days: [], months: new MonthStarts() });
  }

  /** Whether some schedule pays overtime of a period. */
  get paid(): Readonly<Record<PeriodKind, boolean>> {
    return this.#run.paid;
  }

  /**
   * The days before the next day.
   * @param log - of the day that these come before
   * @throws RangeError where the next day has been made already
   */
  and(log: DayLog): DaysBefore {
    const { days, firstDay } = this.#run;
    if (firstDay + days.length - 1 !== this.day) throw new RangeError('a day is followed by one day');
    const next = new DaysBefore(this.day + 1, this.#run);
    const hasWorked = log.worked > 0;
    next.#worked = this.#worked + log.worked;
    next.#weekly = this.#weekly + log.weekly;
    next.#biweekly = this.#biweekly + log.biweekly;
    next.#monthly = this.#monthly + log.monthly;
    next.#late = log.late > 0 ? this.#late + 1 : this.#late;
    next.#early = log.early > 0 ? this.#early + 1 : this.#early;
    next.#leaveWorked = this.#leaveWorked + log.leaveWorked;
    next.#daysWorked = hasWorked ? this.#daysWorked + 1 : this.#daysWorked;
    next.#inARow = hasWorked ? this.#inARow + 1 : 0;
    return next;
  }

  /**
   * Seconds of the period so far that count towards the threshold of a period layer.
   * @param countsAll - whether time that other layers were given counts too
   */
  counted(kind: PeriodKind, countsAll: boolean, policy: Policy): number {
    const start = kind === 'monthly' ? this.#run.months.of(this.day) : weeksStart(kind, this.day, policy);
    const before = this.#until(start);
    if (countsAll) return this.#worked - before.#worked;
    switch (kind) {
      case 'weekly':
        return this.#weekly - before.#weekly;
      case 'biweekly':
        return this.#biweekly - before.#biweekly;
      case 'monthly':
        return this.#monthly - before.#monthly;
    }
  }

  /** Seconds worked in the week so far. */
  workedInWeek(policy: Policy): number {
    return this.#worked - this.#until(weeksStart('weekly', this.day, policy)).#worked;
  }

  /** Days of the week so far on which somebody worked. */
  daysWorkedInWeek(policy: Policy): number {
    return this.#daysWorked - this.#until(weeksStart('weekly', this.day, policy)).#daysWorked;
  }

  /** By how much leave was reduced on the days of the period so far. @param from - the period's first day number */
  leaveWorkedSince(from: number): number {
    return this.#leaveWorked - this.#until(from).#leaveWorked;
  }

  /** Whether somebody has worked on each of the days before the day, so that it is at least the n-th in a row. */
  isConsecutive(days: number, withinWeek: boolean, policy: Policy): boolean {
    if (this.#inARow < days - 1) return false;
    return !withinWeek || this.day - days + 1 >= weeksStart('weekly', this.day, policy);
  }

  /** Days of the month so far on which somebody was late, or left early. */
  daysInMonth(what: 'late' | 'early'): number {
    const before = this.#until(this.#run.months.of(this.day));
    return what === 'late' ? this.#late - before.#late : this.#early - before.#early;
  }

  /** The days before a day number; before the first day there is nothing. */
  #until(day: number): DaysBefore {
    const { days, firstDay } = this.#run;
    return days[Math.max(0, day - firstDay)] ?? this;
  }
}
