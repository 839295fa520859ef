/** The floor of the engine benchmark: a bare loop that makes rows of the same form, without computing anything. @module */

import { computeDays, type DayResult } from '../../shared/attendance/index.ts';
import type { Workload } from './workloads.ts';

type Interval = DayResult['intervals'][number];
type Slot = DayResult['slots']['in'];

/**
 * Makes the rows of a workload again, each object and list of them new, with values that are there already: no engine can make the
 * same rows for less. The reasons are left out, which the engine does not put into words either while nobody reads them.
 */
export function rowsAgain({ inputs, book }: Workload): () => number {
  const users = inputs.map((input) => computeDays(input, book));
  return () => {
    let worked = 0;
    for (const rows of users) {
      const made: DayResult[] = [];
      for (const row of rows) made.push(rowLike(row));
      for (const row of made) worked += row.worked;
    }
    return worked;
  };
}

const noReasons: DayResult['reasons'] = [];

function rowLike(row: DayResult): DayResult {
  return {
    userId: row.userId,
    date: row.date,
    dayType: row.dayType,
    scheduleId: row.scheduleId,
    direction: row.direction,
    slots: slotsLike(row.slots),
    furtherShifts: row.furtherShifts.map(({ scheduleId, slots }) => ({
      scheduleId,
      slots: slotsLike(slots),
    })),
    intervals: row.intervals.map(intervalLike),
    expected: row.expected,
    worked: row.worked,
    regular: row.regular,
    overtime: row.overtime.map(paidLike),
    premiums: row.premiums.map(paidLike),
    diffOt: row.diffOt,
    breakTaken: row.breakTaken,
    short: row.short,
    late: row.late,
    early: row.early,
    undertime: row.undertime,
    leave: row.leave.map(({ type, seconds }) => ({ type, seconds })),
    status: row.status,
    exceptions: row.exceptions.map(({ code, severity }) => ({ code, severity })),
    remark: row.remark,
    reasons: noReasons,
    ignored: row.ignored.map(({ punch, instant, reason }) => ({ punch, instant, reason })),
    rulesVersion: row.rulesVersion,
    inputHash: row.inputHash,
  };
}

function slotsLike(slots: DayResult['slots']): DayResult['slots'] {
  return {
    in: slotLike(slots.in),
    break: slotLike(slots.break),
    resume: slotLike(slots.resume),
    out: slotLike(slots.out),
    ot: slotLike(slots.ot),
    done: slotLike(slots.done),
  };
}

function slotLike(slot: Slot): Slot {
  if (slot === null) return null;
  const { wall, instant, rounded, source, edited } = slot;
  return { wall, instant, rounded, source: sourceLike(source), edited };
}

function sourceLike(source: NonNullable<Slot>['source']): NonNullable<Slot>['source'] {
  if (source.kind !== 'punch') return { ...source };
  const { kind, serial, wallTime, status } = source;
  return { kind, serial, wallTime, status };
}

function intervalLike({ from, to, seconds, punches }: Interval): Interval {
  return {
    from,
    to,
    seconds,
    punches: punches.map(({ serial, wallTime, status }) => ({ serial, wallTime, status })),
  };
}

function paidLike({ code, seconds, multiplier, approved }: DayResult['overtime'][number]) {
  return { code, seconds, multiplier, approved };
}
