/** Works out what the leaves of a day take, and where two of them take the same time. @module */

import type { DayType, LeavePortion } from '../model/index.ts';
import type { Policy } from '../rules/index.ts';

/** A leave that holds a date. */
export interface Taken {
  readonly id: string;
  readonly type: string;
  readonly portion: LeavePortion;
}

/** Two leaves of one day: the second takes time that the first has taken already. Their types. */
export interface LeaveConflict {
  readonly first: string;
  readonly second: string;
}

/** The day that leaves are taken of. Seconds. */
export interface LeaveDay {
  readonly dayType: DayType;
  /** Expected of the whole day, before a half holiday. */
  readonly full: number;
  /** Its share of the hours of the week, where no single day expects them. */
  readonly share: number;
  readonly isHalfHoliday: boolean;
  readonly hasSeveralShifts: boolean;
  readonly types: Policy['leaveTypes'];
}

/** What leaves and half holidays make of a day. Seconds. */
export interface DayWithLeave {
  readonly expected: number;
  readonly leave: readonly { readonly type: string; readonly seconds: number }[];
  readonly conflicts: readonly LeaveConflict[];
  readonly isFullLeave: boolean;
  readonly freeHalf: { readonly first: boolean; readonly second: boolean };
  readonly leaveByHour: number;
  readonly isHalfDay: boolean;
}

/** What a leave would take if it were the only one, and what it takes. */
interface Share {
  readonly leave: Taken;
  readonly alone: number;
  readonly seconds: number;
}

/** Takes leaves off a day, in the order of their ids: no second of it is taken twice. */
export function withLeave(taken: readonly Taken[], day: LeaveDay): DayWithLeave {
  const { full, isHalfHoliday, hasSeveralShifts } = day;
  const due = isHalfHoliday ? full / 2 : full;
  // In a day of several shifts the middle of the day is not a border between two halves.
  const isWorkday = day.dayType === 'workday';
  const hasHalves = isWorkday && !hasSeveralShifts;
  const freeHalf = { first: false, second: isHalfHoliday && hasHalves };
  const gone = { first: false, second: isHalfHoliday };
  const shares: Share[] = [];
  const conflicts: LeaveConflict[] = [];
  let total = 0;
  let leaveByHour = isHalfHoliday && !hasHalves ? full - due : 0;
  let isFullLeave = false;
  let isHalfDay = isHalfHoliday;
  for (const leave of taken.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    const { portion } = leave;
    const most = due > 0 ? due : countedWithoutWork(leave.type, day);
    const isGone = portion.kind === 'half' && gone[portion.half];
    const alone =
      portion.kind === 'half' && isHalfHoliday && portion.half === 'second'
        ? 0
        : wantedOf(portion, most, full);
    const seconds = isGone ? 0 : Math.min(alone, Math.max(0, most - total));
    const other = seconds < alone ? shares.find((share) => share.seconds > 0) : undefined;
    if (other !== undefined) conflicts.push({ first: other.leave.type, second: leave.type });
    shares.push({ leave, alone, seconds });
    total += seconds;
    if (portion.kind === 'full') isFullLeave = true;
    if (portion.kind === 'half') {
      isHalfDay = true;
      gone[portion.half] = true;
    }
    if (portion.kind === 'hours' || (portion.kind === 'half' && !hasHalves)) leaveByHour += seconds;
    else if (portion.kind === 'half') freeHalf[portion.half] = true;
  }
  const expected = Math.max(0, due - total);
  return {
    expected,
    leave: shares
      .filter(({ alone }) => alone > 0 || isWorkday)
      .map(({ leave, seconds }) => ({ type: leave.type, seconds })),
    conflicts,
    isFullLeave: (isFullLeave && isWorkday) || (total > 0 && expected === 0),
    freeHalf,
    leaveByHour,
    isHalfDay,
  };
}

/** @param most - what a full day of the leave takes @param full - the whole day, also where half of it is a holiday */
function wantedOf(portion: LeavePortion, most: number, full: number): number {
  switch (portion.kind) {
    case 'full':
      return most;
    case 'half':
      return full > 0 ? Math.min(most, full / 2) : most / 2;
    case 'hours':
      return Math.min(most, portion.minutes * 60);
  }
}

/** What a full day of a leave counts where nothing is expected of the day: its share of the week, or what its type says. */
function countedWithoutWork(type: string, { dayType, share, types }: LeaveDay): number {
  if (share > 0) return share;
  const rule = types.get(type);
  return rule?.countsOn.has(dayType) ? rule.fullDay : 0;
}
