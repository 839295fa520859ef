/** Layer `afterOut`: work after the scheduled OUT of each shift until the next one's IN. */
import { IN, intersect, OUT, type Spans, totalOf } from '../../model/index.ts';
import type { WorkOfDay } from '../work-of-day.ts';
import { layerKind, stages } from './layer-kind.ts';

/** Work after the scheduled OUT. */
export const afterOut = layerKind('afterOut', {
  words: 'after the scheduled OUT',
  stage: stages.place,
  compile: () => null,
  place: afterEach,
  claim(_own, work, free, freeSpans) {
    const spans = intersect(freeSpans, afterEach(work));
    return { seconds: Math.min(free, totalOf(spans)), spans, isAmount: false };
  },
});

function afterEach({ instances }: WorkOfDay): Spans {
  const places: Spans = [];
  for (const [index, { at }] of instances.entries()) {
    const from = at[OUT] ?? 0;
    const to = instances[index + 1]?.at[IN] ?? Infinity;
    if (from < to) places.push(from, to);
  }
  return places;
}
