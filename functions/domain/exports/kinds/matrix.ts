/** Export of a matrix: a row per person, a letter for each day, and sums. @module */

import type { PayrollPerson } from '#shared/payroll/index.ts';
import type { ReportDay } from '#shared/reports/index.ts';
import { matrixLegend, signOf } from '#shared/reports/index.ts';
import { addDays, daysBetween } from '#shared/time/calendar.ts';
import { countColumn, durationColumns, personColumns } from './columns.ts';
import { figureNames, figureOf } from './day-figures.ts';
import { type KindColumn, type KindContext, kindOf } from './kind.ts';

interface PersonDays {
  person: PayrollPerson;
  days: readonly ReportDay[];
  byDate: ReadonlyMap<string, ReportDay>;
}

/** The key that stands for the days of the range, a column each. */
export const everyDay = 'days';

function columnsOf(context: KindContext): KindColumn<PersonDays>[] {
  const dates = Array.from({ length: daysBetween(context.from, context.to) }, (_, day) =>
    addDays(context.from, day),
  );
  const counting = (key: string, title: string, holds: (day: ReportDay) => boolean) =>
    countColumn<PersonDays>(key, title, ({ days }) => days.filter(holds).length);
  return [
    ...personColumns<PersonDays>(context),
    ...dates.map(
      (date): KindColumn<PersonDays> => ({
        key: date,
        title: date,
        type: 'text',
        size: 4,
        value: ({ byDate }) => {
          const day = byDate.get(date);
          return day && signOf(day);
        },
      }),
    ),
    counting('present', 'Present', ({ status }) => status === 'present'),
    counting('halfDays', 'Half', ({ status }) => status === 'half-day'),
    counting('absent', 'Absent', ({ status }) => status === 'absent'),
    counting('leave', 'Leave', ({ status }) => status === 'leave'),
    counting('open', 'Open', ({ status }) => status === 'incomplete' || status === 'pending'),
    ...figureNames.flatMap(([name, title]) =>
      durationColumns<PersonDays>(name, title, ({ days }) =>
        days.reduce((sum, day) => sum + figureOf(name, day), 0),
      ),
    ),
  ];
}

const usual = ['userId', 'name', 'department', everyDay, 'present', 'halfDays', 'absent', 'leave', 'open'];

/** A matrix of people and days. */
export const matrix = kindOf<PersonDays>({
  title: 'Matrix',
  reads: 'days',
  hasAdjustments: false,
  legend: matrixLegend,
  usual: {
    csv: [...usual, 'workedMinutes', 'overtimeMinutes', 'shortMinutes'],
    people: [...usual, 'worked', 'overtime', 'short'],
  },
  columnsOf,
  things: ({ person, days }) =>
    days.length === 0 ? [] : [{ person, days, byDate: new Map(days.map((day) => [day.date, day])) }],
});
