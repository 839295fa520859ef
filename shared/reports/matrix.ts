/** Report: people and the days of a period, a letter for each day, with sums. @module */

import { type ColumnOf, makeTable, type Table } from '#shared/table/index.ts';
import { addDays, daysBetween, weekdayOf } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { byPerson, groupBy, notesOf, overtimeOf, personColumns } from './common.ts';
import type { ReportDay, ReportInput } from './input.ts';
import { legend, signOf } from './letters.ts';

interface PersonMonth {
  userId: string;
  name?: string | undefined;
  department?: string | undefined;
  byDate: ReadonlyMap<string, ReportDay>;
  days: readonly ReportDay[];
}

function monthOf(days: readonly ReportDay[]): PersonMonth[] {
  const last = days.at(-1);
  if (!last) return [];
  const { userId, name, department } = last;
  return [{ userId, name, department, days, byDate: new Map(days.map((day) => [day.date, day])) }];
}

const titleOf = (date: LocalDate) =>
  `${Number(date.slice(8))} ${weekdayOf(date)
    .slice(0, 2)
    .replace(/^./, (letter) => letter.toUpperCase())}`;

function counting(key: string, title: string, holds: (day: ReportDay) => boolean): ColumnOf<PersonMonth> {
  return { key, title, type: 'count', sum: true, value: ({ days }) => days.filter(holds).length };
}

function adding(key: string, title: string, seconds: (day: ReportDay) => number): ColumnOf<PersonMonth> {
  return {
    key,
    title,
    type: 'duration',
    sum: true,
    value: ({ days }) => days.reduce((sum, day) => sum + seconds(day), 0),
  };
}

/** Monthly matrix: printed and signed, a person a row. */
export function matrixReport({ scope, groupBy: grouping = 'department', days }: ReportInput): Table {
  const dates = Array.from({ length: daysBetween(scope.from, scope.to) }, (_, day) =>
    addDays(scope.from, day),
  );
  return makeTable<PersonMonth>({
    title: 'Monthly matrix',
    saidNotes: notesOf(scope),
    frozenColumns: 2,
    legend,
    signatures: ['Prepared by', 'Approved by'],
    things: byPerson(days).flatMap(monthOf),
    groupOf: groupBy(grouping),
    columns: [
      ...personColumns<PersonMonth>(grouping),
      ...dates.map(
        (date): ColumnOf<PersonMonth> => ({
          key: date,
          title: titleOf(date),
          type: 'text',
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
      counting('late', 'Late', (day) => day.late > 0),
      counting('early', 'Early', (day) => day.early > 0),
      adding('worked', 'Worked', ({ worked }) => worked),
      adding('overtime', 'Overtime', (day) => overtimeOf(day)),
      adding('short', 'Short', ({ short }) => short),
    ],
  });
}
