/** Makes the three lanes of a day out of its row: what was planned, what was punched, what counts. @module */

import type { Column } from '#shared/attendance/model/index.ts';
import type { SheetRow } from '#shared/contract/sheets.ts';
import { columns } from '../../day/columns.ts';
import type { StripMark, StripSpan } from '../../day/day-strip.tsx';
import { type DayClock, type StripWindow, windowAround } from '../../day/strip-scale.ts';

/** The planned times of a shift by column, as wall times. */
export type PlannedShift = Partial<Record<Column, string>>;

/** A line of a story, as far as the plan is in it. */
interface StoryLine {
  readonly key: string;
  readonly values: Readonly<Record<string, unknown>>;
}

function isTime(value: unknown): value is { values: { column: Column; time: string } } {
  if (typeof value !== 'object' || value === null || !('values' in value)) return false;
  const { values } = value;
  return typeof values === 'object' && values !== null && 'column' in values && 'time' in values;
}

/** The shifts that a story says were planned. */
export function plannedShifts(steps: readonly { readonly lines: readonly StoryLine[] }[]): PlannedShift[] {
  return steps
    .flatMap(({ lines }) => lines)
    .filter(({ key }) => key === 'plan.shift')
    .map(({ values }) => {
      const times = Array.isArray(values.times) ? values.times.filter(isTime) : [];
      return Object.fromEntries(times.map(({ values: { column, time } }) => [column, time]));
    });
}

/** The minute of a wall time on the axis of a day; exact but for the hours around a change of clocks. */
function minuteOfWall(wall: string, date: string): number {
  const days = (Date.parse(`${wall.slice(0, 10)}T00:00:00Z`) - Date.parse(`${date}T00:00:00Z`)) / 86_400_000;
  const [hours = 0, minutes = 0, seconds = 0] = wall.slice(11).split(':').map(Number);
  return days * 1_440 + hours * 60 + minutes + seconds / 60;
}

/** Undoes what a change of clocks on the day does to minutes of the wall. */
function axisMinute(wall: string, date: string, clock: DayClock): number {
  const minute = minuteOfWall(wall, date);
  const off = clock.wallAt(minute) - minute;
  return minute - off;
}

/** What was planned: work, and overtime after it. */
export function planSpans(shift: PlannedShift, date: string, clock: DayClock): StripSpan[] {
  const at = (column: Column) => {
    const wall = shift[column];
    return wall === undefined ? undefined : axisMinute(wall, date, clock);
  };
  const spans: StripSpan[] = [];
  const add = (from: number | undefined, to: number | undefined, kind: StripSpan['kind']) => {
    if (from !== undefined && to !== undefined && to > from) spans.push({ from, to, kind });
  };
  if (at('break') !== undefined && at('resume') !== undefined) {
    add(at('in'), at('break'), 'plan');
    add(at('resume'), at('out'), 'plan');
  } else {
    add(at('in'), at('out'), 'plan');
  }
  add(at('ot'), at('done'), 'overtime');
  return spans;
}

/** What counts: stretches of presence, and hatched the breaks between them. */
export function countedSpans(row: Pick<SheetRow, 'intervals'>, clock: DayClock): StripSpan[] {
  const stretches = (row.intervals ?? []).map(({ from, to }) => ({
    from: clock.minuteOf(from),
    to: clock.minuteOf(to),
  }));
  return stretches.flatMap(({ from, to }, index): StripSpan[] => {
    const before = stretches[index - 1];
    const counted: StripSpan = { from, to, kind: 'counted' };
    return before && before.to < from ? [{ from: before.to, to: from, kind: 'break' }, counted] : [counted];
  });
}

/** Whether somebody arrives in a column. */
function directionOf(column: Column): StripMark['direction'] {
  return column === 'in' || column === 'resume' || column === 'ot' ? 'in' : 'out';
}

/** A punch of a row: where it is, and what names it. */
export interface RowMark extends Omit<StripMark, 'label'> {
  /** Wall time, as recorded or entered. */
  readonly wall: string;
  /** `serial|wall time|status`, by which reasons name punches; empty for a time that HR has set. */
  readonly ref: string;
  readonly column: Column | undefined;
}

/** Names a punch. */
export function refOf({
  serial,
  wallTime,
  status,
}: {
  serial: string;
  wallTime: string;
  status: number;
}): string {
  return `${serial}|${wallTime}|${status}`;
}

/** Every time of a row, and every punch that takes no part in it. */
export function rowMarks(row: SheetRow, clock: DayClock): RowMark[] {
  const shifts = [row.slots, ...row.furtherShifts.map(({ slots }) => slots)];
  const placed = shifts.flatMap((slots) =>
    columns.flatMap((column): RowMark[] => {
      const slot = slots[column];
      if (slot === null) return [];
      return [
        {
          at: clock.minuteOf(slot.instant),
          direction: directionOf(column),
          isEntered: slot.edited || slot.source.kind !== 'punch',
          wall: slot.wall,
          ref: slot.source.kind === 'punch' ? refOf(slot.source) : '',
          column,
        },
      ];
    }),
  );
  const ignored = (row.ignored ?? []).map(
    ({ punch, instant }): RowMark => ({
      at: clock.minuteOf(instant),
      direction: 'unknown',
      isIgnored: true,
      wall: punch.wallTime,
      ref: refOf(punch),
      column: undefined,
    }),
  );
  return [...placed, ...ignored].sort((a, b) => a.at - b.at);
}

/** The time that the lanes show: all that was planned, punched and counted, and two hours around it. */
export function windowOf(
  spans: readonly StripSpan[],
  marks: readonly Pick<RowMark, 'at'>[],
  clock: DayClock,
): StripWindow {
  return windowAround([...spans.flatMap(({ from, to }) => [from, to]), ...marks.map(({ at }) => at)], clock);
}
