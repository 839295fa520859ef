/** Layer `consecutiveDays`: work on the n-th day in a row and on those that follow it without a break. */
import { amount, nothing } from './claim.ts';
import { layerKind, stages } from './layer-kind.ts';

/** Work on as many days in a row. */
export const consecutiveDays = layerKind('consecutiveDays', {
  stage: stages.sortOfDay,
  compile: ({ days, withinWeek, beyond }) => ({ days, withinWeek, beyond: beyond * 60 }),
  lookBack: ({ days, withinWeek }) => ({
    period: null,
    row: { days, withinWeek },
    week: false,
    wholePeriod: false,
  }),
  begins: ({ beyond }) => beyond,
  claim: ({ days, withinWeek, beyond }, { inquiry }, free, freeSpans) =>
    inquiry.isConsecutive(days, withinWeek) ? amount(free - beyond, freeSpans) : nothing,
});
