/** Report: how often and how long each person came late or left early. @module */

import { makeTable, type Table } from '#shared/table/index.ts';
import { byPerson, groupBy, notesOf, personColumns } from './common.ts';
import type { ReportDay, ReportInput } from './input.ts';

interface Lateness {
  userId: string;
  name?: string | undefined;
  department?: string | undefined;
  days: readonly ReportDay[];
}

/** Lateness and early leaving; people who were neither are left out. */
export function latenessReport({ scope, groupBy: grouping = 'department', days }: ReportInput): Table {
  const things = byPerson(days).flatMap((ofPerson): Lateness[] => {
    const odd = ofPerson.filter(({ late, early }) => late > 0 || early > 0);
    const last = odd.at(-1);
    if (!last) return [];
    return [{ userId: last.userId, name: last.name, department: last.department, days: odd }];
  });
  const timesOf = (figure: 'late' | 'early') => (row: Lateness) =>
    row.days.filter((day) => day[figure] > 0).length;
  const sumOf = (figure: 'late' | 'early') => (row: Lateness) =>
    row.days.reduce((sum, day) => sum + day[figure], 0);
  const longestOf = (figure: 'late' | 'early') => (row: Lateness) =>
    row.days.reduce((most, day) => Math.max(most, day[figure]), 0);
  return makeTable<Lateness>({
    title: 'Lateness and early leaving',
    saidNotes: notesOf(scope),
    frozenColumns: 2,
    things,
    groupOf: groupBy(grouping),
    columns: [
      ...personColumns<Lateness>(grouping),
      { key: 'lateDays', title: 'Times late', type: 'count', sum: true, value: timesOf('late') },
      { key: 'late', title: 'Late', type: 'duration', sum: true, value: sumOf('late') },
      { key: 'longestLate', title: 'Longest', type: 'duration', value: longestOf('late') },
      { key: 'earlyDays', title: 'Times early', type: 'count', sum: true, value: timesOf('early') },
      { key: 'early', title: 'Early', type: 'duration', sum: true, value: sumOf('early') },
      { key: 'longestEarly', title: 'Longest early', type: 'duration', value: longestOf('early') },
      {
        key: 'dates',
        title: 'Dates',
        type: 'text',
        value: ({ days: odd }) => odd.map(({ date }) => date.slice(5)).join(' '),
      },
    ],
  });
}
