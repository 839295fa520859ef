/** Report: who is in, out, expected or on leave on one day; head count by department, and the list for a fire. @module */

import { makeTable, type Table } from '#shared/table/index.ts';
import { groupBy, notesOf, oneIf, personColumns, secondsOfDay } from './common.ts';
import { type ReportDay, type ReportInput, slotNames } from './input.ts';

/** Where a person is, as far as punches say. */
export type Presence = 'in' | 'out' | 'not yet' | 'leave' | 'off' | 'not employed';

const arrivals: readonly string[] = ['in', 'resume', 'ot'];

/** The last time that a day has, of any of its shifts; `undefined` when it has none. */
export function lastTimeOf({ slots, furtherShifts }: ReportDay) {
  return [slots, ...furtherShifts.map((shift) => shift.slots)]
    .flatMap((shift) => slotNames.map((name) => ({ name, time: shift[name] })))
    .filter(({ time }) => time !== null)
    .sort((a, b) => ((a.time?.instant ?? '') < (b.time?.instant ?? '') ? -1 : 1))
    .at(-1);
}

/** Where somebody is by what the day has so far. */
export function presenceOf(day: ReportDay): Presence {
  const last = lastTimeOf(day);
  if (last) return arrivals.includes(last.name) ? 'in' : 'out';
  if (day.status === 'not-employed') return 'not employed';
  if (day.status === 'leave' || day.leave.length > 0) return 'leave';
  return day.expected > 0 ? 'not yet' : 'off';
}

function placeOf(day: ReportDay): string | null {
  const source = lastTimeOf(day)?.time?.source;
  return source?.kind === 'punch' ? source.serial : null;
}

function lastTime(day: ReportDay): number | null {
  const wall = lastTimeOf(day)?.time?.wall;
  return wall === undefined ? null : secondsOfDay(wall, day.date);
}

/** Who is in. Those who are in stand first, so that the list serves at a fire; the sums are the head count. */
export function presenceReport({ scope, groupBy: grouping = 'department', days }: ReportInput): Table {
  const order: Presence[] = ['in', 'not yet', 'out', 'leave', 'off'];
  const counted = (wanted: Presence) => (day: ReportDay) => oneIf(presenceOf(day) === wanted);
  return makeTable<ReportDay>({
    title: 'Who is in',
    notes: notesOf(scope),
    frozenColumns: 2,
    things: order.flatMap((presence) => days.filter((day) => presenceOf(day) === presence)),
    groupOf: groupBy(grouping),
    columns: [
      ...personColumns<ReportDay>(grouping),
      { key: 'date', title: 'Date', type: 'date', value: ({ date }) => date },
      { key: 'state', title: 'State', type: 'text', value: presenceOf },
      { key: 'last', title: 'Last punch', type: 'time', value: lastTime },
      { key: 'terminal', title: 'Terminal', type: 'text', value: placeOf },
      {
        key: 'expected',
        title: 'Expected',
        type: 'count',
        sum: true,
        value: ({ expected }) => oneIf(expected > 0),
      },
      { key: 'in', title: 'In', type: 'count', sum: true, value: counted('in') },
      { key: 'out', title: 'Out', type: 'count', sum: true, value: counted('out') },
      { key: 'notYet', title: 'Not yet', type: 'count', sum: true, value: counted('not yet') },
      { key: 'leave', title: 'Leave', type: 'count', sum: true, value: counted('leave') },
      { key: 'off', title: 'Off', type: 'count', sum: true, value: counted('off') },
    ],
  });
}
