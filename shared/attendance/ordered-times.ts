import { type ColumnTime, columnTime } from './column-time.ts';
import { arrivalColumns, BREAK, DONE, IN, OT, OUT, RESUME } from './columns.ts';
import type { ShiftInstance } from './day-template.ts';
import type { Direction } from './direction.ts';
import { type ByColumn, nearestColumn } from './fill-columns.ts';
import { type Pair, pairPunches } from './pair-punches.ts';
import type { Policy } from './policy.ts';
import { compareInTime, type TimedPunch } from './timed-punch.ts';
import type { WorkedShift } from './worked-shift.ts';

/** The times of a scheduled shift whose punches pair up in order. */
interface OrderedTimes {
  readonly slots: ByColumn<ColumnTime>;
  /** Arrivals and departures that no column shows; they count all the same, and have the rounding of a break's columns. */
  readonly beyond: readonly ColumnTime[];
}

/**
 * Section 3: whether the punches of a scheduled shift pair up in order, so that its columns only show them: the rules or
 * consistent keys tell in from out. Otherwise, or where a column takes some terminals only, the columns decide.
 */
export function isPairedInOrder({ directionMode, terminals }: Policy, direction: Direction): boolean {
  const isTold = direction === 'status' || directionMode === 'alternate';
  return isTold && terminals.every((serials) => serials === null);
}

/**
 * The columns of a scheduled shift whose punches pair up in order: IN is the first arrival, OUT the last departure,
 * BREAK and RESUME are the gap nearest to the scheduled break; who comes for the overtime has OT and DONE.
 */
export function orderedTimes(
  shift: WorkedShift,
  instance: ShiftInstance,
  direction: Direction,
): OrderedTimes {
  const { policy } = shift;
  const slots: ByColumn<ColumnTime> = [null, null, null, null, null, null];
  const beyond: ColumnTime[] = [];
  const put = (punch: TimedPunch | null, column: number, isShown: boolean): void => {
    if (!punch) return;
    const scheduled = isShown ? (instance.at[column] ?? Number.NaN) : Number.NaN;
    const time = columnTime(punch, column, policy, scheduled);
    if (isShown) slots[column] = time;
    else beyond.push(time);
  };
  const pairs = pairsOf(shift, direction);
  const overtime = firstOvertimePair(pairs, instance);
  const arrivalColumn = nearestOf([IN, RESUME], pairs[0]?.arrival, instance) ?? IN;
  const breakAt = arrivalColumn === IN ? pairBeforeBreak(pairs, overtime, instance) : -2;
  for (const [index, { arrival, departure }] of pairs.entries()) {
    if (index >= overtime) {
      put(arrival, OT, index === overtime);
      put(departure, DONE, index === pairs.length - 1);
      continue;
    }
    const isLast = index === overtime - 1;
    put(arrival, index === 0 ? arrivalColumn : RESUME, index === 0 || index === breakAt + 1);
    const mayHaveBegunBreak = index === 0 && arrivalColumn === IN;
    const last = [...(mayHaveBegunBreak ? [BREAK] : []), OUT, ...(overtime === pairs.length ? [DONE] : [])];
    const column = isLast ? (nearestOf(last, departure, instance) ?? OUT) : BREAK;
    put(departure, column, isLast || index === breakAt);
  }
  return { slots, beyond };
}

/** A punch that has lost its arrival leaves; in and out take turns after it. */
function pairsOf(shift: WorkedShift, direction: Direction): Pair<TimedPunch>[] {
  const { policy, punches } = shift;
  const first = punches[0];
  const hasLostArrival = direction === 'alternate' && punches.length % 2 === 1 && shift.beganWithDeparture;
  if (!first || !hasLostArrival) return pairPunches(punches, direction, policy.hours);
  return [{ arrival: null, departure: first }, ...pairPunches(punches.slice(1), direction, policy.hours)];
}

/** Arrivals and departures as pairs in the order of time, also after HR or a rule has set a column. */
export function pairTimes(slots: ByColumn<ColumnTime>, beyond: readonly ColumnTime[]): Pair<ColumnTime>[] {
  const times = [...slots.filter((slot) => slot !== null), ...beyond].sort(
    (a, b) => a.at - b.at || (a.punch && b.punch ? compareInTime(a.punch, b.punch) : 0),
  );
  const pairs: Pair<ColumnTime>[] = [];
  let arrival: ColumnTime | null = null;
  for (const time of times) {
    if (arrivalColumns.includes(time.column)) {
      if (arrival) pairs.push({ arrival, departure: null });
      arrival = time;
    } else {
      pairs.push({ arrival, departure: time });
      arrival = null;
    }
  }
  if (arrival) pairs.push({ arrival, departure: null });
  return pairs;
}

/** The first pair that begins nearer to OT than to any other arrival; the number of pairs where none does. */
function firstOvertimePair(pairs: readonly Pair<TimedPunch>[], instance: ShiftInstance): number {
  if (!instance.shift.scheduled.includes(OT)) return pairs.length;
  const first = pairs.findIndex(({ arrival }) => nearestOf([IN, RESUME, OT], arrival, instance) === OT);
  return first === -1 ? pairs.length : first;
}

/** The pair after which the gap lies that is nearest to the scheduled break; below −1 where none is scheduled or taken. */
function pairBeforeBreak(pairs: readonly Pair<TimedPunch>[], count: number, { at }: ShiftInstance): number {
  let nearest = -2;
  let least = Infinity;
  for (let index = 0; index + 1 < count; index += 1) {
    const from = pairs[index]?.departure?.at ?? Number.NaN;
    const to = pairs[index + 1]?.arrival?.at ?? Number.NaN;
    const off = Math.abs(from - (at[BREAK] ?? Number.NaN)) + Math.abs(to - (at[RESUME] ?? Number.NaN));
    if (off < least) {
      nearest = index;
      least = off;
    }
  }
  return nearest;
}

/** The nearest of those columns that are scheduled; `null` without a punch or such a column. */
function nearestOf(
  columns: readonly number[],
  punch: TimedPunch | null | undefined,
  instance: ShiftInstance,
): number | null {
  const scheduled = columns.filter((column) => instance.shift.scheduled.includes(column));
  return punch && scheduled.length > 0 ? nearestColumn(punch.at, scheduled, instance) : null;
}
