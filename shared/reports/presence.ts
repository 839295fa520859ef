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

/**
 * Whether somebody is still in by a day: a shift over midnight is not over. A day whose second time is still to come is pending;
 * a forgotten one is incomplete.
 */
export function isStillIn(day: ReportDay): boolean {
  return day.status === 'pending' && presenceOf(day) === 'in';
}

/** A person, the row of the day where there is one, and the row that says where the person is. */
interface Whereabouts extends Pick<ReportDay, 'userId' | 'name' | 'department'> {
  day: ReportDay | undefined;
  by: ReportDay;
}

/** Where people are by the day, and by the day before while the day has no time of theirs. */
function whereaboutsOf(days: readonly ReportDay[], open: readonly ReportDay[]): Whereabouts[] {
  const still = new Map(open.filter(isStillIn).map((day) => [day.userId, day]));
  const known = new Set(days.map(({ userId }) => userId));
  const of = (day: ReportDay | undefined, by: ReportDay): Whereabouts => {
    const { userId, name, department } = by;
    return { userId, name, department, day, by };
  };
  return [
    ...days.map((day) => of(day, lastTimeOf(day) ? day : (still.get(day.userId) ?? day))),
    ...[...still.values()].filter(({ userId }) => !known.has(userId)).map((day) => of(undefined, day)),
  ];
}

function placeOf({ by }: Whereabouts): string | null {
  const source = lastTimeOf(by)?.time?.source;
  return source?.kind === 'punch' ? source.serial : null;
}

function lastTime({ by }: Whereabouts): number | null {
  const wall = lastTimeOf(by)?.time?.wall;
  return wall === undefined ? null : secondsOfDay(wall, by.date);
}

/** Who is in. Those who are in stand first, so that the list serves at a fire; the sums are the head count. */
export function presenceReport({
  scope,
  groupBy: grouping = 'department',
  days,
  open = [],
}: ReportInput): Table {
  const order: Presence[] = ['in', 'not yet', 'out', 'leave', 'off'];
  const counted = (wanted: Presence) => (person: Whereabouts) => oneIf(presenceOf(person.by) === wanted);
  const people = whereaboutsOf(days, open);
  return makeTable<Whereabouts>({
    title: 'Who is in',
    saidNotes: notesOf(scope),
    frozenColumns: 2,
    things: order.flatMap((presence) => people.filter(({ by }) => presenceOf(by) === presence)),
    groupOf: groupBy(grouping),
    columns: [
      ...personColumns<Whereabouts>(grouping),
      { key: 'date', title: 'Date', type: 'date', value: ({ by }) => by.date },
      { key: 'state', title: 'State', type: 'text', value: ({ by }) => presenceOf(by) },
      { key: 'last', title: 'Last punch', type: 'time', value: lastTime },
      { key: 'terminal', title: 'Terminal', type: 'text', value: placeOf },
      {
        key: 'expected',
        title: 'Expected',
        type: 'count',
        sum: true,
        value: ({ day }) => oneIf(day !== undefined && day.expected > 0),
      },
      { key: 'in', title: 'In', type: 'count', sum: true, value: counted('in') },
      { key: 'out', title: 'Out', type: 'count', sum: true, value: counted('out') },
      { key: 'notYet', title: 'Not yet', type: 'count', sum: true, value: counted('not yet') },
      { key: 'leave', title: 'Leave', type: 'count', sum: true, value: counted('leave') },
      { key: 'off', title: 'Off', type: 'count', sum: true, value: counted('off') },
    ],
  });
}
