/** Layer `beforeIn`: work before the scheduled IN of the day's first shift. */
import { IN, intersect, type Spans, totalOf } from '../../model/index.ts';
import type { WorkOfDay } from '../work-of-day.ts';
import { nothing } from './claim.ts';
import { layerKind, stages } from './layer-kind.ts';

/** Work before the scheduled IN. */
export const beforeIn = layerKind('beforeIn', {
  words: 'before the scheduled IN',
  stage: stages.place,
  compile: () => null,
  place: beforeFirst,
  claim(_own, work, free, freeSpans) {
    // On most days nobody comes before the first shift.
    if ((freeSpans[0] ?? Infinity) >= (work.instances[0]?.at[IN] ?? Number.NEGATIVE_INFINITY)) return nothing;
    const spans = intersect(freeSpans, beforeFirst(work));
    return { seconds: Math.min(free, totalOf(spans)), spans, isAmount: false };
  },
});

function beforeFirst({ instances }: WorkOfDay): Spans {
  const first = instances[0]?.at[IN];
  return first === undefined ? [] : [Number.NEGATIVE_INFINITY, first];
}
