/**
 * The sentences of all reasons, to be translated: those of the table of the server, word for word, which a test compares. The
 * keys are those of its type, so that a new reason does not compile until it can be said.
 * @module
 */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ReasonKey } from '#shared/reasons/index.ts';
import { messagesOfFields } from './messages-of-fields.ts';
import { messagesOfPlans } from './messages-of-plans.ts';
import { messagesOfRefusals } from './messages-of-refusals.ts';
import { messagesOfReports } from './messages-of-reports.ts';
import { messagesOfRows } from './messages-of-rows.ts';
import { messagesOfTerminals } from './messages-of-terminals.ts';
import { messagesOfWork } from './messages-of-work.ts';

/** The sentence of every reason, without a full stop. */
export const reasonMessages: Readonly<Record<ReasonKey, MessageDescriptor>> = {
  'column.derived': msg({
    message: '{column} {time} was derived: nobody punched it',
    context: 'reason column.derived',
  }),
  'column.set': msg({ message: '{column} {time} was set by HR', context: 'reason column.set' }),
  'column.added': msg({ message: '{column} {time} was added by HR', context: 'reason column.added' }),
  'column.in-range': msg({
    message: '{column} {time} by a rounding range counts as {counts}',
    context: 'reason column.in-range',
  }),
  'column.snapped': msg({
    message: '{column} {time} near its scheduled time counts as {counts}',
    context: 'reason column.snapped',
  }),
  'column.rounded': msg({
    message: '{column} {time} is rounded to {counts}',
    context: 'reason column.rounded',
  }),
  'column.replaces': msg({
    message: '{column} {time} replaces {earlier}: latest kept',
    context: 'reason column.replaces',
  }),
  'break.taken': msg({ message: '{taken} of break', context: 'reason break.taken' }),
  'break.by-rule': msg({
    message: '{taken} of break, of which {deducted} by rule',
    context: 'reason break.by-rule',
  }),
  worked: msg({ message: '{stretches} make {worked}', context: 'reason worked' }),
  'worked.rounded': msg({
    message: '{stretches} make {worked}, rounded from {exact}',
    context: 'reason worked.rounded',
  }),
  'worked.stretch': msg({ message: '{from}–{to}', context: 'reason worked.stretch' }),
  late: msg({ message: '{late} late: {column} {time}', context: 'reason late' }),
  early: msg({ message: 'left {early} early: {column} {time}', context: 'reason early' }),
  'late.first-day-forgiven': msg({
    message: '{late} late is forgiven: the first day of the month',
    context: 'reason late.first-day-forgiven',
  }),
  'late.forgiven': msg({
    message: '{late} late is forgiven: the first {days} days of the month',
    context: 'reason late.forgiven',
  }),
  'early.first-day-forgiven': msg({
    message: '{early} early is forgiven: the first day of the month',
    context: 'reason early.first-day-forgiven',
  }),
  'early.forgiven': msg({
    message: '{early} early is forgiven: the first {days} days of the month',
    context: 'reason early.forgiven',
  }),
  short: msg({ message: '{expected} expected, {worked} worked', context: 'reason short' }),
  undertime: msg({ message: '{missing} missing', context: 'reason undertime' }),
  'layer.afterOut': msg({
    message: '{code} × {multiplier}: {seconds} after the scheduled OUT{of}',
    context: 'reason layer.afterOut',
  }),
  'layer.beforeIn': msg({
    message: '{code} × {multiplier}: {seconds} before the scheduled IN{of}',
    context: 'reason layer.beforeIn',
  }),
  'layer.daily': msg({
    message: '{code} × {multiplier}: {seconds} beyond the daily time{of}',
    context: 'reason layer.daily',
  }),
  'layer.weekly': msg({
    message: '{code} × {multiplier}: {seconds} beyond the time of the week{of}',
    context: 'reason layer.weekly',
  }),
  'layer.biweekly': msg({
    message: '{code} × {multiplier}: {seconds} beyond the time of the two weeks{of}',
    context: 'reason layer.biweekly',
  }),
  'layer.monthly': msg({
    message: '{code} × {multiplier}: {seconds} beyond the time of the month{of}',
    context: 'reason layer.monthly',
  }),
  'layer.window': msg({
    message: '{code} × {multiplier}: {seconds} within the window of the day{of}',
    context: 'reason layer.window',
  }),
  'layer.dayType': msg({
    message: '{code} × {multiplier}: {seconds} work on such a day{of}',
    context: 'reason layer.dayType',
  }),
  'layer.consecutiveDays': msg({
    message: '{code} × {multiplier}: {seconds} work on as many days in a row{of}',
    context: 'reason layer.consecutiveDays',
  }),
  'layer.workedDays': msg({
    message: '{code} × {multiplier}: {seconds} work on as many days of the week{of}',
    context: 'reason layer.workedDays',
  }),
  'layer.callIn': msg({
    message: '{code} × {multiplier}: {seconds} called in outside the scheduled times{of}',
    context: 'reason layer.callIn',
  }),
  'layer.callIn.more': msg({
    message:
      '{code} × {multiplier}: {seconds} more, so that being called in pays at least what it promises{of}',
    context: 'reason layer.callIn.more',
  }),
  'layer.unusedBreak': msg({
    message: '{code} × {multiplier}: {seconds} break that was not taken{of}',
    context: 'reason layer.unusedBreak',
  }),
  'layer.givenBack': msg({
    message: '{code} × {multiplier}: {seconds} break that was given back{of}',
    context: 'reason layer.givenBack',
  }),
  'of.claimed': msg({ message: 'of {seconds}', context: 'reason of.claimed' }),
  'of.shift': msg({ message: 'of {seconds} of the shift of {date}', context: 'reason of.shift' }),
  holiday: msg({ message: '{name}', context: 'reason holiday' }),
  'day-type.set': msg({ message: '{dayType}: {why}', context: 'reason day-type.set' }),
  leave: msg({ message: '{type} {seconds}', context: 'reason leave' }),
  'leave.reduced': msg({
    message: '{type} {seconds} becomes {left}: {worked} were worked',
    context: 'reason leave.reduced',
  }),
  'leave.stays': msg({
    message: '{worked} were worked beside the leave, which stays',
    context: 'reason leave.stays',
  }),
  'leave.conflict': msg({
    message: '{type} wants time that {first} has taken already',
    context: 'reason leave.conflict',
  }),
  'status.set': msg({ message: '{status} was set by HR: {why}', context: 'reason status.set' }),
  'status.no-punch': msg({ message: 'no punch', context: 'reason status.no-punch' }),
  'status.too-little': msg({ message: 'only {worked} worked', context: 'reason status.too-little' }),
  'status.incomplete': msg({
    message: 'an arrival or a departure is missing: its time is not counted',
    context: 'reason status.incomplete',
  }),
  'status.pending': msg({ message: '{lacks}, and {open}', context: 'reason status.pending' }),
  'pending.half': msg({ message: 'a punch is missing', context: 'reason pending.half' }),
  'pending.no-punch': msg({ message: 'no punch yet', context: 'reason pending.no-punch' }),
  'pending.window': msg({
    message: 'the window is still open or a terminal has not been read past it',
    context: 'reason pending.window',
  }),
  'pending.logs': msg({
    message: 'the window is over, but not every log has been read past it: {terminals}',
    context: 'reason pending.logs',
  }),
  'pending.more-logs': msg({
    message: 'the window is over, but not every log has been read past it: {terminals} and {more} more',
    context: 'reason pending.more-logs',
  }),
  'ignored.double': msg({
    message: 'a second punch within the time of a double punch',
    context: 'reason ignored.double',
  }),
  'ignored.before-first-day': msg({
    message: 'before the first day of the user',
    context: 'reason ignored.before-first-day',
  }),
  'ignored.in-future': msg({
    message: 'more than a day ahead of the clock',
    context: 'reason ignored.in-future',
  }),
  'ignored.clock-suspect': msg({
    message: "the terminal's clock was wrong",
    context: 'reason ignored.clock-suspect',
  }),
  'ignored.voided': msg({ message: 'taken out by HR', context: 'reason ignored.voided' }),
  'ignored.not-employed': msg({
    message: 'the user is not employed on that day',
    context: 'reason ignored.not-employed',
  }),
  'ignored.leading-out': msg({
    message: 'a departure before any arrival',
    context: 'reason ignored.leading-out',
  }),
  'ignored.second-in': msg({
    message: 'a second arrival without a departure between',
    context: 'reason ignored.second-in',
  }),
  'ignored.replaced': msg({
    message: 'a later punch of the same column is kept',
    context: 'reason ignored.replaced',
  }),
  'ignored.not-first': msg({
    message: 'the first punch of the column is kept',
    context: 'reason ignored.not-first',
  }),
  'ignored.no-direction': msg({
    message: 'its key says neither in nor out',
    context: 'reason ignored.no-direction',
  }),
  'ignored.informative': msg({
    message: 'between the first and the last punch, for information',
    context: 'reason ignored.informative',
  }),
  'ignored.column-terminal': msg({
    message: 'its terminal does not count for that column',
    context: 'reason ignored.column-terminal',
  }),
  'ignored.corrected': msg({ message: 'HR has set the column', context: 'reason ignored.corrected' }),
  'ignored.unpaired': msg({ message: 'without a partner', context: 'reason ignored.unpaired' }),
  'step.plan': msg({ message: 'Plan', context: 'reason step.plan' }),
  'step.punches': msg({ message: 'Punches', context: 'reason step.punches' }),
  'step.in-and-out': msg({ message: 'In and out', context: 'reason step.in-and-out' }),
  'step.rounding': msg({ message: 'Rounding and corrections', context: 'reason step.rounding' }),
  'step.breaks': msg({ message: 'Breaks', context: 'reason step.breaks' }),
  'step.work': msg({ message: 'Work', context: 'reason step.work' }),
  'step.late-and-short': msg({ message: 'Late, early and short', context: 'reason step.late-and-short' }),
  'step.overtime': msg({ message: 'Overtime and premiums', context: 'reason step.overtime' }),
  'step.result': msg({ message: 'Result', context: 'reason step.result' }),
  'step.waits': msg({ message: 'Waits for', context: 'reason step.waits' }),
  'step.entered': msg({ message: 'Entered by HR', context: 'reason step.entered' }),
  'step.locked': msg({ message: 'Locked period', context: 'reason step.locked' }),
  'plan.workday': msg({
    message: '{date}, {weekday}, is a workday in {zone}',
    context: 'reason plan.workday',
  }),
  'plan.restday': msg({
    message: '{date}, {weekday}, is a restday in {zone}',
    context: 'reason plan.restday',
  }),
  'plan.offday': msg({ message: '{date}, {weekday}, is an offday in {zone}', context: 'reason plan.offday' }),
  'plan.holiday': msg({
    message: '{date}, {weekday}, is a holiday in {zone}',
    context: 'reason plan.holiday',
  }),
  'plan.not-employed': msg({
    message: 'The user is not employed on that day',
    context: 'reason plan.not-employed',
  }),
  'plan.schedule': msg({ message: 'Schedule: {name} ({kind})', context: 'reason plan.schedule' }),
  'plan.schedules': msg({ message: 'Schedules: {names}', context: 'reason plan.schedules' }),
  'plan.no-schedule': msg({ message: 'No schedule', context: 'reason plan.no-schedule' }),
  'plan.shift': msg({ message: 'Scheduled: {times}', context: 'reason plan.shift' }),
  'plan.expected': msg({ message: 'Expected work: {expected}', context: 'reason plan.expected' }),
  'column.time': msg({ message: '{column} {time}', context: 'reason column.time' }),
  'shift.punches': msg({
    message: 'Shift {times} takes punches from {from} to {to}: {punches}',
    context: 'reason shift.punches',
  }),
  'shift.no-punch': msg({
    message: 'Shift {times} takes punches from {from} to {to}: no punch',
    context: 'reason shift.no-punch',
  }),
  'shift.outside': msg({
    message: 'Outside every scheduled shift: {punches}',
    context: 'reason shift.outside',
  }),
  'punch.ignored': msg({
    message: '{time} at terminal {serial} does not count: {why}',
    context: 'reason punch.ignored',
  }),
  'time.ignored': msg({ message: '{time} does not count: {why}', context: 'reason time.ignored' }),
  'direction.alternate': msg({ message: 'In and out take turns', context: 'reason direction.alternate' }),
  'direction.status': msg({
    message: 'The keys that were pressed tell in from out',
    context: 'reason direction.status',
  }),
  'direction.first-last': msg({
    message: 'The first punch arrives, the last one leaves',
    context: 'reason direction.first-last',
  }),
  columns: msg({ message: '{times}', context: 'reason columns' }),
  'result.worked': msg({
    message: 'Worked {worked}: regular {regular}{paid}',
    context: 'reason result.worked',
  }),
  'paid.overtime': msg({ message: '{code} {seconds} × {multiplier}', context: 'reason paid.overtime' }),
  'paid.open-overtime': msg({
    message: '{code} {seconds} × {multiplier} (not approved yet)',
    context: 'reason paid.open-overtime',
  }),
  'paid.premium': msg({ message: 'on top {code} {seconds} × {multiplier}', context: 'reason paid.premium' }),
  'paid.open-premium': msg({
    message: 'on top {code} {seconds} × {multiplier} (not approved yet)',
    context: 'reason paid.open-premium',
  }),
  'result.status': msg({ message: 'The day is {status}', context: 'reason result.status' }),
  'result.exceptions': msg({
    message: 'The day is {status}, with {exceptions}',
    context: 'reason result.exceptions',
  }),
  exception: msg({ message: '{code} ({severity})', context: 'reason exception' }),
  'waits.clock': msg({
    message: 'The clock: a punch can still belong to the day until {until}',
    context: 'reason waits.clock',
  }),
  'waits.log': msg({
    message: 'Terminal {serial}, since {since}: its log has been read up to {through}',
    context: 'reason waits.log',
  }),
  'waits.first-log': msg({
    message: 'Terminal {serial}, since {since}: its log has never been read',
    context: 'reason waits.first-log',
  }),
  'entered.override': msg({
    message: 'Day override, by {author} at {at}{why}',
    context: 'reason entered.override',
  }),
  'entered.leave': msg({
    message: 'Leave {type}, {portion}, by {author} at {at}{why}',
    context: 'reason entered.leave',
  }),
  'entered.correction': msg({
    message: 'Correction {kind}, by {author} at {at}{why}',
    context: 'reason entered.correction',
  }),
  'lock.holds': msg({
    message:
      'The period from {from} to the day before {to} is locked: the sheet says {status}, worked {worked}',
    context: 'reason lock.holds',
  }),
  'lock.unchanged': msg({ message: 'Nothing has changed since', context: 'reason lock.unchanged' }),
  adjustment: msg({
    message: 'changed after the period was locked: {changes}',
    context: 'reason adjustment',
  }),
  'changed.figure': msg({ message: '{figure} {before} → {now}', context: 'reason changed.figure' }),
  'changed.code': msg({ message: '{code} {difference}', context: 'reason changed.code' }),
  'changed.leave': msg({ message: 'leave {type} {difference}', context: 'reason changed.leave' }),
  'changed.status': msg({ message: 'status {before} → {now}', context: 'reason changed.status' }),
  'note.not-mapped': msg({
    message:
      'Not mapped: {what} {seconds} of {people}. No code or column of the template takes it: add it to one, or to "leaveOut"',
    context: 'reason note.not-mapped',
  }),
  'note.not-approved': msg({
    message: 'Not approved: {what} {seconds} of {people}. Approve it and export again',
    context: 'reason note.not-approved',
  }),
  'note.no-field': msg({
    message:
      'Left out: {seconds} of {people}, because {what} is empty. Enter it for these people and export again. User ids: {ids}{more}',
    context: 'reason note.no-field',
  }),
  'note.too-long': msg({
    message:
      'Left out: {seconds} of {people}, because {what} is longer than its column. User ids: {ids}{more}',
    context: 'reason note.too-long',
  }),
  'note.too-much': msg({
    message:
      'Left out: {seconds} of {people}, because {what} is more than the payroll takes in a row. User ids: {ids}{more}',
    context: 'reason note.too-much',
  }),
  'note.negative': msg({
    message:
      'Left out: {seconds} of {people}, because {what} cannot be below zero. Enter it in the payroll by hand. User ids: {ids}{more}',
    context: 'reason note.negative',
  }),
  'note.not-settled': msg({
    message:
      'Not settled: {what} days of {people}. What they are worth may still change; settle them, then export again',
    context: 'reason note.not-settled',
  }),
  'note.stands-in': msg({
    message:
      'Another field: {what} of {people}. If the payroll knows them by the empty one, enter it and export again. User ids: {ids}{more}',
    context: 'reason note.stands-in',
  }),
  'note.changed-text': msg({
    message:
      'Changed: {what} of {people} had separators, quotes or line ends, or began like a formula of a spreadsheet. User ids: {ids}{more}',
    context: 'reason note.changed-text',
  }),
  'note.missing-characters': msg({
    message:
      "Changed: {what} of {people} has characters that the file's encoding lacks; a question mark stands for each. User ids: {ids}{more}",
    context: 'reason note.missing-characters',
  }),
  'note.adjustments-again': msg({
    message:
      'Adjustments again: {exports}{more} had adjustments of these days too. If the payroll has taken them, they must not be paid twice: send those that are new alone',
    context: 'reason note.adjustments-again',
  }),
  'people.one': msg({ message: '1 person', context: 'reason people.one' }),
  'people.many': msg({ message: '{people} people', context: 'reason people.many' }),
  'people.more': msg({ message: 'and {people} more', context: 'reason people.more' }),
  'exports.more': msg({ message: 'and more', context: 'reason exports.more' }),
  'what.figure': msg({ message: '{figure}', context: 'reason what.figure' }),
  'what.status': msg({ message: '{status}', context: 'reason what.status' }),
  'what.field': msg({ message: 'the field {field}', context: 'reason what.field' }),
  'what.stand-in': msg({ message: '{other} instead of {field}', context: 'reason what.stand-in' }),
  'what.column': msg({ message: '"{title}"', context: 'reason what.column' }),
  'what.column-number': msg({ message: 'column {number}', context: 'reason what.column-number' }),
  'what.export': msg({ message: '{id} of {date} ({from} to before {to})', context: 'reason what.export' }),
  ...messagesOfWork,
  ...messagesOfTerminals,
  ...messagesOfReports,
  ...messagesOfRefusals,
  ...messagesOfRows,
  ...messagesOfFields,
  ...messagesOfPlans,
  earlier: msg({ message: '{text}', context: 'reason earlier' }),
};
