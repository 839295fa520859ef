/** What the steps of one computation have in common: a user, a range of days, and all that was entered about them. */
import { dayNumber } from '#shared/time/calendar.ts';
import { epochSeconds } from '#shared/time/clock-text.ts';
import type { AttendanceInput, Correction } from '../model/index.ts';
import type { UserPlan } from '../plan/index.ts';
import { AwaitedTerminals } from './awaited.ts';
import type { CompiledRuleBook } from './compiled-rule-book.ts';

/** One computation. */
export interface Run {
  readonly userId: string;
  readonly plan: UserPlan;
  readonly book: CompiledRuleBook;
  /** First day number, and the day number after the last one. */
  readonly from: number;
  readonly to: number;
  /** First day number that somebody asks for: the days ahead of it only decide about the others. */
  readonly wanted: number;
  /** HR's corrections by day number, each day's in order of entry. */
  readonly corrections: ReadonlyMap<number, readonly Correction[]>;
  /** The clock, and the logs of all terminals without a name, are past any moment before this one; epoch seconds. */
  readonly settledUntil: number;
  /** The clock: epoch seconds. */
  readonly now: number;
  /** The terminals that the days wait for by name. */
  readonly awaited: AwaitedTerminals;
}

const noneCorrected: ReadonlyMap<number, readonly Correction[]> = new Map();

/** @param corrections - in order of entry */
export function runOf(
  input: AttendanceInput,
  plan: UserPlan,
  book: CompiledRuleBook,
  from: number,
  wanted: number,
  to: number,
  corrections: readonly Correction[],
): Run {
  const complete =
    input.completeThrough === null ? Number.NEGATIVE_INFINITY : epochSeconds(input.completeThrough);
  return {
    userId: input.user.id,
    plan,
    book,
    from,
    wanted,
    to,
    corrections:
      corrections.length === 0
        ? noneCorrected
        : Map.groupBy(corrections, (correction) => dayNumber(correction.date)),
    settledUntil: Math.min(complete, epochSeconds(input.now)),
    now: epochSeconds(input.now),
    awaited: new AwaitedTerminals(input.waitsFor),
  };
}

/** Whether a moment is over, and no punch of a day before it can come any more. @param moment - epoch seconds */
export function isSettled({ settledUntil, awaited }: Run, day: number, moment: number): boolean {
  return settledUntil > moment && awaited.behind(day, moment).length === 0;
}

/**
 * Serial numbers of the terminals for which a day waits, the one furthest behind first; none while the day waits for the
 * clock, because until then nobody can say that a log is late.
 * @param windowEnd - of the day, in epoch seconds
 */
export function waitsFor({ now, awaited }: Run, day: number, windowEnd: number): readonly string[] {
  return now > windowEnd ? awaited.behind(day, windowEnd) : [];
}
