/** Report: overtime and premiums that wait for somebody's approval, for the supervisor to sign. @module */

import { makeTable, type Table } from '#shared/table/index.ts';
import { groupBy, notesOf, personColumns, secondsOfDay } from './common.ts';
import type { ReportDay, ReportInput } from './input.ts';

interface Extra extends Pick<ReportDay, 'userId' | 'name' | 'department' | 'date'> {
  day: ReportDay;
  code: string;
  multiplier: number;
  seconds: number;
}

/** Overtime to approve, by person and day. */
export function overtimeReport({ scope, groupBy: grouping = 'department', days }: ReportInput): Table {
  const timeOf = (slots: readonly ('in' | 'out' | 'ot' | 'done')[]) => (extra: Extra) => {
    const wall = slots.map((slot) => extra.day.slots[slot]?.wall).find((time) => time !== undefined);
    return wall && secondsOfDay(wall, extra.date);
  };
  return makeTable<Extra>({
    title: 'Overtime to approve',
    saidNotes: notesOf(scope),
    frozenColumns: 2,
    signatures: ['Supervisor', 'Date'],
    things: days.flatMap((day) =>
      [...day.overtime, ...day.premiums]
        .filter(({ approved, seconds }) => !approved && seconds > 0)
        .map(({ code, multiplier, seconds }) => {
          const { userId, name, department, date } = day;
          return { userId, name, department, date, day, code, multiplier, seconds };
        }),
    ),
    groupOf: groupBy(grouping),
    columns: [
      ...personColumns<Extra>(grouping),
      { key: 'date', title: 'Date', type: 'date', value: ({ date }) => date },
      { key: 'schedule', title: 'Schedule', type: 'text', value: ({ day }) => day.scheduleId },
      { key: 'in', title: 'In', type: 'time', value: timeOf(['in']) },
      { key: 'out', title: 'Out', type: 'time', value: timeOf(['done', 'out']) },
      { key: 'worked', title: 'Worked', type: 'duration', value: ({ day }) => day.worked },
      { key: 'code', title: 'Pay code', type: 'text', value: ({ code }) => code },
      { key: 'multiplier', title: 'Multiplier', type: 'number', value: ({ multiplier }) => multiplier },
      { key: 'overtime', title: 'To approve', type: 'duration', sum: true, value: ({ seconds }) => seconds },
      { key: 'decision', title: 'Approved', type: 'text', value: () => null },
    ],
  });
}
