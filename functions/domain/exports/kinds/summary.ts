/** Export of sums: a row per person, and one more for the adjustments of its locked days. @module */

import type { PayrollPerson } from '#shared/payroll/index.ts';
import type { ReportDay } from '#shared/reports/index.ts';
import { countColumn, durationColumns, durationKey, personColumns, textColumn } from './columns.ts';
import { adjustedFigure, figureNames, figureOf } from './day-figures.ts';
import { type KindColumn, type KindContext, kindOf } from './kind.ts';

interface Sums {
  person: PayrollPerson;
  days: readonly ReportDay[];
  isAdjustment: boolean;
}

/** Counts of days; of adjustments how many days they are of. */
const counts: readonly [key: string, title: string, holds: (day: ReportDay) => boolean][] = [
  ['daysWorked', 'Days worked', ({ worked }) => worked > 0],
  ['daysAbsent', 'Days absent', ({ status }) => status === 'absent'],
  ['daysLeave', 'Days of leave', ({ leave }) => leave.length > 0],
  ['daysOpen', 'Days open', ({ status }) => status === 'incomplete' || status === 'pending'],
  ['daysLate', 'Days late', ({ late }) => late > 0],
  ['daysEarly', 'Days early', ({ early }) => early > 0],
];

function columnsOf(context: KindContext): KindColumn<Sums>[] {
  return [
    ...personColumns<Sums>(context),
    textColumn('row', 'Row', 11, ({ isAdjustment }) => (isAdjustment ? 'adjustment' : 'sum')),
    countColumn('days', 'Days', ({ days }) => days.length),
    ...counts.map(([key, title, holds]) =>
      countColumn<Sums>(key, title, ({ days, isAdjustment }) =>
        isAdjustment ? null : days.filter(holds).length,
      ),
    ),
    ...figureNames.flatMap(([name, title]) =>
      durationColumns<Sums>(name, title, ({ days, isAdjustment }) =>
        days.reduce(
          (sum, day) => sum + (isAdjustment ? (adjustedFigure(name, day) ?? 0) : figureOf(name, day)),
          0,
        ),
      ),
    ),
  ];
}

const who = ['userId', 'name', 'department', 'row', 'days', ...counts.map(([key]) => key)];

/** Sums: a row per person. */
export const summary = kindOf<Sums>({
  title: 'Summary',
  reads: 'days',
  hasAdjustments: true,
  usual: {
    csv: [...who, ...figureNames.map(([name]) => `${name}Minutes`)],
    people: [...who, ...figureNames.map(([name]) => durationKey(name))],
  },
  columnsOf,
  things: ({ person, days }, choice) => {
    const adjusted = days.filter(({ adjustment }) => adjustment !== undefined);
    return [
      ...(choice === 'only' || days.length === 0 ? [] : [{ person, days, isAdjustment: false }]),
      ...(choice === 'without' || adjusted.length === 0
        ? []
        : [{ person, days: adjusted, isAdjustment: true }]),
    ];
  },
});
