/** Takes punched, scheduled and deducted breaks off the work of a shift. @module */

import {
  BREAK,
  firstOf,
  intersect,
  RESUME,
  type Spans,
  subtract,
  totalOf,
  unite,
  withoutMiddle,
} from '../model/index.ts';
import type { ShiftInstance } from '../plan/index.ts';
import type { BreakPolicy, Policy } from '../rules/index.ts';
import { autoDeduction } from '../rules/index.ts';
import { type PunchedBreaks, tellBreaksApart } from './lunch.ts';
import { roundTotal } from './round.ts';

/** What the breaks make of a shift. Seconds. */
export interface AfterBreaks {
  readonly worked: Spans;
  /** Punched break and break taken off by rule. */
  readonly taken: number;
  /** Scheduled break that was worked and counts as overtime. */
  readonly unusedAsOvertime: number;
  /** Punched break that was given back and has a pay code of its own: a part of the work. */
  readonly givenBack: Spans;
  readonly isExtended: boolean;
  readonly isShort: boolean;
  /** Seconds taken off beyond what was punched. */
  readonly deducted: number;
  /** Seconds of short breaks that are paid. */
  readonly shortPaid: number;
}

const nothing: Spans = [];

/**
 * Section 5: takes breaks from the work.
 * @param present - stretches between arrival and departure, without punched breaks
 * @param punched - the punched breaks between them
 * @param instance - the scheduled shift; `null` for work without fixed times
 * @param shortLeft - seconds of short breaks that may still be paid on this day
 */
export function takeBreaks(
  present: Spans,
  punched: Spans,
  instance: ShiftInstance | null,
  policy: Policy,
  shortLeft: number,
): AfterBreaks {
  const { breaks } = policy;
  const apart = tellBreaksApart(punched, instance, breaks, shortLeft);
  const exact = totalOf(apart.others);
  const counted = roundTotal(exact, policy.breakTotal);
  const paid = totalOf(apart.paid);
  const work = takenByMode(present, punched, apart, counted, instance, breaks);
  return {
    worked: work.worked,
    taken: work.taken + paid,
    unusedAsOvertime: work.unusedAsOvertime,
    givenBack: work.givenBack,
    isExtended: isExtended(apart, counted, instance, policy),
    isShort: exact > 0 && counted < breaks.minimum,
    deducted: work.deducted,
    shortPaid: apart.shortPaid,
  };
}

function takenByMode(
  present: Spans,
  punched: Spans,
  { paid, others }: PunchedBreaks,
  counted: number,
  instance: ShiftInstance | null,
  breaks: BreakPolicy,
): Taken {
  if (breaks.mode === 'none') {
    const worked = unite([...present, ...punched]);
    return { worked, taken: counted, unusedAsOvertime: 0, givenBack: nothing, deducted: 0 };
  }
  const worked = paid.length === 0 ? present : unite([...present, ...paid]);
  if (breaks.mode === 'fixed' && instance !== null && instance.breakSeconds > 0) {
    return fixedBreak(worked, others, instance, counted, breaks);
  }
  return breaksByMode(worked, others, instance, breaks, counted);
}

type Taken = Pick<AfterBreaks, 'worked' | 'taken' | 'unusedAsOvertime' | 'givenBack' | 'deducted'>;

function breaksByMode(
  present: Spans,
  punched: Spans,
  instance: ShiftInstance | null,
  breaks: BreakPolicy,
  counted: number,
): Taken {
  const exact = totalOf(punched);
  const scheduled = instance?.breakSeconds ?? 0;
  const isPaid = instance?.shift.paidBreak ?? false;
  const floor = exact > 0 ? Math.max(counted, breaks.minimum) : 0;
  let unpaid = isPaid ? Math.max(0, floor - (breaks.maximum ?? scheduled)) : floor;
  let worked = present;
  let unusedAsOvertime = 0;
  let givenBack = nothing;
  let deducted = 0;
  if (breaks.mode === 'scheduled' && instance !== null && scheduled > 0 && !isPaid) {
    const before = totalOf(worked);
    worked = subtract(worked, scheduledBreak(instance));
    deducted = before - totalOf(worked);
  }
  if (breaks.mode === 'auto-deduct') {
    deducted = autoDeduction(totalOf(worked), breaks, breaks.countPunched ? unpaid : 0);
    unpaid += deducted;
  }
  if (breaks.mode === 'auto-add') {
    const before = unpaid;
    unpaid = Math.max(0, unpaid - backOf(totalOf(worked), punched, breaks));
    if (breaks.giveBackCode !== null) givenBack = betweenOf(punched, exact - before, exact - unpaid);
  }
  if (breaks.mode === 'punched' && breaks.unused !== 'work' && !isPaid && present.length > 0) {
    const unused = Math.max(0, unusedBreak(present, instance, exact) - Math.max(0, floor - exact));
    if (breaks.unused === 'deduct') {
      unpaid += unused;
      deducted += unused;
    }
    if (breaks.unused === 'overtime') unusedAsOvertime = unused;
  }
  return {
    worked: withUnpaid(worked, punched, exact, unpaid, breaks.steps[0]?.after ?? 0),
    taken: Math.max(counted, floor) + deducted,
    unusedAsOvertime,
    givenBack,
    deducted,
  };
}

/**
 * Mode `fixed`: the scheduled break within the presence is taken off, neither more nor less than it, and beyond it only
 * what was punched beyond the longest break, where the rules name one.
 */
function fixedBreak(
  present: Spans,
  punched: Spans,
  instance: ShiftInstance,
  counted: number,
  breaks: BreakPolicy,
): Taken {
  const scheduled = scheduledBreak(instance);
  const exact = totalOf(punched);
  const due = instance.shift.paidBreak ? 0 : totalOf(intersect(unite([...present, ...punched]), scheduled));
  const over = breaks.maximum === null ? 0 : Math.max(0, counted - Math.max(breaks.maximum, due));
  const unpaid = due + over;
  const deducted = Math.max(0, unpaid - exact);
  // What was not punched is taken where the break is scheduled; no more is due than lies there.
  const worked =
    unpaid <= exact
      ? unite([...present, ...firstOf(punched, exact - unpaid)])
      : subtract(present, firstOf(intersect(present, scheduled), deducted));
  return { worked, taken: unpaid, unusedAsOvertime: 0, givenBack: nothing, deducted };
}

/** Whether the lunch, or where breaks are not told apart all of them together, was longer than allowed. */
function isExtended(
  { lunch, others }: PunchedBreaks,
  counted: number,
  instance: ShiftInstance | null,
  { breaks, breakGrace, breakTotal }: Policy,
): boolean {
  const ofEveryBreak = breaks.maximum ?? instance?.breakSeconds ?? 0;
  if (lunch === null) return others.length > 0 && isLonger(counted, ofEveryBreak, breakGrace);
  return isLonger(roundTotal(lunch, breakTotal), breaks.lunchMaximum ?? ofEveryBreak, breakGrace);
}

function isLonger(seconds: number, allowed: number, grace: number): boolean {
  return allowed > 0 && seconds > allowed + grace;
}

function scheduledBreak({ at, breakSeconds }: ShiftInstance): Spans {
  return breakSeconds === 0 ? nothing : [at[BREAK] ?? 0, at[RESUME] ?? 0];
}

/** Punched break that is given back, from the first breaks and at most as much as the rules say. */
function backOf(worked: number, punched: Spans, breaks: BreakPolicy): number {
  const step = breaks.giveBackSteps.findLast(({ after }) => worked >= after);
  return Math.min(step?.seconds ?? 0, totalOf(punched.slice(0, breaks.giveBackBreaks * 2)));
}

/** The stretch of some spans from so many of their seconds on to so many. */
function betweenOf(spans: Spans, from: number, to: number): Spans {
  if (to <= 0 || to <= from) return nothing;
  return subtract(firstOf(spans, to), firstOf(spans, Math.max(0, from)));
}

/** Scheduled break within the presence that was not taken. */
function unusedBreak(present: Spans, instance: ShiftInstance | null, taken: number): number {
  if (instance === null || instance.breakSeconds === 0) return 0;
  const from = present[0] ?? 0;
  const to = present.at(-1) ?? 0;
  return Math.max(0, totalOf(intersect([from, to], scheduledBreak(instance))) - taken);
}

/** The work when `unpaid` seconds of break are not paid, of which `punched` are outside it already. */
function withUnpaid(worked: Spans, punched: Spans, exact: number, unpaid: number, after: number): Spans {
  if (unpaid === exact) return worked;
  if (unpaid < exact) return unite([...worked, ...firstOf(punched, exact - unpaid)]);
  return withoutMiddle(worked, after, unpaid - exact);
}
