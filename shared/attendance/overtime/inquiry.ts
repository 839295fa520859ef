/** What one day's rules ask the days before it, and what they are told: every answer goes into the day's input hash. */
import type { PeriodKind, Policy } from '../rules/index.ts';
import type { DaysBefore } from './days-before.ts';

/** The questions of one day. It notes every answer, so that no rule can use one that the input hash does not hold. */
export class Inquiry {
  readonly #before: DaysBefore | null;
  readonly #policy: Policy;
  readonly #answers: number[] = [];

  /** @param before - the days before the day; `null` where no rule looks back, and every answer is 0 */
  constructor(before: DaysBefore | null, policy: Policy) {
    this.#before = before;
    this.#policy = policy;
  }

  /** Every answer so far, in the order of the questions. */
  get answers(): readonly number[] {
    return this.#answers;
  }

  /** Seconds of the period so far; see {@link DaysBefore.counted}. */
  counted(kind: PeriodKind, countsAll: boolean): number {
    return this.#noted(this.#before?.counted(kind, countsAll, this.#policy) ?? 0);
  }

  /** Seconds worked in the week so far. */
  workedInWeek(): number {
    return this.#noted(this.#before?.workedInWeek(this.#policy) ?? 0);
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
    this.#answers.push(answer);
    return answer;
  }
}
