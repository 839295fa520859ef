/** Layer `beforeIn`: work before the scheduled IN of the day's first shift. */
import { IN, intersect, type Spans, totalOf } from '../../model/index.ts';
import type { WorkOfDay } from '../work-of-day.ts';
import { nothing } from './claim.ts';
import { layerKind, stages } from './layer-kind.ts';

/** Work before the scheduled IN. */
export const beforeIn = layerKind('beforeIn', {
  stage: stages.place,
  compile: () => null,
  place: beforeFirst,
  claim(_own, work, free, freeSpans) {
    const places = beforeFirst(work);
    // On most days nobody comes before the first shift.
    if (places.length === 0) return nothing;
    const spans = intersect(freeSpans, places);
    return { seconds: Math.min(free, totalOf(spans)), spans, isAmount: false };
  },
});

const nowhere: Spans = [];

/** From the beginning of the day's work, because nothing lies before it. */
function beforeFirst({ instances, spans }: WorkOfDay): Spans {
  const begin = spans[0] ?? 0;
  const first = instances[0]?.at[IN] ?? begin;
  return begin < first ? [begin, first] : nowhere;
}
