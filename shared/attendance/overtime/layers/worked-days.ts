/** Layer `workedDays`: work on the n-th day of a week on which somebody works, and on those that follow in it. */
import { amount, nothing } from './claim.ts';
import { layerKind, stages } from './layer-kind.ts';

/** Work on as many days of a week, in a row or not. */
export const workedDays = layerKind('workedDays', {
  stage: stages.sortOfDay,
  compile: ({ days, beyond }) => ({ days, beyond: beyond * 60 }),
  lookBack: () => ({ period: null, row: null, week: true, wholePeriod: false }),
  begins: ({ beyond }) => beyond,
  claim: ({ days, beyond }, { inquiry }, free, freeSpans) =>
    inquiry.daysWorkedInWeek() >= days - 1 ? amount(free - beyond, freeSpans) : nothing,
});
