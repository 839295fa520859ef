/** Report: days and hours of absence and of leave, by person and type. @module */

import { makeTable, type Table } from '#shared/table/index.ts';
import { byPerson, groupBy, notesOf, personColumns } from './common.ts';
import type { ReportDay, ReportInput } from './input.ts';

interface Away {
  userId: string;
  name?: string | undefined;
  department?: string | undefined;
  type: string;
  date: string;
  seconds: number;
  isWhole: boolean;
}

interface AwaySum extends Omit<Away, 'date' | 'isWhole'> {
  dates: string[];
  wholeDays: number;
  partDays: number;
}

/** What stands for absence without leave, beside the types of leave. */
const absent = 'absent without leave';

function awayOn(day: ReportDay): Away[] {
  const { userId, name, department, date } = day;
  const person = { userId, name, department, date };
  return [
    ...(day.status === 'absent' ? [{ ...person, type: absent, seconds: day.expected, isWhole: true }] : []),
    ...day.leave.map(({ type, seconds }) => ({ ...person, type, seconds, isWhole: day.status === 'leave' })),
  ];
}

function sumsOf(away: readonly Away[]): AwaySum[] {
  return [...Map.groupBy(away, ({ type }) => type)].flatMap(([type, ofType]) => {
    const last = ofType.at(-1);
    if (!last) return [];
    const wholeDays = ofType.filter(({ isWhole }) => isWhole).length;
    return [
      {
        userId: last.userId,
        name: last.name,
        department: last.department,
        type,
        seconds: ofType.reduce((sum, { seconds }) => sum + seconds, 0),
        wholeDays,
        partDays: ofType.length - wholeDays,
        dates: ofType.map(({ date }) => date.slice(5)),
      },
    ];
  });
}

/** Absence and leave by type. */
export function absenceReport({ scope, groupBy: grouping = 'department', days }: ReportInput): Table {
  return makeTable<AwaySum>({
    title: 'Absence and leave',
    saidNotes: notesOf(scope),
    frozenColumns: 2,
    things: byPerson(days.flatMap(awayOn)).flatMap(sumsOf),
    groupOf: groupBy(grouping),
    columns: [
      ...personColumns<AwaySum>(grouping),
      { key: 'type', title: 'Type', type: 'text', value: ({ type }) => type },
      { key: 'days', title: 'Days', type: 'count', sum: true, value: ({ wholeDays }) => wholeDays },
      {
        key: 'partDays',
        title: 'Parts of days',
        type: 'count',
        sum: true,
        value: ({ partDays }) => partDays,
      },
      { key: 'hours', title: 'Hours', type: 'hours', sum: true, value: ({ seconds }) => seconds },
      { key: 'dates', title: 'Dates', type: 'text', value: ({ dates }) => dates.join(' ') },
    ],
  });
}
