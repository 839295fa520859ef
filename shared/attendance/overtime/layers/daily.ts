/** Layer `daily`: work beyond a number of minutes a day, or beyond the day's expected time. */
import { amount, nothing } from './claim.ts';
import { layerKind, stages } from './layer-kind.ts';

/** Work beyond an amount of the day. */
export const daily = layerKind('daily', {
  words: 'beyond the daily time',
  stage: stages.day,
  // `null` is the day's expected time.
  compile: ({ beyond }) => ({ beyond: beyond === 'expected' ? null : beyond * 60 }),
  begins: ({ beyond }) => beyond ?? 0,
  claim({ beyond }, { expected, dayType }, free, freeSpans) {
    // Without an expected time there is nothing to be beyond of, except where none was to be worked at all.
    const nothingPlanned = beyond === null && expected === 0 && dayType === 'workday';
    return nothingPlanned ? nothing : amount(free - (beyond ?? expected), freeSpans);
  },
});
