/** Layer `daily`: work beyond a number of minutes a day, or beyond the day's expected time. */
import { firstOf } from '../../model/index.ts';
import { amount, nothing } from './claim.ts';
import { layerKind, stages } from './layer-kind.ts';

/** Work beyond an amount of the day. */
export const daily = layerKind('daily', {
  stage: stages.day,
  // `null` is the day's expected time.
  compile: ({ beyond, until = Infinity }) => ({
    beyond: beyond === 'expected' ? null : beyond * 60,
    until: until * 60,
  }),
  begins: ({ beyond }) => beyond ?? 0,
  claim({ beyond, until }, { expected, dayType }, free, freeSpans) {
    // Without an expected time there is nothing to be beyond of, except where none was to be worked at all.
    const nothingPlanned = beyond === null && expected === 0 && dayType === 'workday';
    if (nothingPlanned) return nothing;
    const after = beyond ?? expected;
    return free <= until ? amount(free - after, freeSpans) : amount(until - after, firstOf(freeSpans, until));
  },
});
