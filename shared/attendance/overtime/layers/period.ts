/** Layers `weekly`, `biweekly` and `monthly`: work of the period so far beyond a number of minutes. */
import { intersect, lastOf, type Spans, totalOf } from '../../model/index.ts';
import type { PeriodKind } from '../../rules/index.ts';
import type { WorkOfDay } from '../work-of-day.ts';
import { amount, type Claim } from './claim.ts';
import { layerKind, stages } from './layer-kind.ts';

/** Work beyond the time of the week. */
export const weekly = layerKind('weekly', {
  words: 'beyond the time of the week',
  stage: stages.week,
  ...ofPeriod('weekly'),
});

/** Work beyond the time of two weeks. */
export const biweekly = layerKind('biweekly', {
  words: 'beyond the time of the two weeks',
  stage: stages.twoWeeks,
  ...ofPeriod('biweekly'),
});

/** Work beyond the time of the calendar month. */
export const monthly = layerKind('monthly', {
  words: 'beyond the time of the month',
  stage: stages.month,
  ...ofPeriod('monthly'),
});

interface Threshold {
  readonly beyond: number;
  /** Also time that other layers were given counts towards `beyond`. */
  readonly countsAll: boolean;
}

function ofPeriod(kind: PeriodKind) {
  return {
    compile: ({ beyond, counts }: { beyond: number; counts: 'regular' | 'worked' }): Threshold => ({
      beyond: beyond * 60,
      countsAll: counts === 'worked',
    }),
    lookBack: () => ({ period: kind, row: null, week: false }),
    begins: ({ beyond }: Threshold) => beyond,
    /** What of the free time lies beyond the threshold of the period so far. */
    claim({ beyond, countsAll }: Threshold, work: WorkOfDay, free: number, freeSpans: Spans): Claim {
      const over = work.inquiry.counted(kind, countsAll) - beyond;
      if (!countsAll) return amount(Math.min(free, over + free), freeSpans);
      const last = lastOf(work.spans, Math.min(work.worked, over + work.worked));
      return amount(Math.min(free, totalOf(intersect(freeSpans, last))), freeSpans);
    },
  };
}
