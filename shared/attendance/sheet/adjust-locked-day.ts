/** Compares a locked row with what the day would be now, and puts the difference beside it as an adjustment. @module */

import { phrase } from '#shared/reasons/index.ts';
import type { Adjustment, DayResult, PaidSeconds } from '../model/index.ts';

const figures = ['worked', 'regular', 'diffOt', 'short', 'late', 'early', 'undertime'] as const;

/**
 * The row of a day whose period is locked: what was paid stays, and what the day would be now is an adjustment beside it,
 * to be paid with a later period. Always compared with the locked row itself, so that a change that is taken back leaves
 * nothing behind, and two changes are one difference.
 * @param locked - the row as it was when its period was locked; an adjustment on it is replaced
 * @param current - the row as the engine computes it now
 * @returns the locked row, with an adjustment where a figure or pay code differs
 */
export function adjustLockedDay(locked: DayResult, current: DayResult): DayResult {
  const { adjustment: _earlier, ...row } = locked;
  if (locked.inputHash === current.inputHash) return row;
  const difference = {
    worked: current.worked - locked.worked,
    regular: current.regular - locked.regular,
    overtime: totalOf(current.overtime) - totalOf(locked.overtime),
    diffOt: current.diffOt - locked.diffOt,
    short: current.short - locked.short,
    late: current.late - locked.late,
    early: current.early - locked.early,
    undertime: current.undertime - locked.undertime,
  };
  const codes = [
    ...codeDifferences('overtime', locked.overtime, current.overtime),
    ...codeDifferences('premiums', locked.premiums, current.premiums),
  ];
  const leave = leaveDifferences(locked.leave, current.leave);
  const isSame =
    codes.length === 0 && leave.length === 0 && figures.every((figure) => difference[figure] === 0);
  if (isSame && locked.status === current.status) return row;
  const { status, rulesVersion, inputHash } = current;
  const reason = reasonOf(locked, current, codes, leave);
  const ofLeave = leave.length === 0 ? {} : { leave };
  return {
    ...row,
    adjustment: { ...difference, codes, ...ofLeave, status, rulesVersion, inputHash, reason },
  };
}

function totalOf(paid: readonly PaidSeconds[]): number {
  return paid.reduce((sum, { seconds }) => sum + seconds, 0);
}

function codeDifferences(
  figure: 'overtime' | 'premiums',
  locked: readonly PaidSeconds[],
  current: readonly PaidSeconds[],
): Adjustment['codes'] {
  const keyOf = ({ code, multiplier, approved }: PaidSeconds): string =>
    JSON.stringify([code, multiplier, approved]);
  const byKey = new Map(locked.map((paid) => [keyOf(paid), { ...paid, seconds: -paid.seconds }]));
  for (const paid of current) {
    const before = byKey.get(keyOf(paid));
    byKey.set(keyOf(paid), { ...paid, seconds: paid.seconds + (before?.seconds ?? 0) });
  }
  return [...byKey.entries()]
    .filter(([, { seconds }]) => seconds !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { code, multiplier, approved, seconds }]) => ({ figure, code, multiplier, approved, seconds }));
}

type Leave = DayResult['leave'];

function leaveDifferences(locked: Leave, current: Leave): NonNullable<Adjustment['leave']> {
  const byType = new Map<string, number>();
  const add = (type: string, seconds: number) => byType.set(type, (byType.get(type) ?? 0) + seconds);
  for (const { type, seconds } of locked) add(type, -seconds);
  for (const { type, seconds } of current) add(type, seconds);
  return [...byType]
    .filter(([, seconds]) => seconds !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, seconds]) => ({ type, seconds }));
}

function reasonOf(
  locked: DayResult,
  current: DayResult,
  codes: Adjustment['codes'],
  leave: NonNullable<Adjustment['leave']>,
) {
  const { status: before } = locked;
  const { status: now } = current;
  return phrase('adjustment', {
    changes: [
      ...figures
        .filter((figure) => locked[figure] !== current[figure])
        .map((figure) => phrase('changed.figure', { figure, before: locked[figure], now: current[figure] })),
      ...codes.map(({ code, seconds }) => phrase('changed.code', { code, difference: seconds })),
      ...leave.map(({ type, seconds }) => phrase('changed.leave', { type, difference: seconds })),
      ...(before === now ? [] : [phrase('changed.status', { before, now })]),
    ],
  });
}
