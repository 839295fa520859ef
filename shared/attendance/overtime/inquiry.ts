/** What one day's rules ask the days before it, and what they are told: every answer goes into the day's input hash. */
import type { PeriodExpectation, Periods } from '../plan/index.ts';
import { type PeriodKind, type Policy, periodOf } from '../rules/index.ts';
import type { DaysBefore } from './days-before.ts';

/** What the days before said, in the order of the questions. */
export interface Answers {
  readonly list: readonly number[];
  /** How many entries of the list are answers; what follows them says nothing. */
  readonly count: number;
}

const noAnswers: readonly number[] = [];

/** The questions of one day. It notes every answer, so that no rule can use one that the input hash does not hold. */
export class Inquiry implements Answers {
  readonly #before: DaysBefore | null;
  readonly #policy: Policy;
  readonly #periods: Periods;
  readonly #day: number;
  #answers: number[] | null = null;
  #count = 0;

  /**
   * @param day - day number of the day
   * @param before - the days before it; `null` where no rule looks back, and every answer about them is 0
   * @param periods - what the plan expects of the periods that the day lies in
   */
  constructor(day: number, before: DaysBefore | null, policy: Policy, periods: Periods) {
    this.#day = day;
    this.#before = before;
    this.#periods = periods;
    this.#policy = policy;
  }

  /** The same questions once more, whose answers go into no hash. @param before - the days before the day */
  again(before: DaysBefore): Inquiry {
    return new Inquiry(this.#day, before, this.#policy, this.#periods);
  }

  /** Every answer so far, and behind them room for more: nobody copies it for the hash alone. */
  get list(): readonly number[] {
    return this.#answers ?? noAnswers;
  }

  get count(): number {
    return this.#count;
  }

  /** Seconds of the period so far; see {@link DaysBefore.counted}. */
  counted(kind: PeriodKind, countsAll: boolean): number {
    return this.#noted(this.#before?.counted(kind, countsAll, this.#policy) ?? 0);
  }

  /** Seconds worked in the week so far. */
  workedInWeek(): number {
    return this.#noted(this.#before?.workedInWeek(this.#policy) ?? 0);
  }

  /** Days of the week so far on which somebody worked. */
  daysWorkedInWeek(): number {
    return this.#noted(this.#before?.daysWorkedInWeek(this.#policy) ?? 0);
  }

  /** What the plan expects of the whole period, its leave less what was worked of it before the day. Seconds. */
  expectedOf(kind: PeriodKind): PeriodExpectation {
    const { from, to } = periodOf(kind, this.#day, this.#policy);
    const { planned, holiday, leave } = this.#periods.expectedBetween(from, to);
    const worked = this.#before?.leaveWorkedSince(from) ?? 0;
    return {
      planned: this.#noted(planned),
      holiday: this.#noted(holiday),
      leave: this.#noted(leave - worked),
    };
  }

  /** Whether the day is at least the n-th in a row on which somebody works. */
  isConsecutive(days: number, withinWeek: boolean): boolean {
    const isConsecutive = this.#before?.isConsecutive(days, withinWeek, this.#policy) === true;
    return this.#noted(isConsecutive ? 1 : 0) === 1;
  }

  /** Days of the month so far on which somebody was late, or left early. */
  daysInMonth(what: 'late' | 'early'): number {
    return this.#noted(this.#before?.daysInMonth(what) ?? 0);
  }

  #noted(answer: number): number {
    // With room for as many answers as most days ask for.
    if (this.#answers === null) this.#answers = [answer, 0, 0, 0, 0, 0, 0, 0];
    else this.#answers[this.#count] = answer;
    this.#count += 1;
    return answer;
  }
}
