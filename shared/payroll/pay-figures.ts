/** Takes out of a day what payroll pays for: regular time, overtime, premiums, leave, each by its code, in whole seconds. @module */

import type { DayResult } from '#shared/attendance/model/index.ts';
import type { UserId } from '#shared/punch/user-id.ts';

/** What a payroll file needs of a day of a sheet. All durations are whole seconds. */
export type PayrollDay = Pick<
  DayResult,
  | 'date'
  | 'dayType'
  | 'scheduleId'
  | 'slots'
  | 'furtherShifts'
  | 'status'
  | 'expected'
  | 'worked'
  | 'regular'
  | 'overtime'
  | 'premiums'
  | 'diffOt'
  | 'breakTaken'
  | 'short'
  | 'late'
  | 'early'
  | 'leave'
  | 'exceptions'
  | 'remark'
  | 'adjustment'
>;

/** Somebody who is paid, with the fields that a template may name, such as `employeeNumber`. `id` is always there. */
export interface PayrollPerson {
  userId: UserId;
  fields: Readonly<Record<string, string | undefined>>;
}

/**
 * What becomes of the adjustments of locked days: rows of their own beside those of the days, rows of their own alone (for
 * what changed after an earlier file), or nothing.
 */
export type AdjustmentChoice = 'with' | 'only' | 'without';

/** The kinds of figures that payroll pays for. `unapproved` is overtime, or a premium, that HR has not approved. */
export const payKinds = ['regular', 'overtime', 'premium', 'leave', 'unapproved'] as const;
/** A kind of figure that payroll pays for. */
export type PayKind = (typeof payKinds)[number];

/** One figure of one or more days. */
export interface PayFigure {
  kind: PayKind;
  /** Pay code or leave type; empty for regular time. */
  code: string;
  /** Of overtime and premiums. */
  multiplier?: number;
  seconds: number;
}

/** The figures of a day as it stands in the sheet; those of no seconds are left out. */
export function payOf(day: PayrollDay): PayFigure[] {
  const paid = (kind: 'overtime' | 'premium', list: PayrollDay['overtime']) =>
    list.map(
      ({ code, multiplier, approved, seconds }): PayFigure => ({
        kind: approved ? kind : 'unapproved',
        code,
        multiplier,
        seconds,
      }),
    );
  const figures: PayFigure[] = [
    { kind: 'regular', code: '', seconds: day.regular },
    ...paid('overtime', day.overtime),
    ...paid('premium', day.premiums),
    ...day.leave.map(({ type, seconds }): PayFigure => ({ kind: 'leave', code: type, seconds })),
  ];
  return figures.filter(({ seconds }) => seconds !== 0);
}

/** The figures by which a locked day would be different now: negative where less is due. */
export function adjustedPayOf({ adjustment }: PayrollDay): PayFigure[] {
  if (adjustment === undefined) return [];
  const figures: PayFigure[] = [
    { kind: 'regular', code: '', seconds: adjustment.regular },
    ...adjustment.codes.map(({ figure, code, multiplier, approved, seconds }): PayFigure => {
      const kind = figure === 'overtime' ? 'overtime' : 'premium';
      return { kind: approved ? kind : 'unapproved', code, multiplier, seconds };
    }),
    ...(adjustment.leave ?? []).map(
      ({ type, seconds }): PayFigure => ({ kind: 'leave', code: type, seconds }),
    ),
  ];
  return figures.filter(({ seconds }) => seconds !== 0);
}

/** The name of a figure, by which figures of several days are summed: `overtime:OT1@1.5`. */
export function nameOfFigure({ kind, code, multiplier }: PayFigure): string {
  return `${kind}${code === '' ? '' : `:${code}`}${multiplier === undefined ? '' : `@${multiplier}`}`;
}

/** Sums figures of the same name, in order of their first appearance; sums of nothing are left out. */
export function summedPay(figures: readonly PayFigure[]): PayFigure[] {
  const sums = new Map<string, PayFigure>();
  for (const figure of figures) {
    const name = nameOfFigure(figure);
    const sum = sums.get(name);
    if (sum) sum.seconds += figure.seconds;
    else sums.set(name, { ...figure });
  }
  return [...sums.values()].filter(({ seconds }) => seconds !== 0);
}
