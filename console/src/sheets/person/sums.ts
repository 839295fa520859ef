/** Adds up the days of one person. @module */

import type { SheetRow } from '#shared/contract/sheets.ts';

/** Sums of some days; durations in seconds. */
export interface PersonSums {
  readonly worked: number;
  readonly expected: number;
  /** By pay code, in the order of their appearance. */
  readonly overtime: readonly {
    readonly code: string;
    readonly seconds: number;
    readonly toApprove: number;
  }[];
  readonly short: number;
  readonly late: number;
  readonly lateDays: number;
  readonly absentDays: number;
  readonly leaveDays: number;
  readonly pendingDays: number;
}

/** Adds up the days of a person. */
export function sumsOf(rows: readonly SheetRow[]): PersonSums {
  const overtime = new Map<string, { code: string; seconds: number; toApprove: number }>();
  for (const { code, seconds, approved } of rows.flatMap((row) => row.overtime)) {
    const sum = overtime.get(code) ?? { code, seconds: 0, toApprove: 0 };
    sum.seconds += seconds;
    if (!approved) sum.toApprove += seconds;
    overtime.set(code, sum);
  }
  const total = (value: (row: SheetRow) => number) => rows.reduce((sum, row) => sum + value(row), 0);
  return {
    worked: total(({ worked }) => worked),
    expected: total(({ expected }) => expected),
    overtime: [...overtime.values()],
    short: total(({ short }) => short),
    late: total(({ late }) => late),
    lateDays: total(({ late }) => Number(late > 0)),
    absentDays: total(({ status }) => Number(status === 'absent')),
    leaveDays: total(({ leave }) => Number(leave.length > 0)),
    pendingDays: total(({ status }) => Number(status === 'pending')),
  };
}
