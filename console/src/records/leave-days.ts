/** Which leave takes which day of whom. Pure functions. @module */

import type { Leave, LeaveType } from './queries.ts';

/** What of a leave decides about days. */
export interface DatedLeave {
  readonly userId: string;
  readonly from: string;
  /** The day after the last one. */
  readonly to: string;
  readonly approval?: { readonly state: string } | undefined;
  readonly withdrawn?: object | undefined;
}

/** A leave on one of its days. */
export interface LeaveOfDay<L extends DatedLeave = Leave> {
  readonly leave: L;
  /** It waits for the approval of a second person. */
  readonly isAwaiting: boolean;
}

/** The leaves that count or wait, by person and date. */
export function leavesByDay<L extends DatedLeave>(
  leaves: readonly L[],
  dates: readonly string[],
): ReadonlyMap<string, readonly LeaveOfDay<L>[]> {
  const byDay = new Map<string, LeaveOfDay<L>[]>();
  for (const leave of leaves) {
    const state = leave.approval?.state;
    if (leave.withdrawn !== undefined || state === 'rejected') continue;
    for (const date of dates) {
      if (date < leave.from || date >= leave.to) continue;
      const key = dayKey(leave.userId, date);
      byDay.set(key, [...(byDay.get(key) ?? []), { leave, isAwaiting: state === 'awaiting' }]);
    }
  }
  return byDay;
}

/** The key of a person's day. */
export function dayKey(userId: string, date: string): string {
  return `${userId}|${date}`;
}

/** Two letters for a type of leave: its pay code, or the first letters of its words. */
export function letterOf(type: string, types: readonly LeaveType[]): string {
  const known = types.find((one) => one.type === type);
  if (known?.payCode !== undefined && known.payCode.length <= 3) return known.payCode;
  const words = (known?.name ?? type).split(/[\s-]+/).filter((word) => word !== '');
  const letters = words.length > 1 ? words.slice(0, 2).map((word) => word.slice(0, 1)) : [type.slice(0, 2)];
  return letters.join('').toLocaleUpperCase();
}
