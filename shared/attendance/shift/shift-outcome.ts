/** Works one shift out from its punches: columns, pairs, breaks, late and early. @module */

import { wallSeconds } from '#shared/time/clock-text.ts';
import type { MatchedShift } from '../matching/index.ts';
import {
  BREAK,
  bothOf,
  columns,
  DONE,
  IN,
  inTimeOrder,
  noneAside,
  OT,
  OUT,
  RESUME,
  type SetAside,
  type Spans,
  unite,
  withStretch,
} from '../model/index.ts';
import type { ShiftInstance } from '../plan/index.ts';
import { attendedHalf, attendedTimes } from '../plan/index.ts';
import { type Closing, type Closings, closeOpenPair } from './auto-close.ts';
import { takeBreaks } from './breaks.ts';
import { type ColumnTime, columnTime, editedTime } from './column-time.ts';
import { type Direction, resolveDirection } from './direction.ts';
import { type ByColumn, fillColumns } from './fill-columns.ts';
import { measureLateness, onTime } from './lateness.ts';
import { missingHalves, nothingMissing } from './missing-halves.ts';
import { isPairedInOrder, orderedTimes, pairTimes, type ShiftTimes } from './ordered-times.ts';
import type { ShiftOutcome, SlotCorrection } from './outcome.ts';
import type { Pair } from './pair.ts';
import { pairedTimes } from './paired-times.ts';

/** What decides about a shift beside its punches. */
export interface Circumstances {
  /** HR's settings of its columns, in order of entry. */
  readonly edits: readonly SlotCorrection[];
  /** How an arrival without its departure is closed. */
  readonly closings: Closings;
  /** Of the day's leave by the hour: what the day's earlier shifts have not used, in seconds. */
  readonly leaveLeft: number;
  /** Of the short breaks that are paid on a day: what its earlier shifts have not used, in seconds. */
  readonly shortLeft: number;
}

/** Works out a shift: its times, pairs, breaks, late and early. */
export function workOut(shift: MatchedShift, circumstances: Circumstances): ShiftOutcome {
  const { edits, closings } = circumstances;
  const { policy, punches } = shift;
  if (punches.length === 0 && edits.length === 0) return withoutTimes(shift);
  const direction = punches.length > 0 ? resolveDirection(policy, punches) : null;
  const times = withEdits(timesOf(shift, direction), edits, shift);
  const open = workOf(shift, direction, times.slots, times, circumstances);
  if (!hasOpenArrival(open.pairs)) return open;
  const begun = punches[0]?.at ?? open.pairs[0]?.arrival?.at;
  const close = begun === undefined ? null : closings.closingOf(shift, begun);
  return close !== null ? closed(open, close, times, circumstances) : open;
}

/** Whether there is anything for a rule to close: most shifts have nothing open. */
function hasOpenArrival(pairs: readonly Pair<ColumnTime>[]): boolean {
  for (let i = 0; i < pairs.length; i += 1) if (pairs[i]?.departure === null) return true;
  return false;
}

/** The outcome once rules have closed what is open. */
function closed(
  open: ShiftOutcome,
  close: Closing,
  times: ShiftTimes,
  circumstances: Circumstances,
): ShiftOutcome {
  const { shift, direction } = open;
  return closeOpenPair(open, close, (slots) => workOf(shift, direction, slots, times, circumstances)) ?? open;
}

const noSlots: ByColumn<ColumnTime> = [null, null, null, null, null, null];
const noTimes: readonly ColumnTime[] = [];
const noPairs: readonly Pair<ColumnTime>[] = [];
const noSpans: Spans = [];

/** A shift that nobody has come for comes to nothing, whatever the rules say. */
function withoutTimes(shift: MatchedShift): ShiftOutcome {
  return {
    shift,
    direction: null,
    slots: noSlots,
    autoClosed: false,
    aside: noneAside,
    lateness: onTime,
    pairs: noPairs,
    worked: noSpans,
    breakTaken: 0,
    breakDeducted: 0,
    unusedBreakAsOvertime: 0,
    givenBack: noSpans,
    shortBreakPaid: 0,
    missing: nothingMissing,
    breakIsExtended: false,
    breakIsShort: false,
  };
}

function timesOf(shift: MatchedShift, direction: Direction | null): ShiftTimes {
  const { instance, policy } = shift;
  if (instance === null) return pairedTimes(shift, direction);
  if (direction !== null && isPairedInOrder(policy, direction)) {
    return orderedTimes(shift, instance, direction);
  }
  return fixedSlots(shift, instance, direction);
}

/** A time that stands in no column takes part in an interval, or its punch takes no part. */
function unpairedOf(times: ShiftTimes, pairs: readonly Pair<ColumnTime>[]): readonly SetAside[] {
  if (times.beyond.length === 0) return noneAside;
  const unpaired: SetAside[] = [];
  for (const time of times.beyond) {
    const pair = pairs.find(({ arrival, departure }) => arrival === time || departure === time);
    if (time.punch !== null && !(pair?.arrival && pair.departure)) {
      unpaired.push({ punch: time.punch, reason: 'unpaired', inDoubt: true });
    }
  }
  return unpaired;
}

/** What a shift came to, from its columns and the pairs beyond them. */
function workOf(
  shift: MatchedShift,
  direction: Direction | null,
  slots: ByColumn<ColumnTime>,
  times: ShiftTimes,
  { leaveLeft, shortLeft }: Circumstances,
): ShiftOutcome {
  const { instance, policy } = shift;
  const punchedPairs = pairTimes(slots, times.beyond);
  const isBreakFixed = policy.breaks.mode === 'fixed' && instance !== null && instance.breakSeconds > 0;
  const pairs = isBreakFixed ? acrossHalfBreak(punchedPairs) : punchedPairs;
  const whole = policy.hours === 'first-last' ? firstToLast(pairs) : null;
  const present = whole ?? presentIn(pairs);
  const between = whole !== null || pairs.length < 2 ? noSpans : betweenPairs(pairs, instance);
  const came = arrivalIn(slots)?.counted ?? null;
  const left = departureIn(slots)?.counted ?? null;
  const afterBreaks = takeBreaks(present, between, instance, policy, shortLeft);
  return {
    shift,
    direction,
    slots,
    autoClosed: slots !== times.slots,
    aside: inTimeOrder(bothOf(times.aside, unpairedOf(times, pairs))),
    lateness:
      instance !== null ? measureLateness(instance, shift.planned, policy, came, left, leaveLeft) : onTime,
    pairs,
    worked: afterBreaks.worked,
    breakTaken: afterBreaks.taken,
    breakDeducted: afterBreaks.deducted,
    unusedBreakAsOvertime: afterBreaks.unusedAsOvertime,
    givenBack: afterBreaks.givenBack,
    shortBreakPaid: afterBreaks.shortPaid,
    missing: missingHalves(shift, slots, pairs),
    breakIsExtended: afterBreaks.isExtended,
    breakIsShort: afterBreaks.isShort,
  };
}

/** The stretches of complete pairs. */
function presentIn(pairs: readonly Pair<ColumnTime>[]): Spans {
  let present = noSpans;
  for (let i = 0; i < pairs.length; i += 1) {
    const pair = pairs[i];
    if (pair !== undefined && isStretch(pair)) {
      present = withStretch(present, pair.arrival.rounded, pair.departure.rounded);
    }
  }
  return unite(present);
}

/** The gaps between complete pairs. OUT to OT lies between two kinds of work; every other gap is a break. */
function betweenPairs(pairs: readonly Pair<ColumnTime>[], instance: ShiftInstance | null): Spans {
  let between = noSpans;
  let left: ColumnTime | null = null;
  for (let i = 0; i < pairs.length; i += 1) {
    const pair = pairs[i];
    if (pair === undefined || !isStretch(pair)) continue;
    const { arrival, departure } = pair;
    if (left !== null && left.rounded < arrival.rounded && !(instance !== null && arrival.column === OT)) {
      between = withStretch(between, left.rounded, arrival.rounded);
    }
    left = departure;
  }
  return between;
}

/** A pair between whose halves time lies. */
type Stretch = Pair<ColumnTime> & { readonly arrival: ColumnTime; readonly departure: ColumnTime };

function isStretch(pair: Pair<ColumnTime>): pair is Stretch {
  const { arrival, departure } = pair;
  return arrival !== null && departure !== null && departure.rounded > arrival.rounded;
}

function fixedSlots(
  { policy, punches, planned }: MatchedShift,
  instance: ShiftInstance,
  direction: Direction | null,
): ShiftTimes {
  // Whoever punches only when he comes and goes has no break: free half of the day, he comes or goes at it.
  const times =
    direction === 'first-last' ? attendedHalf(instance, planned) : attendedTimes(instance, planned);
  const { columns, aside } = fillColumns(punches, times, policy, direction ?? 'alternate');
  const slots = columns.map((punch, column) =>
    punch !== null ? columnTime(punch, column, policy, instance.at[column] ?? Number.NaN) : null,
  );
  return { slots, beyond: noTimes, aside };
}

/** The times with HR's settings; the punches that they replace take no part. */
function withEdits(times: ShiftTimes, edits: readonly SlotCorrection[], shift: MatchedShift): ShiftTimes {
  if (edits.length === 0) return times;
  const slots = [...times.slots];
  const corrected: SetAside[] = [];
  for (const edit of edits) {
    const column = columns.indexOf(edit.column);
    const replaced = slots[column];
    if (replaced?.punch) corrected.push({ punch: replaced.punch, reason: 'corrected' });
    slots[column] =
      edit.wallTime === null
        ? null
        : editedTime(column, wallSeconds(edit.wallTime), shift.planned.zone, edit.id);
  }
  return { ...times, slots, aside: bothOf(times.aside, corrected) };
}

/** A break that is fixed needs no punch: where one of its two is missing, the work goes on from one side to the other. */
function acrossHalfBreak(pairs: readonly Pair<ColumnTime>[]): readonly Pair<ColumnTime>[] {
  const joined: Pair<ColumnTime>[] = [];
  for (const pair of pairs) {
    const before = joined.at(-1);
    const isHalf =
      before?.arrival && pair.departure !== null && (before.departure === null || pair.arrival === null);
    if (before !== undefined && isHalf)
      joined.splice(-1, 1, { arrival: before.arrival, departure: pair.departure });
    else joined.push(pair);
  }
  return joined;
}

/** When somebody arrived; unknown when only a departure is there. */
export function arrivalIn(slots: ByColumn<ColumnTime>): ColumnTime | null {
  return slots[IN] ?? (slots[BREAK] ? null : (slots[RESUME] ?? null));
}

/** When somebody left; unknown when the last thing known is an arrival. Who has begun overtime leaves by DONE. */
export function departureIn(slots: ByColumn<ColumnTime>): ColumnTime | null {
  const last = slots[OUT] ?? (slots[OT] ? null : (slots[DONE] ?? null));
  if (last !== null) return last;
  return slots[RESUME] ? null : (slots[BREAK] ?? null);
}

/** From the first arrival to the last departure; nothing when one of them is not known. */
function firstToLast(pairs: readonly Pair<ColumnTime>[]): Spans {
  const arrival = pairs.find((pair) => pair.arrival)?.arrival;
  const departure = pairs.findLast((pair) => pair.departure)?.departure;
  return arrival && departure && arrival.rounded < departure.rounded
    ? [arrival.rounded, departure.rounded]
    : [];
}
