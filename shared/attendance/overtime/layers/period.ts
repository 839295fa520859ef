/** Layers `weekly`, `biweekly` and `monthly`: work of the period so far beyond an amount of time. */
import { intersect, lastOf, type Spans, totalOf } from '../../model/index.ts';
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

function asksPlan({ beyond, lessHoliday, lessLeave }: Threshold): boolean {
  return beyond === null || lessHoliday || lessLeave;
}

/** Where the threshold of a day's period lies. Seconds. */
function thresholdOf(kind: PeriodKind, threshold: Threshold, { inquiry, leaveWorked }: WorkOfDay): number {
  if (!asksPlan(threshold)) return threshold.beyond ?? 0;
  const { planned, holiday, leave } = inquiry.expectedOf(kind);
  const off = (threshold.lessHoliday ? holiday : 0) + (threshold.lessLeave ? leave - leaveWorked : 0);
  return Math.max(0, (threshold.beyond ?? planned) - off);
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
      const over = work.inquiry.counted(kind, countsAll) - thresholdOf(kind, threshold, work);
      if (!countsAll) return amount(Math.min(free, over + free), freeSpans);
      const last = lastOf(work.spans, Math.min(work.worked, over + work.worked));
      return amount(Math.min(free, totalOf(intersect(freeSpans, last))), freeSpans);
    },
  };
}
