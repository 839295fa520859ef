/** Report: the punches of people as terminals recorded them. @module */

import { makeTable, type Table } from '#shared/table/index.ts';
import { weekdayOf } from '#shared/time/calendar.ts';
import { dateOf } from '#shared/time/wall-time.ts';
import { groupBy, notesOf, personColumns, secondsOfDay } from './common.ts';
import type { ReportInput, ReportPunch } from './input.ts';

/** What the usual keys of terminals mean; others are shown by their numbers. */
const keys: Record<number, string> = {
  0: 'in',
  1: 'out',
  2: 'break',
  3: 'resume',
  4: 'OT in',
  5: 'OT out',
  255: '',
};

/** What stands above the punches of an id that nobody has. */
const nobodysLabel = (pin: string) => `${pin} (nobody's)`;

/** Punch list. Nothing of it was ever changed: corrections stand in a report of their own. */
export function punchesReport({ scope, groupBy: grouping = 'none', punches }: ReportInput): Table {
  const things = punches.map((punch) => ({ ...punch, userId: punch.userId ?? '' }));
  const group = groupBy<ReportPunch & { userId: string }>(grouping);
  return makeTable<ReportPunch & { userId: string }>({
    title: 'Punch list',
    saidNotes: notesOf(scope),
    frozenColumns: 2,
    things,
    groupOf:
      group && grouping === 'user'
        ? (punch) => (punch.userId === '' ? nobodysLabel(punch.pin) : group(punch))
        : group,
    columns: [
      ...personColumns<ReportPunch & { userId: string }>(grouping),
      { key: 'pin', title: 'PIN', type: 'text', value: ({ pin }) => pin },
      { key: 'date', title: 'Date', type: 'date', value: ({ wallTime }) => dateOf(wallTime) },
      {
        key: 'weekday',
        title: 'Day',
        type: 'text',
        value: ({ wallTime }) => weekdayOf(dateOf(wallTime)).slice(0, 3),
      },
      {
        key: 'time',
        title: 'Time',
        type: 'time',
        seconds: true,
        value: ({ wallTime }) => secondsOfDay(wallTime, dateOf(wallTime)),
      },
      { key: 'terminal', title: 'Terminal', type: 'text', value: ({ serial }) => serial },
      { key: 'status', title: 'Status', type: 'count', value: ({ status }) => status },
      { key: 'key', title: 'Key', type: 'text', value: ({ status }) => keys[status] ?? `${status}` },
      { key: 'receivedAt', title: 'Arrived (UTC)', type: 'instant', value: ({ receivedAt }) => receivedAt },
      { key: 'punches', title: 'Punches', type: 'count', sum: true, value: () => 1 },
    ],
  });
}
