/** Report: the days of each person with all their times, a page a person, to be signed. @module */

import { type ColumnOf, makeTable, type Table } from '#shared/table/index.ts';
import { weekdayOf } from '#shared/time/calendar.ts';
import {
  byPerson,
  groupBy,
  hasCode,
  isEdited,
  notesOf,
  overtimeOf,
  personColumns,
  secondsOfDay,
} from './common.ts';
import { type ReportDay, type ReportInput, slotNames } from './input.ts';

/** A shift of a day: figures stand in the line of the first one, because they are those of the day. */
interface CardLine extends Pick<ReportDay, 'userId' | 'name' | 'department' | 'date' | 'slots'> {
  scheduleId: string | null;
  /** Of the first shift: the day. */
  day: ReportDay | undefined;
}

function linesOf(day: ReportDay): CardLine[] {
  const { userId, name, department, date, slots, scheduleId } = day;
  const person = { userId, name, department, date };
  return [
    { ...person, slots, scheduleId, day },
    ...day.furtherShifts.map((shift) => ({ ...person, ...shift, day: undefined })),
  ];
}

function figure(key: string, title: string, seconds: (day: ReportDay) => number): ColumnOf<CardLine> {
  return { key, title, type: 'duration', sum: true, value: ({ day }) => day && seconds(day) };
}

const slotTitles = {
  in: 'In',
  break: 'Break',
  resume: 'Resume',
  out: 'Out',
  ot: 'OT',
  done: 'Done',
} as const;

function remarksOf(day: ReportDay): string {
  return [
    ...(day.remark === '' ? [] : [day.remark]),
    ...(isEdited(day) ? ['corrected'] : []),
    ...(hasCode(day, 'missing-in', 'missing-out') ? ['time missing'] : []),
    ...(day.lockId === undefined ? [] : ['locked']),
  ].join('; ');
}

/** Time card: planned and actual, totals, and lines for signatures. */
export function timeCardReport({ scope, days }: ReportInput): Table {
  return makeTable<CardLine>({
    title: 'Time card',
    saidNotes: notesOf(scope),
    frozenColumns: 2,
    pagePerGroup: true,
    signatures: ['Employee', 'Supervisor', 'Date'],
    things: byPerson(days).flat().flatMap(linesOf),
    groupOf: groupBy('user'),
    columns: [
      ...personColumns<CardLine>('user'),
      { key: 'date', title: 'Date', type: 'date', value: ({ date }) => date },
      { key: 'weekday', title: 'Day', type: 'text', value: ({ date }) => weekdayOf(date).slice(0, 3) },
      { key: 'schedule', title: 'Schedule', type: 'text', value: ({ scheduleId }) => scheduleId },
      { key: 'status', title: 'Status', type: 'text', value: ({ day }) => day?.status },
      ...slotNames.map(
        (name): ColumnOf<CardLine> => ({
          key: name,
          title: slotTitles[name],
          type: 'time',
          value: ({ slots, date }) => {
            const wall = slots[name]?.wall;
            return wall && secondsOfDay(wall, date);
          },
        }),
      ),
      figure('expected', 'Planned', ({ expected }) => expected),
      figure('worked', 'Worked', ({ worked }) => worked),
      figure('overtime', 'Overtime', (day) => overtimeOf(day)),
      figure('short', 'Short', ({ short }) => short),
      figure('late', 'Late', ({ late }) => late),
      figure('early', 'Early', ({ early }) => early),
      figure('leave', 'Leave', ({ leave }) => leave.reduce((sum, { seconds }) => sum + seconds, 0)),
      { key: 'remark', title: 'Remark', type: 'text', value: ({ day }) => day && remarksOf(day) },
    ],
  });
}
