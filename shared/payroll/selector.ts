/** Selectors name figures in templates: `overtime`, `overtime:OT1`, `overtime@1.5`, `leave:annual`, `worked`, `days:present`. @module */

import { DayStatus } from '#shared/attendance/model/index.ts';
import { type PayFigure, type PayKind, type PayrollDay, payKinds } from './pay-figures.ts';

/** Figures of a day that nobody pays for by code; only columns of rows by person show them. */
export const factNames = ['worked', 'expected', 'break', 'short', 'late', 'early', 'diffOt'] as const;
/** A figure of a day that nobody pays for by code. */
export type FactName = (typeof factNames)[number];

/** What a selector means: a kind of pay (of one code and multiplier, or of all), a fact, or a count of days. */
export type Selector =
  | { of: 'pay'; kind: PayKind; code?: string; multiplier?: number }
  | { of: 'fact'; fact: FactName }
  | { of: 'days'; status: DayStatus | 'worked' | 'all' };

const isPayKind = (text: string): text is PayKind => payKinds.some((kind) => kind === text);
const isFact = (text: string): text is FactName => factNames.some((fact) => fact === text);

const selectorForm = /^(?<head>[a-zA-Z]+)(?::(?<rest>.+?))?(?:@(?<multiplier>\d+(?:\.\d+)?))?$/u;

/** Reads a selector. The type of a leave may hold any character; a code ends before the last `@` with a number. @returns `null` for a text that is none */
export function parseSelector(text: string): Selector | null {
  const leaveType = /^leave:(?<type>.+)$/u.exec(text)?.groups?.type;
  if (leaveType !== undefined) return { of: 'pay', kind: 'leave', code: leaveType };
  const { head = '', rest, multiplier } = selectorForm.exec(text)?.groups ?? {};
  if (head === 'days' && multiplier === undefined) return selectorOfDays(rest ?? 'all');
  if (isPayKind(head) && head !== 'leave' && head !== 'regular') {
    const rate = multiplier === undefined ? {} : { multiplier: Number(multiplier) };
    return { of: 'pay', kind: head, ...(rest === undefined ? {} : { code: rest }), ...rate };
  }
  if (rest !== undefined || multiplier !== undefined) return null;
  if (isPayKind(head)) return { of: 'pay', kind: head };
  return isFact(head) ? { of: 'fact', fact: head } : null;
}

function selectorOfDays(text: string): Selector | null {
  if (text === 'all' || text === 'worked') return { of: 'days', status: text };
  const status = DayStatus.safeParse(text);
  return status.success ? { of: 'days', status: status.data } : null;
}

/** How narrowly a selector takes a figure: 0 not at all, then by kind, by multiplier, by code, by code and multiplier. */
export function matchOf(selector: Selector, figure: PayFigure): number {
  if (selector.of !== 'pay' || selector.kind !== figure.kind) return 0;
  const { code, multiplier } = selector;
  if (code !== undefined && code !== figure.code) return 0;
  if (multiplier !== undefined && multiplier !== figure.multiplier) return 0;
  return 1 + (code === undefined ? 0 : 2) + (multiplier === undefined ? 0 : 1);
}

const factOf: Record<FactName, (day: PayrollDay) => number> = {
  worked: (day) => day.worked,
  expected: (day) => day.expected,
  break: (day) => day.breakTaken,
  short: (day) => day.short,
  late: (day) => day.late,
  early: (day) => day.early,
  diffOt: (day) => day.diffOt,
};

/** The seconds of a fact over some days. */
export function sumOfFact(fact: FactName, days: readonly PayrollDay[]): number {
  return days.reduce((sum, day) => sum + factOf[fact](day), 0);
}

/** The seconds by which locked days would have more or less of a fact now; none for what adjustments do not hold. */
export function adjustmentOfFact(fact: FactName, days: readonly PayrollDay[]): number {
  if (fact === 'expected' || fact === 'break') return 0;
  return days.reduce((sum, { adjustment }) => sum + (adjustment?.[fact] ?? 0), 0);
}

type CountedStatus = DayStatus | 'worked' | 'all';

const counts = (status: CountedStatus, day: Pick<PayrollDay, 'status' | 'worked'>): boolean =>
  status === 'all' || (status === 'worked' ? day.worked > 0 : day.status === status);

/** How many of the days a selector of days counts. */
export function countOfDays(status: CountedStatus, days: readonly PayrollDay[]): number {
  return days.filter((day) => counts(status, day)).length;
}

/** How many more or fewer of the days a selector of days would count now that they are adjusted. */
export function adjustedCountOfDays(status: CountedStatus, days: readonly PayrollDay[]): number {
  return days.reduce((sum, day) => {
    const { adjustment } = day;
    if (adjustment === undefined) return sum;
    const now = { status: adjustment.status, worked: day.worked + adjustment.worked };
    return sum + Number(counts(status, now)) - Number(counts(status, day));
  }, 0);
}
