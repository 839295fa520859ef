/** Layer `dayType`: work on days of some types, all of it or what lies beyond its first minutes. */
import { amount, nothing } from './claim.ts';
import { layerKind, stages } from './layer-kind.ts';

/** Work on rest days, holidays and the like. */
export const dayType = layerKind('dayType', {
  words: 'work on such a day',
  stage: stages.sortOfDay,
  compile: ({ dayTypes, beyond }) => ({ dayTypes: new Set(dayTypes), beyond: beyond * 60 }),
  begins: ({ beyond }) => beyond,
  claim: ({ dayTypes, beyond }, work, free, freeSpans) =>
    dayTypes.has(work.dayType) ? amount(free - beyond, freeSpans) : nothing,
});
