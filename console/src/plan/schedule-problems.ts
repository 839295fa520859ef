/** What keeps a clocking schedule from being saved, found while somebody types. The server checks the same and more. @module */

import type { ClockingSchedule, DayDefinition, Shift } from '#shared/attendance/model/index.ts';
import { type Weekday, weekdays } from '#shared/time/calendar.ts';
import { scheduledTimes } from './shift-times.ts';

/** What can be wrong. */
export type ScheduleProblemKind =
  | 'no-name'
  | 'break-alone'
  | 'ot-alone'
  | 'no-length'
  | 'too-long'
  | 'shifts-overlap'
  | 'no-shift';

/** What is wrong, and where. */
export interface ScheduleProblem {
  readonly kind: ScheduleProblemKind;
  /** The weekday of a weekly schedule. */
  readonly weekday?: Weekday | undefined;
  /** Position of the shift in its day. */
  readonly shift?: number | undefined;
}

function ofShift(shift: Shift): ScheduleProblemKind | undefined {
  const { slots, outOnNextDay } = shift;
  if ((slots.break === undefined) !== (slots.resume === undefined)) return 'break-alone';
  if (slots.ot !== undefined && slots.done === undefined) return 'ot-alone';
  if (slots.in === slots.out && !outOnNextDay) return 'no-length';
  const times = scheduledTimes(shift);
  const length = (times.at(-1)?.at ?? 0) - (times[0]?.at ?? 0);
  return length >= (outOnNextDay ? 1_801 : 1_440) ? 'too-long' : undefined;
}

function ofDay(day: DayDefinition, weekday?: Weekday): ScheduleProblem[] {
  if (day.dayType === 'workday' && day.shifts.length === 0) return [{ kind: 'no-shift', weekday }];
  return day.shifts.flatMap((shift, index) => {
    const kind = ofShift(shift);
    if (kind !== undefined) return [{ kind, weekday, shift: index }];
    const before = day.shifts[index - 1];
    const end = before && scheduledTimes(before).at(-1)?.at;
    const start = scheduledTimes(shift)[0]?.at ?? 0;
    return end !== undefined && start < end
      ? [{ kind: 'shifts-overlap' as const, weekday, shift: index }]
      : [];
  });
}

/** Everything that is wrong with a schedule, in the order of the form. */
export function problemsOf(schedule: ClockingSchedule): ScheduleProblem[] {
  const named: ScheduleProblem[] = schedule.name.trim() === '' ? [{ kind: 'no-name' }] : [];
  switch (schedule.kind) {
    case 'weekly':
      return [...named, ...weekdays.flatMap((weekday) => ofDay(schedule.days[weekday], weekday))];
    case 'daily':
      return [...named, ...ofDay(schedule.day)];
    case 'open':
      return [
        ...named,
        ...schedule.shifts.flatMap((shift, index) => {
          const kind = ofShift(shift);
          return kind === undefined ? [] : [{ kind, shift: index }];
        }),
      ];
    case 'flexi':
      return named;
  }
}
