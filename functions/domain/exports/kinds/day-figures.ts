/** Takes the figures of a day, or of the adjustment of a locked day, in whole seconds: what is approved, and apart what is not. @module */

import type { ReportDay } from '#shared/reports/index.ts';

/** Figures that exports show, in their order. */
export const figureNames = [
  ['expected', 'Expected'],
  ['worked', 'Worked'],
  ['regular', 'Regular'],
  ['overtime', 'Overtime'],
  ['diffOt', 'Diff OT'],
  ['unapproved', 'Not approved'],
  ['short', 'Short'],
  ['late', 'Late'],
  ['early', 'Early'],
  ['break', 'Break time'],
  ['leaveTime', 'Leave time'],
] as const;
/** A figure of a day. `overtime` and `diffOt` (premiums) are what HR has approved, `unapproved` the rest of both. */
export type FigureName = (typeof figureNames)[number][0];

type Paid = readonly { approved: boolean; seconds: number }[];

const sum = (paid: Paid, approved: boolean) =>
  paid.reduce((total, part) => total + (part.approved === approved ? part.seconds : 0), 0);

const ofDay: Record<FigureName, (day: ReportDay) => number> = {
  expected: (day) => day.expected,
  worked: (day) => day.worked,
  regular: (day) => day.regular,
  overtime: (day) => sum(day.overtime, true),
  diffOt: (day) => sum(day.premiums, true),
  unapproved: (day) => sum(day.overtime, false) + sum(day.premiums, false),
  short: (day) => day.short,
  late: (day) => day.late,
  early: (day) => day.early,
  break: (day) => day.breakTaken,
  leaveTime: (day) => day.leave.reduce((total, { seconds }) => total + seconds, 0),
};

/** A figure of a day as it stands in the sheet. */
export function figureOf(name: FigureName, day: ReportDay): number {
  return ofDay[name](day);
}

/** By how much a figure of a locked day would be different now; `null` for what adjustments do not hold. */
export function adjustedFigure(name: FigureName, { adjustment }: ReportDay): number | null {
  if (adjustment === undefined) return null;
  const { codes } = adjustment;
  switch (name) {
    case 'expected':
    case 'break':
      return null;
    case 'leaveTime':
      return (adjustment.leave ?? []).reduce((total, { seconds }) => total + seconds, 0);
    case 'overtime':
      return sum(
        codes.filter(({ figure }) => figure === 'overtime'),
        true,
      );
    case 'diffOt':
      return sum(
        codes.filter(({ figure }) => figure === 'premiums'),
        true,
      );
    case 'unapproved':
      return sum(codes, false);
    default:
      return adjustment[name];
  }
}
