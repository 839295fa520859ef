/** Explains one day in plain words, from the plan and the punches to the pay codes. @module */

import { addDays, dayNumber, weekdayOf } from '#shared/time/calendar.ts';
import { clockText, epochSeconds, wallSeconds } from '#shared/time/clock-text.ts';
import { hoursAndMinutes } from '#shared/time/duration-text.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { DayBasis, PaidDay } from '../day/index.ts';
import { buildDay } from '../day/index.ts';
import type {
  AttendanceInput,
  DayResult,
  Explanation,
  IgnoreReason,
  PaidSeconds,
  PunchRef,
  Reason,
} from '../model/index.ts';
import { columns } from '../model/index.ts';
import type { ShiftInstance } from '../plan/index.ts';
import type { DayPiece } from '../shift/index.ts';
import type { CompiledRuleBook } from './compiled-rule-book.ts';
import { payRange } from './compute-days.ts';

const names = ['IN', 'BREAK', 'RESUME', 'OUT', 'OT', 'DONE'] as const;

const ignoredBecause: Record<IgnoreReason, string> = {
  double: 'a second punch within the time of a double punch',
  'before-first-day': 'before the first day of the user',
  'in-future': 'more than a day ahead of the clock',
  'clock-suspect': "the terminal's clock was wrong",
  voided: 'taken out by HR',
  'not-employed': 'the user is not employed on that day',
  'leading-out': 'a departure before any arrival',
  'second-in': 'a second arrival without a departure between',
  replaced: 'a later punch of the same column is kept',
  'not-first': 'the first punch of the column is kept',
  'no-direction': 'its key says neither in nor out',
  informative: 'between the first and the last punch, for information',
  'column-terminal': 'its terminal does not count for that column',
  corrected: 'HR has set the column',
  unpaired: 'without a partner',
};

const directions = {
  alternate: 'In and out take turns.',
  status: 'The keys that were pressed tell in from out.',
  'first-last': 'The first punch arrives, the last one leaves.',
} as const;

/**
 * How one day came about, from punches to pay codes, in plain words.
 * @param input - as for `computeDays`; its range is not looked at
 * @param date - the day to explain
 */
export function explain(input: AttendanceInput, book: CompiledRuleBook, date: LocalDate): Explanation {
  const day = dayNumber(date);
  const range = { ...input, from: date, to: addDays(date, 1) };
  return explanationOf(payLast(range, book, day), range, date);
}

/** The day itself: those ahead of it only decide about it. */
function payLast(range: AttendanceInput, book: CompiledRuleBook, day: number): PaidDay {
  const last: PaidDay[] = [];
  payRange(range, book, day, day + 1, (paid) => last.splice(0, 1, paid));
  const [paid] = last;
  if (!paid) throw new RangeError('a range of one day holds it');
  return paid;
}

function explanationOf(paid: PaidDay, input: AttendanceInput, date: LocalDate): Explanation {
  const { basis } = paid;
  const result = buildDay(paid);
  const of = (...figuresWanted: string[]): string[] =>
    result.reasons.filter(({ figure }) => figuresWanted.includes(figure)).map(sentence);
  const steps = [
    { title: 'Plan', lines: [...planLines(basis, result), ...of('dayType', 'leave')] },
    { title: 'Punches', lines: [...basis.pieces.flatMap(shiftLines), ...ignoredLines(result)] },
    { title: 'In and out', lines: columnLines(result) },
    { title: 'Rounding and corrections', lines: of(...columns) },
    { title: 'Breaks', lines: of('breakTaken') },
    { title: 'Work', lines: of('worked') },
    { title: 'Late, early and short', lines: of('late', 'early', 'short', 'undertime') },
    { title: 'Overtime and premiums', lines: of('overtime', 'premiums') },
    { title: 'Result', lines: [...resultLines(result), ...of('status')] },
    { title: 'Waits for', lines: waitLines(result, input) },
  ];
  return { userId: result.userId, date, steps: steps.filter(({ lines }) => lines.length > 0) };
}

function sentence({ text, rule }: Reason): string {
  return `${text} (${rule}).`;
}

function planLines({ plan, own }: DayBasis, { expected }: DayResult): string[] {
  const lines = [
    `${own.date}, ${weekdayName(own.date)}, is ${plan.dayType === 'offday' ? 'an' : 'a'} ${plan.dayType} in ${own.zone.name}.`,
  ];
  if (!own.employed) return [...lines, 'The user is not employed on that day.'];
  lines.push(`Schedule: ${plan.schedule.name} (${plan.schedule.kind}).`);
  for (const instance of plan.template.instances) lines.push(`Scheduled: ${timesOf(instance)}.`);
  lines.push(`Expected work: ${hoursAndMinutes(expected)}.`);
  return lines;
}

function weekdayName(date: LocalDate): string {
  const weekday = weekdayOf(date);
  return weekday.charAt(0).toUpperCase() + weekday.slice(1);
}

function timesOf(instance: ShiftInstance): string {
  return instance.shift.scheduled
    .map((column) => `${names[column] ?? ''} ${wallClock(instance, instance.at[column] ?? 0)}`)
    .join(', ');
}

function wallClock({ zone }: ShiftInstance, epoch: number): string {
  return clockText(zone.toWall(epoch));
}

function shiftLines({ outcome }: DayPiece): string[] {
  const { instance, punches, windowStart, windowEnd } = outcome.shift;
  const times = punches.map(({ wall }) => clockText(wall)).join(', ');
  const found = times === '' ? 'no punch' : times;
  if (!instance) return [`Outside every scheduled shift: ${found}.`];
  const window = `${wallClock(instance, windowStart)} to ${wallClock(instance, windowEnd)}`;
  return [`Shift ${timesOf(instance)} takes punches from ${window}: ${found}.`];
}

function ignoredLines({ ignored }: DayResult): string[] {
  return ignored.map(
    ({ punch, reason }) => `${clockOf(punch)}${terminalOf(punch)} does not count: ${ignoredBecause[reason]}.`,
  );
}

function columnLines({ slots, furtherShifts, direction }: DayResult): string[] {
  if (direction === null) return [];
  const lines: string[] = [directions[direction]];
  for (const shift of [slots, ...furtherShifts.map((further) => further.slots)]) {
    const times = columns.flatMap((column, index) => {
      const time = shift[column];
      return time ? [`${names[index] ?? ''} ${clockText(wallSeconds(time.wall))}`] : [];
    });
    if (times.length > 0) lines.push(`${times.join(', ')}.`);
  }
  return lines;
}

function resultLines(result: DayResult): string[] {
  const exceptions = result.exceptions.map(({ code, severity }) => `${code} (${severity})`);
  const paid = [
    `regular ${hoursAndMinutes(result.regular)}`,
    ...result.overtime.map(paidText),
    ...result.premiums.map((premium) => `on top ${paidText(premium)}`),
  ];
  return [
    `Worked ${hoursAndMinutes(result.worked)}: ${paid.join(', ')}.`,
    `The day is ${result.status}${exceptions.length > 0 ? `, with ${exceptions.join(', ')}` : ''}.`,
  ];
}

/** What a pending day waits for, each terminal by its name, and since when. */
function waitLines({ pendingUntil, pendingFor }: DayResult, { now, waitsFor }: AttendanceInput): string[] {
  if (pendingUntil === undefined) return [];
  if (epochSeconds(now) <= epochSeconds(pendingUntil)) {
    return [`The clock: a punch can still belong to the day until ${pendingUntil}.`];
  }
  return (pendingFor ?? []).map((serial) => {
    const through = waitsFor?.find((terminal) => terminal.serial === serial)?.completeThrough ?? null;
    const state = through === null ? 'its log has never been read' : `its log has been read up to ${through}`;
    return `Terminal ${serial}, since ${pendingUntil}: ${state}.`;
  });
}

function paidText({ code, seconds, multiplier, approved }: PaidSeconds): string {
  return `${code} ${hoursAndMinutes(seconds)} × ${multiplier}${approved ? '' : ' (not approved yet)'}`;
}

function clockOf({ wallTime }: PunchRef): string {
  return clockText(wallSeconds(wallTime));
}

function terminalOf({ serial }: PunchRef): string {
  return serial === '' ? '' : ` at terminal ${serial}`;
}
