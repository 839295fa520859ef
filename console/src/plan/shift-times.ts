/**
 * The times of a shift on an axis that begins at the midnight of its day and goes on past the next one. Pure functions: minutes
 * in, shifts out. What is on the next day is said by the shift itself: a time earlier than the one before it.
 * @module
 */

import { type Column, columns, type Shift, slotSeconds } from '#shared/attendance/model/index.ts';
import { clockText, localTimeSeconds } from '#shared/time/clock-text.ts';

/** How long the axis of the editor is, in minutes: a day and a half. */
export const axisMinutes = 2_160;

const dayMinutes = 1_440;
/** A shift is shorter than a day; a duty around the clock may last 30 hours. */
const longestShift = 1_439;
const longestDuty = 1_800;

/** A scheduled column and its minute on the axis. */
export interface ScheduledTime {
  readonly column: Column;
  readonly at: number;
}

/** The scheduled columns of a shift in order, in minutes since the midnight of its day. */
export function scheduledTimes({
  slots,
  outOnNextDay,
}: Pick<Shift, 'slots' | 'outOnNextDay'>): ScheduledTime[] {
  return slotSeconds(slots, outOnNextDay).flatMap((seconds, index) => {
    const column = columns[index];
    return seconds === null || column === undefined ? [] : [{ column, at: seconds / 60 }];
  });
}

/** `HH:MM` of a minute on the axis. */
export function textOfMinute(minute: number): string {
  return clockText(minute * 60);
}

/** Where a column may be moved to: between its neighbours, a minute away from each, in a shift that is not too long. */
export function boundsOf(shift: Shift, column: Column): { min: number; max: number } {
  const times = scheduledTimes(shift);
  const index = times.findIndex((time) => time.column === column);
  const before = times[index - 1];
  const after = times[index + 1];
  const longest = shift.outOnNextDay ? longestDuty : longestShift;
  const first = times[0]?.at ?? 0;
  const last = times.at(-1)?.at ?? 0;
  return {
    min: before ? before.at + 1 : Math.max(0, last - longest),
    max: after ? Math.min(after.at - 1, before ? Number.POSITIVE_INFINITY : dayMinutes - 1) : first + longest,
  };
}

/** The shift with a column at a minute of the axis, or as near to it as its neighbours let it. */
export function withMinute(shift: Shift, column: Column, minute: number): Shift {
  const { min, max } = boundsOf(shift, column);
  const at = Math.round(Math.min(max, Math.max(min, minute)));
  return { ...shift, slots: { ...shift.slots, [column]: textOfMinute(at) } };
}

/** The shift with a column at a time of day that was typed; without one, without the column. */
export function withTime(shift: Shift, column: Column, time: string | undefined): Shift {
  const { [column]: _, ...others } = shift.slots;
  // IN and OUT are never without a time: their fields do not let them be emptied.
  const slots = { ...others, ...(time === undefined ? {} : { [column]: time }) } as Shift['slots'];
  const { [column]: __, ...until } = shift.rangeUntil;
  return { ...shift, slots, rangeUntil: time === undefined ? until : shift.rangeUntil };
}

/** A pair of columns that a shift can do without. */
export type OptionalPair = 'break' | 'overtime';

/** Whether a shift has a pair of columns. */
export function hasPair({ slots }: Pick<Shift, 'slots'>, pair: OptionalPair): boolean {
  return pair === 'break' ? slots.break !== undefined : slots.ot !== undefined || slots.done !== undefined;
}

/** The shift with a pair of columns at usual times, or without it. */
export function withPair(shift: Shift, pair: OptionalPair, isThere: boolean): Shift {
  const [begin, end] = pair === 'break' ? (['break', 'resume'] as const) : (['ot', 'done'] as const);
  if (!isThere) return withTime(withTime(shift, begin, undefined), end, undefined);
  const times = scheduledTimes(shift);
  const start = times[0]?.at ?? 0;
  const out = times.find(({ column }) => column === 'out')?.at ?? start;
  const middle = Math.round((start + out) / 2 / 30) * 30;
  const half = Math.min(30, Math.max(1, Math.floor((out - start) / 4)));
  const left = Math.max(2, Math.min(180, start + longestShift - out));
  const [first, last] =
    pair === 'break' ? [middle - half, middle + half] : [out + Math.min(30, left - 1), out + left];
  return withTime(withTime(shift, begin, textOfMinute(first)), end, textOfMinute(last));
}

/** The border between two neighbouring columns: up to it a punch belongs to the first one. */
export interface Border {
  readonly column: Column;
  readonly at: number;
  /** Somebody has set it; otherwise it is the midpoint. */
  readonly isSet: boolean;
}

/** The borders between the scheduled columns of a shift, in minutes on the axis. */
export function bordersOf(shift: Shift): Border[] {
  const times = scheduledTimes(shift);
  return times.flatMap(({ column, at }, index): Border[] => {
    const next = times[index + 1];
    if (next === undefined) return [];
    const set = shift.rangeUntil[column];
    if (set === undefined) return [{ column, at: (at + next.at) / 2, isSet: false }];
    const minute = localTimeSeconds(set) / 60;
    const days = Math.max(0, Math.ceil((at - minute) / dayMinutes));
    return [{ column, at: minute + days * dayMinutes, isSet: true }];
  });
}

/** How long before and after its times a shift takes punches, in minutes; null = without such a limit. */
export interface WindowRules {
  readonly windowBeforeMinutes: number | null;
  readonly windowAfterMinutes: number | null;
}

/** From when to when a shift takes punches, in minutes on the axis, its neighbours aside. */
export function windowOf(shift: Shift, rules: WindowRules): { from: number | null; to: number | null } {
  const times = scheduledTimes(shift);
  const { windowBeforeMinutes: before, windowAfterMinutes: after } = {
    ...rules,
    ...shift.rules?.matching,
  };
  const start = times[0]?.at ?? 0;
  const end = times.at(-1)?.at ?? start;
  return {
    from: before === null || before === undefined ? null : start - before,
    to: after === null || after === undefined ? null : end + after,
  };
}

/** Work that is planned for a shift, its unpaid break taken off, in minutes. */
export function plannedMinutes(shift: Shift): number {
  const at = Object.fromEntries(scheduledTimes(shift).map((time) => [time.column, time.at]));
  const rest = shift.paidBreak ? 0 : (at.resume ?? 0) - (at.break ?? 0);
  return Math.max(0, (at.out ?? 0) - (at.in ?? 0) - rest);
}

/** A further shift for a day: two hours after the last one, or office hours. */
export function furtherShift(shifts: readonly Shift[]): Shift {
  const last = shifts.at(-1);
  const common = { rangeUntil: {}, paidBreak: false, outOnNextDay: false };
  if (last === undefined) {
    return { ...common, slots: { in: '09:00', break: '12:00', resume: '13:00', out: '18:00' } };
  }
  const end = scheduledTimes(last).at(-1)?.at ?? 0;
  const start = Math.min(end + 60, dayMinutes - 120);
  return { ...common, slots: { in: textOfMinute(start), out: textOfMinute(start + 119) } };
}
