/** Layers `weekly`, `biweekly` and `monthly`: work of the period so far beyond an amount of time. */
import { intersect, lastOf, type Spans, totalOf } from '../../model/index.ts';
import type { PeriodExpectation } from '../../plan/index.ts';
import type { PeriodKind } from '../../rules/index.ts';
import type { WorkOfDay } from '../work-of-day.ts';
import { amount, type Claim } from './claim.ts';
import { layerKind, stages } from './layer-kind.ts';

/** Work beyond the time of the week. */
export const weekly = layerKind('weekly', {
  stage: stages.week,
  ...ofPeriod('weekly'),
});

/** Work beyond the time of two weeks. */
export const biweekly = layerKind('biweekly', {
  stage: stages.twoWeeks,
  ...ofPeriod('biweekly'),
});

/** Work beyond the time of the calendar month. */
export const monthly = layerKind('monthly', {
  stage: stages.month,
  ...ofPeriod('monthly'),
});

/** What a threshold of a period is in the rules. */
interface Document {
  readonly beyond: number | 'expected';
  readonly counts: 'regular' | 'worked';
  readonly reducedBy?: readonly ('holiday' | 'leave')[] | undefined;
}

interface Threshold {
  /** Seconds; `null` where it is what the plan expects of the whole period. */
  readonly beyond: number | null;
  readonly lessHoliday: boolean;
  readonly lessLeave: boolean;
  /** Also time that other layers were given counts towards it. */
  readonly countsAll: boolean;
}

function compile({ beyond, counts, reducedBy }: Document): Threshold {
  const reducing = reducedBy ?? (beyond === 'expected' ? ['holiday', 'leave'] : []);
  return {
    beyond: beyond === 'expected' ? null : beyond * 60,
    lessHoliday: reducing.includes('holiday'),
    lessLeave: reducing.includes('leave'),
    countsAll: counts === 'worked',
  };
}

const nothingExpected: PeriodExpectation = { planned: 0, holiday: 0, leave: 0 };

function asksPlan({ beyond, lessHoliday, lessLeave }: Threshold): boolean {
  return beyond === null || lessHoliday || lessLeave;
}

/**
 * Where the threshold of a day's period lies. Seconds.
 * @param expected - of the whole period, its leave less what was worked of it before the day
 * @param leaveWorked - of the day's own leave: what of leave is worked lowers nothing
 */
function thresholdOf(
  { beyond, lessHoliday, lessLeave }: Threshold,
  { planned, holiday, leave }: PeriodExpectation,
  leaveWorked: number,
): number {
  const off = (lessHoliday ? holiday : 0) + (lessLeave ? leave - leaveWorked : 0);
  return Math.max(0, (beyond ?? planned) - off);
}

function ofPeriod(kind: PeriodKind) {
  return {
    compile,
    lookBack: (document: Document) => ({
      period: kind,
      row: null,
      week: false,
      wholePeriod: asksPlan(compile(document)),
    }),
    begins: ({ beyond }: Threshold) => beyond ?? 0,
    /** What of the free time lies beyond the threshold of the period so far. */
    claim(threshold: Threshold, work: WorkOfDay, free: number, freeSpans: Spans): Claim {
      const { countsAll } = threshold;
      const counted = work.inquiry.counted(kind, countsAll);
      const expected = asksPlan(threshold) ? work.inquiry.expectedOf(kind) : nothingExpected;
      // What the days before had beyond the threshold of then was overtime then, also where the day itself raises it.
      const before = Math.min(counted, thresholdOf(threshold, expected, 0));
      const over = before - thresholdOf(threshold, expected, work.leaveWorked);
      if (!countsAll) return amount(over + free, freeSpans);
      const last = lastOf(work.spans, over + work.worked);
      return amount(Math.min(free, totalOf(intersect(freeSpans, last))), freeSpans);
    },
  };
}
