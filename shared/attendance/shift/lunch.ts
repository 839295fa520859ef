/** Tells the lunch and short breaks apart among the punched breaks of a shift, and says which of them are paid. @module */

import { BREAK, firstOf, intersect, RESUME, type Spans, subtract, totalOf, unite } from '../model/index.ts';
import type { ShiftInstance } from '../plan/index.ts';
import type { BreakPolicy } from '../rules/index.ts';

/** The punched breaks of a shift, told apart. */
export interface PunchedBreaks {
  /** Paid by the rules for the lunch and for short breaks: it counts as worked. */
  readonly paid: Spans;
  /** All others; what becomes of them is the break mode's to say. */
  readonly others: Spans;
  /** Length of the lunch in seconds; 0 without one, `null` where breaks are not told apart. */
  readonly lunch: number | null;
  /** Of the paid time: short breaks, in seconds. */
  readonly shortPaid: number;
}

const nothing: Spans = [];

/**
 * Section 5, lunch and short breaks.
 * @param punched - the punched breaks in time order
 * @param instance - the scheduled shift; `null` for work without fixed times
 * @param shortLeft - seconds of short breaks that may still be paid on this day
 */
export function tellBreaksApart(
  punched: Spans,
  instance: ShiftInstance | null,
  breaks: BreakPolicy,
  shortLeft: number,
): PunchedBreaks {
  const areTold = breaks.lunch !== 'none' || breaks.shortBreak > 0;
  return areTold
    ? toldApart(punched, instance, breaks, shortLeft)
    : { paid: nothing, others: punched, lunch: null, shortPaid: 0 };
}

function toldApart(
  punched: Spans,
  instance: ShiftInstance | null,
  breaks: BreakPolicy,
  shortLeft: number,
): PunchedBreaks {
  const all = breaksOf(punched);
  const lunch = lunchOf(all, instance, breaks);
  const short = all.flatMap((each) => (each !== lunch && totalOf(each) <= breaks.shortBreak ? each : []));
  const paidShort = firstOf(short, shortLeft);
  const paid = unite([...paidShort, ...(lunch !== null ? firstOf(lunch, breaks.lunchPaid) : [])]);
  return {
    paid,
    others: subtract(punched, paid),
    lunch: breaks.lunch === 'none' ? null : totalOf(lunch ?? []),
    shortPaid: totalOf(paidShort),
  };
}

function breaksOf(punched: Spans): Spans[] {
  const breaks: Spans[] = [];
  for (let i = 0; i < punched.length; i += 2) breaks.push(punched.slice(i, i + 2));
  return breaks;
}

/** A break as short as a short one is no lunch, unless it lies in the scheduled break. */
function lunchOf(all: readonly Spans[], instance: ShiftInstance | null, breaks: BreakPolicy): Spans | null {
  if (breaks.lunch === 'none') return null;
  const scheduled: Spans =
    instance !== null && instance.breakSeconds > 0 ? [instance.at[BREAK] ?? 0, instance.at[RESUME] ?? 0] : [];
  const possible = all.filter(
    (each) => totalOf(each) > breaks.shortBreak || totalOf(intersect(each, scheduled)) > 0,
  );
  // Where no break is scheduled, none is near it.
  const isNearest = breaks.lunch === 'nearest' && scheduled.length > 0;
  const rank = (each: Spans): number => (isNearest ? distance(each, scheduled) : -totalOf(each));
  return possible.reduce<Spans | null>(
    (best, each) => (best === null || rank(each) < rank(best) ? each : best),
    null,
  );
}

function distance([from = 0, to = 0]: Spans, [begin = 0, end = 0]: Spans): number {
  return Math.abs(from - begin) + Math.abs(to - end);
}
