/** What the columns of the matrix are: days with what most people have on them, and sums. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { PeriodLock } from '#shared/contract/locks.ts';
import { weekdayOf } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Format } from '../../day/format-of.ts';
import type { DayTotals, MatrixPerson } from './matrix-pages.ts';

/** A column of one day. */
export interface DayColumn {
  readonly date: LocalDate;
  /** What most people have: a holiday, or a day without work. */
  readonly kind: 'work' | 'rest' | 'holiday';
  readonly isToday: boolean;
  readonly isLocked: boolean;
}

/** Days on which nobody has a row yet are tinted by the calendar alone. */
function kindOfDay(date: LocalDate, rows: number, rest: number, holidays: number): DayColumn['kind'] {
  if (rows === 0) return ['saturday', 'sunday'].includes(weekdayOf(date)) ? 'rest' : 'work';
  if (holidays * 2 > rows) return 'holiday';
  return (rest + holidays) * 2 > rows ? 'rest' : 'work';
}

/** The columns of days. @param people - a sample of at least some people tells what a day is for most */
export function dayColumns(
  days: readonly LocalDate[],
  people: readonly Pick<MatrixPerson, 'days'>[],
  today: LocalDate,
  isLocked: (date: LocalDate) => boolean,
): DayColumn[] {
  const counts = new Map<string, { rows: number; rest: number; holidays: number }>();
  for (const person of people) {
    for (const { date, status } of person.days) {
      const count = counts.get(date) ?? { rows: 0, rest: 0, holidays: 0 };
      counts.set(date, count);
      if (status === 'not-employed') continue;
      count.rows += 1;
      if (status === 'rest-day' || status === 'off-day') count.rest += 1;
      if (status === 'holiday') count.holidays += 1;
    }
  }
  return days.map((date) => {
    const { rows, rest, holidays } = counts.get(date) ?? { rows: 0, rest: 0, holidays: 0 };
    return {
      date,
      kind: kindOfDay(date, rows, rest, holidays),
      isToday: date === today,
      isLocked: isLocked(date),
    };
  });
}

/** Whether a day is locked for everybody who is shown: by a lock of all, or by one of the department that is shown. */
export function lockedBy(
  locks: readonly PeriodLock[],
  department: string | undefined,
): (date: LocalDate) => boolean {
  const holding = locks.filter(
    (lock) => lock.state !== 'unlocked' && (lock.department === undefined || lock.department === department),
  );
  return (date) => holding.some(({ from, to }) => from <= date && date < to);
}

/** A column of sums. */
export interface TotalColumn {
  readonly id: TotalId;
  readonly word: MessageDescriptor;
  readonly unit: 'duration' | 'count';
  readonly value: (totals: DayTotals) => number;
}

/** The columns of sums, in their order. */
export const totalColumns = [
  {
    id: 'worked',
    word: msg({ message: 'Work', context: 'column' }),
    unit: 'duration',
    value: ({ worked }) => worked,
  },
  {
    id: 'overtime',
    word: msg({ message: 'OT', context: 'sum' }),
    unit: 'duration',
    value: ({ overtime }) => overtime,
  },
  {
    id: 'short',
    word: msg({ message: 'Short', context: 'column' }),
    unit: 'duration',
    value: ({ short }) => short,
  },
  {
    id: 'late',
    word: msg({ message: 'Late', context: 'column' }),
    unit: 'count',
    value: ({ lateDays }) => lateDays,
  },
  {
    id: 'absent',
    word: msg({ message: 'Abs', context: 'column' }),
    unit: 'count',
    value: ({ absentDays }) => absentDays,
  },
  {
    id: 'leave',
    word: msg({ message: 'Leave', context: 'column' }),
    unit: 'count',
    value: ({ leaveDays }) => leaveDays,
  },
  {
    id: 'expected',
    word: msg({ message: 'Exp', context: 'column' }),
    unit: 'duration',
    value: ({ expected }) => expected,
  },
  {
    id: 'missing',
    word: msg({ message: 'Miss', context: 'column' }),
    unit: 'count',
    value: ({ missingDays }) => missingDays,
  },
  {
    id: 'pending',
    word: msg({ message: 'Pend', context: 'column' }),
    unit: 'count',
    value: ({ pendingDays }) => pendingDays,
  },
] as const satisfies readonly {
  id: string;
  word: MessageDescriptor;
  unit: string;
  value: (totals: DayTotals) => number;
}[];
/** A column of sums by its name. */
export type TotalId = (typeof totalColumns)[number]['id'];

/** What each column of sums is, in full, for the chooser and for readers of screens. */
export const totalNames = {
  worked: msg`Worked`,
  overtime: msg`Overtime`,
  short: msg`Short`,
  late: msg`Late days`,
  absent: msg`Absent days`,
  leave: msg`Leave days`,
  expected: msg`Expected`,
  missing: msg`Missing times`,
  pending: msg`Pending days`,
} as const satisfies Record<TotalId, MessageDescriptor>;

/** The columns of sums that are shown unless somebody chooses others. */
export const usualTotals: readonly TotalId[] = ['worked', 'overtime', 'short', 'late', 'absent', 'leave'];

const leastSumWidth = 56;
/** Of one figure of the bold 12 px in which sums of all people are written. */
const figureWidth = 7.5;

/** A sum as it is written. */
export function sumText(format: Format, { unit, value }: TotalColumn, totals: DayTotals): string {
  const figure = value(totals);
  return unit === 'duration' ? format.duration(figure) : format.count(figure);
}

/** How wide each column of sums is, in px: the sums of many people are longer than those of one. */
export function sumWidths(
  format: Format,
  columns: readonly TotalColumn[],
  sums: DayTotals | undefined,
): number[] {
  return columns.map((column) => {
    const length = sums === undefined ? 0 : sumText(format, column, sums).length;
    return Math.max(leastSumWidth, Math.ceil(length * figureWidth) + 12);
  });
}

/** Sums of sums. */
export function addTotals(all: readonly DayTotals[]): DayTotals | undefined {
  const [first, ...rest] = all;
  if (first === undefined) return undefined;
  const sum: Record<string, number> = {};
  for (const totals of [first, ...rest]) {
    for (const [name, value] of Object.entries(totals)) sum[name] = (sum[name] ?? 0) + Number(value);
  }
  return { ...first, ...sum };
}
