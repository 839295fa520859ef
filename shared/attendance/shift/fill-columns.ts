import type { TimedPunch } from '../model/index.ts';
import { BREAK, IN, OUT, RESUME } from '../model/index.ts';
import type { AttendedTimes } from '../plan/index.ts';
import type { Policy } from '../rules/index.ts';
import { type Direction, takeByStatus } from './direction.ts';

/** One entry per column; `null` where it stays empty. */
export type ByColumn<T> = (T | null)[];

/**
 * Section 3, the six columns of a shift with fixed times. A punch goes to the scheduled column whose time is nearest;
 * where the keys decide, to the nearest column of its direction. In each column the first punch stays, or the latest
 * where the rules keep it. Punches that are not kept are marked.
 */
export function fillColumns(
  punches: readonly TimedPunch[],
  times: AttendedTimes,
  policy: Policy,
  direction: Direction,
): ByColumn<TimedPunch> {
  const filled: ByColumn<TimedPunch> = [null, null, null, null, null, null];
  const taken = direction === 'status' ? takeByStatus(punches) : punches;
  if (direction === 'first-last') fillFirstAndLast(punches, times, filled);
  else {
    for (const punch of taken) {
      const column = columnOf(punch, times, direction, filled);
      put(punch, column, policy, filled);
    }
  }
  return filled;
}

function put(punch: TimedPunch, column: number, policy: Policy, filled: ByColumn<TimedPunch>): void {
  const serials = policy.terminals[column];
  // A time that HR added comes from no terminal and counts everywhere.
  if (serials && punch.correctionId === null && !serials.has(punch.ref.serial)) {
    punch.ignored = 'column-terminal';
    return;
  }
  const kept = filled[column];
  if (!kept) filled[column] = punch;
  else if (policy.keepLatest[column]) {
    kept.ignored = 'replaced';
    filled[column] = punch;
  } else punch.ignored = 'not-first';
}

function fillFirstAndLast(
  punches: readonly TimedPunch[],
  times: AttendedTimes,
  filled: ByColumn<TimedPunch>,
): void {
  const first = punches[0];
  const last = punches.at(-1);
  if (!first || !last) return;
  if (first === last) {
    filled[nearestColumn(first.at, [IN, OUT], times)] = first;
    return;
  }
  filled[IN] = first;
  filled[OUT] = last;
  for (const punch of punches) {
    if (punch !== first && punch !== last) punch.ignored = 'informative';
  }
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
  // Who has left for the break comes back from it, however early; who has come back leaves for good.
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
