/** Explains one day in plain words, from the plan and the punches to the pay codes. @module */

import { phrase, type ReasonKey, type ReasonValues, told } from '#shared/reasons/index.ts';
import { addDays, dayNumber, weekdayOf } from '#shared/time/calendar.ts';
import { epochSeconds, wallTimeOf } from '#shared/time/clock-text.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { DayBasis, PaidDay } from '../day/index.ts';
import { buildDay } from '../day/index.ts';
import type { AttendanceInput, DayResult, Explanation, PaidSeconds } from '../model/index.ts';
import { columns } from '../model/index.ts';
import type { ShiftInstance } from '../plan/index.ts';
import type { DayPiece } from '../shift/index.ts';
import type { CompiledRuleBook } from './compiled-rule-book.ts';
import { payRange } from './compute-days.ts';

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
  if (paid === undefined) throw new RangeError('a range of one day holds it');
  return paid;
}

type Line = Explanation['steps'][number]['lines'][number];

function explanationOf(paid: PaidDay, input: AttendanceInput, date: LocalDate): Explanation {
  const { basis } = paid;
  const result = buildDay(paid);
  const of = (...figuresWanted: string[]): Line[] =>
    result.reasons
      .filter(({ figure }) => figuresWanted.includes(figure))
      .map(({ key, values, rule }) => ({ ...told({ key, values }), rule }));
  const steps = [
    step('step.plan', [...planLines(basis, result), ...of('dayType', 'leave')]),
    step('step.punches', [...basis.pieces.flatMap(shiftLines), ...ignoredLines(result)]),
    step('step.in-and-out', columnLines(result)),
    step('step.rounding', of(...columns)),
    step('step.breaks', of('breakTaken')),
    step('step.work', of('worked')),
    step('step.late-and-short', of('late', 'early', 'short', 'undertime')),
    step('step.overtime', of('overtime', 'premiums')),
    step('step.result', [...resultLines(result), ...of('status')]),
    step('step.waits', waitLines(result, input)),
  ];
  return { userId: result.userId, date, steps: steps.filter(({ lines }) => lines.length > 0) };
}

type StepKey = Extract<ReasonKey, `step.${string}`>;

function step(key: StepKey, lines: Line[]): Explanation['steps'][number] {
  return { title: say(key, {}), lines };
}

/** A sentence, or a title. */
function say<K extends ReasonKey>(key: K, values: ReasonValues<K>) {
  return told(phrase(key, values));
}

function planLines({ plan, own }: DayBasis, { expected }: DayResult): Line[] {
  const { date, employed, zone } = own;
  const lines: Line[] = [say(`plan.${plan.dayType}`, { date, weekday: weekdayOf(date), zone: zone.name })];
  if (!employed) return [...lines, say('plan.not-employed', {})];
  lines.push(scheduleLine(plan));
  for (const instance of plan.template.instances) lines.push(say('plan.shift', { times: timesOf(instance) }));
  lines.push(say('plan.expected', { expected }));
  return lines;
}

function scheduleLine({ schedule: { id, name, kind, parts } }: DayBasis['plan']): Line {
  if (id === null) return say('plan.no-schedule', {});
  return parts !== undefined
    ? say('plan.schedules', { names: parts.map((part) => part.name) })
    : say('plan.schedule', { name, kind });
}

function timesOf(instance: ShiftInstance) {
  return instance.shift.scheduled.map((column) =>
    phrase('column.time', {
      column: columns[column] ?? 'in',
      time: wallOf(instance, instance.at[column] ?? 0),
    }),
  );
}

function wallOf({ zone }: ShiftInstance, epoch: number): string {
  return wallTimeOf(zone.toWall(epoch));
}

function shiftLines({ outcome }: DayPiece): Line[] {
  const { instance, punches: found, windowStart, windowEnd } = outcome.shift;
  const punches = found.map(({ wall }) => wallTimeOf(wall));
  if (instance === null) return punches.length === 0 ? [] : [say('shift.outside', { punches })];
  const times = timesOf(instance);
  const window = { times, from: wallOf(instance, windowStart), to: wallOf(instance, windowEnd) };
  return [
    punches.length === 0 ? say('shift.no-punch', window) : say('shift.punches', { ...window, punches }),
  ];
}

function ignoredLines({ ignored }: DayResult): Line[] {
  return ignored.map(({ punch: { serial, wallTime: time }, reason }) => {
    const why = phrase(`ignored.${reason}`, {});
    return serial === '' ? say('time.ignored', { time, why }) : say('punch.ignored', { time, serial, why });
  });
}

function columnLines({ slots, furtherShifts, direction }: DayResult): Line[] {
  if (direction === null) return [];
  const lines: Line[] = [say(`direction.${direction}`, {})];
  for (const shift of [slots, ...furtherShifts.map((further) => further.slots)]) {
    const times = columns.flatMap((column) => {
      const time = shift[column];
      return time !== null ? [phrase('column.time', { column, time: time.wall })] : [];
    });
    if (times.length > 0) lines.push(say('columns', { times }));
  }
  return lines;
}

function resultLines(result: DayResult): Line[] {
  const { worked, regular, status } = result;
  const exceptions = result.exceptions.map(({ code, severity }) => phrase('exception', { code, severity }));
  const paid = [
    ...result.overtime.map((given) => paidAs(given, 'paid.overtime', 'paid.open-overtime')),
    ...result.premiums.map((given) => paidAs(given, 'paid.premium', 'paid.open-premium')),
  ];
  return [
    say('result.worked', { worked, regular, paid }),
    exceptions.length === 0
      ? say('result.status', { status })
      : say('result.exceptions', { status, exceptions }),
  ];
}

type PaidKey = Extract<ReasonKey, `paid.${string}`>;

function paidAs({ code, seconds, multiplier, approved }: PaidSeconds, known: PaidKey, open: PaidKey) {
  return phrase(approved ? known : open, { code, seconds, multiplier });
}

/** What a pending day waits for, each terminal by its name, and since when. */
function waitLines({ pendingUntil, pendingFor }: DayResult, { now, waitsFor }: AttendanceInput): Line[] {
  if (pendingUntil === undefined) return [];
  if (epochSeconds(now) <= epochSeconds(pendingUntil)) return [say('waits.clock', { until: pendingUntil })];
  return (pendingFor ?? []).map((serial) => {
    const through = waitsFor?.find((terminal) => terminal.serial === serial)?.completeThrough ?? null;
    const waits = { serial, since: pendingUntil };
    return through === null ? say('waits.first-log', waits) : say('waits.log', { ...waits, through });
  });
}
