/** Layer `afterOut`: work after the scheduled OUT of each shift until the next one's IN. */
import { IN, intersect, OUT, type Spans, totalOf } from '../../model/index.ts';
import type { WorkOfDay } from '../work-of-day.ts';
import { nothing } from './claim.ts';
import { layerKind, stages } from './layer-kind.ts';

/** Work after the scheduled OUT. */
export const afterOut = layerKind('afterOut', {
  stage: stages.place,
  compile: () => null,
  place: afterEach,
  claim(_own, work, free, freeSpans) {
    const places = afterEach(work);
    if (places.length === 0) return nothing;
    const spans = intersect(freeSpans, places);
    return { seconds: Math.min(free, totalOf(spans)), spans, isAmount: false };
  },
});

const nowhere: Spans = [];

/** Up to the end of the day's work, because nothing lies after it. */
function afterEach({ instances, spans }: WorkOfDay): Spans {
  const end = spans.at(-1) ?? 0;
  if (instances.length === 1) {
    const out = instances[0]?.at[OUT] ?? 0;
    // On most days nobody stays longer than the day's only shift.
    return out < end ? [out, end] : nowhere;
  }
  const places: Spans = [];
  for (const [index, { at }] of instances.entries()) {
    const from = at[OUT] ?? 0;
    const to = instances[index + 1]?.at[IN] ?? end;
    if (from < to) places.push(from, to);
  }
  return places;
}
