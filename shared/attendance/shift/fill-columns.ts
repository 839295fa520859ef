/** Fills the six columns of a scheduled shift, each punch in the column whose time is nearest. @module */

import { BREAK, bothOf, IN, OUT, RESUME, type SetAside, type TimedPunch } from '../model/index.ts';
import type { AttendedTimes } from '../plan/index.ts';
import type { Policy } from '../rules/index.ts';
import { allOf, type Direction, takeByStatus, takeFirstAndLast } from './direction.ts';

/** One entry per column; `null` where it stays empty. */
export type ByColumn<T> = (T | null)[];

/** The columns of a shift, and the punches that none of them keeps. */
export interface FilledColumns {
  readonly columns: ByColumn<TimedPunch>;
  readonly aside: readonly SetAside[];
}

/**
 * Section 3, the six columns of a shift with fixed times. A punch goes to the scheduled column whose time is nearest;
 * where the keys decide, to the nearest column of its direction. In each column the first punch stays, or the latest
 * where the rules keep it.
 */
export function fillColumns(
  punches: readonly TimedPunch[],
  times: AttendedTimes,
  policy: Policy,
  direction: Direction,
): FilledColumns {
  if (direction === 'first-last') return fillFirstAndLast(punches, times);
  const columns: ByColumn<TimedPunch> = [null, null, null, null, null, null];
  const { taken, aside } = direction === 'status' ? takeByStatus(punches) : allOf(punches);
  const notKept: SetAside[] = [];
  for (const punch of taken) {
    const column = columnOf(punch, times, direction, columns);
    const kept = columns[column] ?? null;
    if (!countsFor(column, punch, policy)) notKept.push({ punch, reason: 'column-terminal' });
    else if (kept === null) columns[column] = punch;
    else if (policy.keepLatest[column]) {
      notKept.push({ punch: kept, reason: 'replaced' });
      columns[column] = punch;
    } else notKept.push({ punch, reason: 'not-first' });
  }
  return { columns, aside: bothOf(aside, notKept) };
}

/** Whether the terminal of a punch counts for a column; a time that HR added comes from none and counts everywhere. */
export function countsFor(column: number, punch: TimedPunch, policy: Policy): boolean {
  const serials = policy.terminals[column];
  return !serials || punch.correctionId !== null || serials.has(punch.ref.serial);
}

function fillFirstAndLast(punches: readonly TimedPunch[], times: AttendedTimes): FilledColumns {
  const columns: ByColumn<TimedPunch> = [null, null, null, null, null, null];
  const { taken, aside } = takeFirstAndLast(punches);
  const [first, last] = taken;
  if (first !== undefined && last !== undefined) {
    columns[IN] = first;
    columns[OUT] = last;
  } else if (first !== undefined) columns[nearestColumn(first.at, [IN, OUT], times)] = first;
  return { columns, aside };
}

function columnOf(
  punch: TimedPunch,
  times: AttendedTimes,
  direction: Direction,
  filled: ByColumn<TimedPunch>,
): number {
  const { scheduled, arrivals, departures } = times.shift;
  if (direction !== 'status') return nearestColumn(punch.at, scheduled, times);
  const arrives = punch.flow > 0;
  const fitting = arrives ? arrivals : departures;
  // Somebody who has left for the break comes back from it, however early; somebody who has come back leaves for good.
  const after = arrives ? (filled[BREAK] ? RESUME : IN) : filled[RESUME] ? OUT : BREAK;
  const first = fitting.findIndex((column) => column >= after);
  return nearestColumn(punch.at, first > 0 ? fitting.slice(first) : fitting, times);
}

/** The column whose scheduled time is nearest: a border belongs to the later of its two columns. */
export function nearestColumn(at: number, candidates: readonly number[], times: AttendedTimes): number {
  let column = candidates[0] ?? IN;
  for (let i = 1; i < candidates.length; i += 1) {
    const next = candidates[i] ?? IN;
    const until = times.until[column] ?? Number.NaN;
    const border = Number.isNaN(until) ? ((times.at[column] ?? 0) + (times.at[next] ?? 0)) / 2 : until;
    if (at < border) break;
    column = next;
  }
  return column;
}
