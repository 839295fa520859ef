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
import { roundTotal } from './round.ts';

/** What the breaks make of a shift. Seconds. */
export interface AfterBreaks {
  readonly worked: Spans;
  /** Punched break and break taken off by rule. */
  readonly taken: number;
  /** Scheduled break that was worked and counts as overtime. */
  readonly unusedAsOvertime: number;
  readonly isExtended: boolean;
  readonly isShort: boolean;
  /** Seconds taken off beyond what was punched. */
  readonly deducted: number;
}

/**
 * Section 5: takes breaks from the work.
 * @param present - stretches between arrival and departure, without punched breaks
 * @param punched - the punched breaks between them
 * @param instance - the scheduled shift; `null` for work without fixed times
 */
export function takeBreaks(
  present: Spans,
  punched: Spans,
  instance: ShiftInstance | null,
  policy: Policy,
): AfterBreaks {
  const { breaks } = policy;
  const exact = totalOf(punched);
  const counted = roundTotal(exact, policy.breakTotal);
  const scheduled = instance?.breakSeconds ?? 0;
  const isPaid = instance?.shift.paidBreak ?? false;
  const allowed = breaks.maximum ?? scheduled;
  const isExtended = exact > 0 && allowed > 0 && counted > allowed + policy.breakGrace;
  const isShort = exact > 0 && counted < breaks.minimum;
  if (breaks.mode === 'none') {
    const worked = unite([...present, ...punched]);
    return { worked, taken: counted, unusedAsOvertime: 0, isExtended, isShort, deducted: 0 };
  }

  const floor = exact > 0 ? Math.max(counted, breaks.minimum) : 0;
  let unpaid = isPaid ? Math.max(0, floor - allowed) : floor;
  let worked = present;
  let unusedAsOvertime = 0;
  let deducted = 0;
  if (breaks.mode === 'scheduled' && instance && scheduled > 0 && !isPaid) {
    const before = totalOf(worked);
    worked = subtract(worked, [instance.at[BREAK] ?? 0, instance.at[RESUME] ?? 0]);
    deducted = before - totalOf(worked);
  }
  if (breaks.mode === 'auto-deduct') {
    deducted = autoDeduction(totalOf(worked), breaks, breaks.countPunched ? unpaid : 0);
    unpaid += deducted;
  }
  if (breaks.mode === 'auto-add') unpaid = Math.max(0, unpaid - givenBack(totalOf(worked), punched, breaks));
  if (breaks.mode === 'punched' && !isPaid && present.length > 0) {
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
    isExtended,
    isShort,
    deducted,
  };
}

/** Punched break that is given back, from the first breaks and at most as much as the rules say. */
function givenBack(worked: number, punched: Spans, breaks: BreakPolicy): number {
  if (worked < breaks.giveBackAfter) return 0;
  return Math.min(breaks.giveBack, totalOf(punched.slice(0, breaks.giveBackBreaks * 2)));
}

/** Scheduled break within the presence that was not taken. */
function unusedBreak(present: Spans, instance: ShiftInstance | null, taken: number): number {
  if (!instance || instance.breakSeconds === 0) return 0;
  const from = present[0] ?? 0;
  const to = present.at(-1) ?? 0;
  const due = totalOf(intersect([from, to], [instance.at[BREAK] ?? 0, instance.at[RESUME] ?? 0]));
  return Math.max(0, due - taken);
}

/** The work when `unpaid` seconds of break are not paid, of which `punched` are outside it already. */
function withUnpaid(worked: Spans, punched: Spans, exact: number, unpaid: number, after: number): Spans {
  if (unpaid === exact) return worked;
  if (unpaid < exact) return unite([...worked, ...firstOf(punched, exact - unpaid)]);
  return withoutMiddle(worked, after, unpaid - exact);
}
