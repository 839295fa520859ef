/** Works out the break that a rule takes off an amount of work. @module */

import type { BreakPolicy } from './policy.ts';

/**
 * What is taken off an amount of work by rule: that of the highest step that it exceeds, or, where the rules repeat, once
 * more for every further stretch after which a break is due, less the break that was punched already. Seconds.
 */
export function autoDeduction(
  worked: number,
  { steps, repeatedly, onlyBeyond }: BreakPolicy,
  punched = 0,
): number {
  let deduction = 0;
  for (const { after, seconds } of steps) {
    if (worked <= after) break;
    const times = repeatedly && after > 0 ? Math.ceil(worked / after) - 1 : 1;
    const due = Math.max(0, times * seconds - punched);
    deduction = onlyBeyond ? Math.max(deduction, Math.min(due, worked - after)) : due;
  }
  return deduction;
}
