/** Lays out the times of a shift as the sheet shows them: six slots with their sources, and the worked intervals. @module */

import { dayOfSeconds, instantOf, wallTimeOf } from '#shared/time/clock-text.ts';
import type { Zone } from '#shared/time/zone.ts';
import type { PunchRef, SlotSource, SlotTime, SlotTimes, WorkedInterval } from '../model/index.ts';
import { appended, BREAK, DONE, IN, OT, OUT, RESUME } from '../model/index.ts';
import type { ColumnTime, DayPiece } from '../shift/index.ts';

/** The columns of a piece: of a shift that is split at midnight, those on the piece's date. */
export function columnsOn({ outcome, isPart, day }: DayPiece): readonly (ColumnTime | null)[] {
  if (!isPart) return outcome.slots;
  return outcome.slots.map((slot) => (slot !== null && dayOfSeconds(slot.wall) === day ? slot : null));
}

/** The columns as the day result shows them. */
export function slotsOf(piece: DayPiece): SlotTimes {
  const times = columnsOn(piece);
  const { zone } = piece.outcome.shift.planned;
  return {
    in: slotTime(times[IN], zone),
    break: slotTime(times[BREAK], zone),
    resume: slotTime(times[RESUME], zone),
    out: slotTime(times[OUT], zone),
    ot: slotTime(times[OT], zone),
    done: slotTime(times[DONE], zone),
  };
}

/** Six empty columns. */
export function emptySlots(): SlotTimes {
  return { in: null, break: null, resume: null, out: null, ot: null, done: null };
}

function slotTime(time: ColumnTime | null | undefined, zone: Zone): SlotTime | null {
  return time === null || time === undefined ? null : shown(time, zone);
}

function shown(time: ColumnTime, zone: Zone): SlotTime {
  const { punch } = time;
  const wall = punch !== null && punch.recorded === punch.wall ? punch.ref.wallTime : wallTimeOf(time.wall);
  return {
    wall,
    instant: time.instant,
    rounded: time.rounded === time.at ? wall : wallTimeOf(zone.toWall(time.rounded)),
    source: sourceOf(time),
    edited: time.correctionId !== null,
  };
}

function sourceOf({ punch, correctionId }: ColumnTime): SlotSource {
  if (correctionId !== null) return { kind: 'correction', correctionId };
  if (punch === null) return { kind: 'rule', rule: 'columns.autoClose' };
  const { serial, wallTime, status } = punch.ref;
  return { kind: 'punch', serial, wallTime, status };
}

function punchesOf(arrival: ColumnTime, departure: ColumnTime): PunchRef[] {
  const first = arrival.correctionId === null ? arrival.punch : null;
  const last = departure.correctionId === null ? departure.punch : null;
  if (first !== null && last !== null) return [first.ref, last.ref];
  const only = first ?? last;
  return only !== null ? [only.ref] : [];
}

/** Adds the stretches of presence of a piece, between complete pairs. @returns the intervals of the day so far */
export function withIntervalsOf(piece: DayPiece, intervals: WorkedInterval[]): WorkedInterval[] {
  const { pairs, shift } = piece.outcome;
  const bounds = piece.isPart ? shift.planned.zone.dayBounds(piece.day) : null;
  let all = intervals;
  for (let i = 0; i < pairs.length; i += 1) {
    const pair = pairs[i];
    if (pair === undefined) continue;
    const { arrival, departure } = pair;
    if (arrival === null || departure === null) continue;
    const from = bounds !== null ? Math.max(bounds.from, arrival.rounded) : arrival.rounded;
    const to = bounds !== null ? Math.min(bounds.to, departure.rounded) : Math.max(from, departure.rounded);
    if (bounds !== null && from >= to) continue;
    all = appended(all, {
      from: from === arrival.at ? arrival.instant : instantOf(from),
      to: to === departure.at ? departure.instant : instantOf(to),
      seconds: to - from,
      punches: punchesOf(arrival, departure),
    });
  }
  return all;
}
