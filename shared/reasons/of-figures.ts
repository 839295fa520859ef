/** Why the figures of a day are what they are: the reasons of a row. @module */

import { entry } from './entry.ts';

const column = { column: 'column', time: 'wallTime' } as const;
const counted = { ...column, counts: 'wallTime' } as const;
/** What a layer was given; `of` says of how much, where that differs. */
const given = { code: 'payCode', multiplier: 'factor', seconds: 'seconds', of: 'more' } as const;

function layer(words: string) {
  return entry(`{code} × {multiplier}: {seconds} ${words}{of}`, given);
}

/** The reasons of figures. */
export const ofFigures = {
  'column.derived': entry('{column} {time} was derived: nobody punched it', column),
  'column.set': entry('{column} {time} was set by HR', column),
  'column.added': entry('{column} {time} was added by HR', column),
  'column.in-range': entry('{column} {time} by a rounding range counts as {counts}', counted),
  'column.snapped': entry('{column} {time} near its scheduled time counts as {counts}', counted),
  'column.rounded': entry('{column} {time} is rounded to {counts}', counted),
  'column.replaces': entry('{column} {time} replaces {earlier}: latest kept', {
    ...column,
    earlier: 'wallTime',
  }),
  'break.taken': entry('{taken} of break', { taken: 'seconds' }),
  'break.by-rule': entry('{taken} of break, of which {deducted} by rule', {
    taken: 'seconds',
    deducted: 'seconds',
  }),
  worked: entry('{stretches} make {worked}', { stretches: 'parts', worked: 'seconds' }),
  'worked.rounded': entry('{stretches} make {worked}, rounded from {exact}', {
    stretches: 'parts',
    worked: 'seconds',
    exact: 'seconds',
  }),
  'worked.stretch': entry('{from}–{to}', { from: 'wallTime', to: 'wallTime' }),
  late: entry('{late} late: {column} {time}', { late: 'seconds', ...column }),
  early: entry('left {early} early: {column} {time}', { early: 'seconds', ...column }),
  'late.first-day-forgiven': entry('{late} late is forgiven: the first day of the month', {
    late: 'seconds',
  }),
  'late.forgiven': entry('{late} late is forgiven: the first {days} days of the month', {
    late: 'seconds',
    days: 'count',
  }),
  'early.first-day-forgiven': entry('{early} early is forgiven: the first day of the month', {
    early: 'seconds',
  }),
  'early.forgiven': entry('{early} early is forgiven: the first {days} days of the month', {
    early: 'seconds',
    days: 'count',
  }),
  short: entry('{expected} expected, {worked} worked', { expected: 'seconds', worked: 'seconds' }),
  undertime: entry('{missing} missing', { missing: 'seconds' }),
  'layer.afterOut': layer('after the scheduled OUT'),
  'layer.beforeIn': layer('before the scheduled IN'),
  'layer.daily': layer('beyond the daily time'),
  'layer.weekly': layer('beyond the time of the week'),
  'layer.biweekly': layer('beyond the time of the two weeks'),
  'layer.monthly': layer('beyond the time of the month'),
  'layer.window': layer('within the window of the day'),
  'layer.dayType': layer('work on such a day'),
  'layer.consecutiveDays': layer('work on as many days in a row'),
  'layer.workedDays': layer('work on as many days of the week'),
  'layer.callIn': layer('called in outside the scheduled times'),
  'layer.callIn.more': layer('more, so that being called in pays at least what it promises'),
  'layer.unusedBreak': layer('break that was not taken'),
  'layer.givenBack': layer('break that was given back'),
  'of.claimed': entry('of {seconds}', { seconds: 'seconds' }),
  'of.shift': entry('of {seconds} of the shift of {date}', { seconds: 'seconds', date: 'date' }),
  holiday: entry('{name}', { name: 'name' }),
  'day-type.set': entry('{dayType}: {why}', { dayType: 'dayType', why: 'text' }),
  leave: entry('{type} {seconds}', { type: 'leaveType', seconds: 'seconds' }),
  'leave.reduced': entry('{type} {seconds} becomes {left}: {worked} were worked', {
    type: 'leaveType',
    seconds: 'seconds',
    left: 'seconds',
    worked: 'seconds',
  }),
  'leave.stays': entry('{worked} were worked beside the leave, which stays', { worked: 'seconds' }),
  'leave.conflict': entry('{type} wants time that {first} has taken already', {
    type: 'leaveType',
    first: 'leaveType',
  }),
  'status.set': entry('{status} was set by HR: {why}', { status: 'status', why: 'text' }),
  'status.no-punch': entry('no punch'),
  'status.too-little': entry('only {worked} worked', { worked: 'seconds' }),
  'status.incomplete': entry('an arrival or a departure is missing: its time is not counted'),
  'status.pending': entry('{lacks}, and {open}', { lacks: 'part', open: 'part' }),
  'pending.half': entry('a punch is missing'),
  'pending.no-punch': entry('no punch yet'),
  'pending.window': entry('the window is still open or a terminal has not been read past it'),
  'pending.logs': entry('the window is over, but not every log has been read past it: {terminals}', {
    terminals: 'serials',
  }),
  'pending.more-logs': entry(
    'the window is over, but not every log has been read past it: {terminals} and {more} more',
    { terminals: 'serials', more: 'count' },
  ),
} as const;
