/** Layer `dayType`: work on days of some types, all of it or what lies beyond its first minutes. */
import { type DayType, intersect, type Spans, totalOf, unite } from '../../model/index.ts';
import type { DateOfWork } from '../work-of-day.ts';
import { amount, type Claim, nothing } from './claim.ts';
import { layerKind, stages } from './layer-kind.ts';

/** Work on rest days, holidays and the like. */
export const dayType = layerKind('dayType', {
  stage: stages.sortOfDay,
  compile: ({ dayTypes, beyond }) => ({ dayTypes: new Set(dayTypes), beyond: beyond * 60 }),
  begins: ({ beyond }) => beyond,
  claim({ dayTypes, beyond }, { dayType: type, dates }, free, freeSpans) {
    if (dates !== null) return onDates(dates, dayTypes, beyond, free, freeSpans);
    return dayTypes.has(type) ? amount(free - beyond, freeSpans) : nothing;
  },
});

/** What is claimed of work that is shown on several dates: what lies on those of the types. */
function onDates(
  dates: readonly DateOfWork[],
  dayTypes: ReadonlySet<DayType>,
  beyond: number,
  free: number,
  freeSpans: Spans,
): Claim {
  const named = dates.filter((date) => dayTypes.has(date.dayType));
  if (named.length === dates.length) return amount(free - beyond, freeSpans);
  const spans = intersect(freeSpans, unite(named.flatMap(({ from, to }) => [from, to])));
  return amount(Math.min(free, totalOf(spans)) - beyond, spans);
}
