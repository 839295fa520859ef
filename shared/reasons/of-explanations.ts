/** The steps and lines with which a day is explained, from the plan to the result. @module */

import { entry } from './entry.ts';

const day = { date: 'date', weekday: 'weekday', zone: 'zone' } as const;
const paid = { code: 'payCode', seconds: 'seconds', multiplier: 'factor' } as const;
const entered = { author: 'name', at: 'instant', why: 'note' } as const;
const window = { times: 'parts', from: 'wallTime', to: 'wallTime' } as const;

/** Titles of steps and lines of explanations. */
export const ofExplanations = {
  'step.plan': entry('Plan'),
  'step.punches': entry('Punches'),
  'step.in-and-out': entry('In and out'),
  'step.rounding': entry('Rounding and corrections'),
  'step.breaks': entry('Breaks'),
  'step.work': entry('Work'),
  'step.late-and-short': entry('Late, early and short'),
  'step.overtime': entry('Overtime and premiums'),
  'step.result': entry('Result'),
  'step.waits': entry('Waits for'),
  'step.entered': entry('Entered by HR'),
  'step.locked': entry('Locked period'),
  'plan.workday': entry('{date}, {weekday}, is a workday in {zone}', day),
  'plan.restday': entry('{date}, {weekday}, is a restday in {zone}', day),
  'plan.offday': entry('{date}, {weekday}, is an offday in {zone}', day),
  'plan.holiday': entry('{date}, {weekday}, is a holiday in {zone}', day),
  'plan.not-employed': entry('The user is not employed on that day'),
  'plan.schedule': entry('Schedule: {name} ({kind})', { name: 'name', kind: 'scheduleKind' }),
  'plan.schedules': entry('Schedules: {names}', { names: 'names' }),
  'plan.no-schedule': entry('No schedule'),
  'plan.shift': entry('Scheduled: {times}', { times: 'parts' }),
  'plan.expected': entry('Expected work: {expected}', { expected: 'seconds' }),
  'column.time': entry('{column} {time}', { column: 'column', time: 'wallTime' }),
  'shift.punches': entry('Shift {times} takes punches from {from} to {to}: {punches}', {
    ...window,
    punches: 'wallTimes',
  }),
  'shift.no-punch': entry('Shift {times} takes punches from {from} to {to}: no punch', window),
  'shift.outside': entry('Outside every scheduled shift: {punches}', { punches: 'wallTimes' }),
  'punch.ignored': entry('{time} at terminal {serial} does not count: {why}', {
    time: 'wallTime',
    serial: 'serial',
    why: 'part',
  }),
  'time.ignored': entry('{time} does not count: {why}', { time: 'wallTime', why: 'part' }),
  'direction.alternate': entry('In and out take turns'),
  'direction.status': entry('The keys that were pressed tell in from out'),
  'direction.first-last': entry('The first punch arrives, the last one leaves'),
  columns: entry('{times}', { times: 'parts' }),
  'result.worked': entry('Worked {worked}: regular {regular}{paid}', {
    worked: 'seconds',
    regular: 'seconds',
    paid: 'more',
  }),
  'paid.overtime': entry('{code} {seconds} × {multiplier}', paid),
  'paid.open-overtime': entry('{code} {seconds} × {multiplier} (not approved yet)', paid),
  'paid.premium': entry('on top {code} {seconds} × {multiplier}', paid),
  'paid.open-premium': entry('on top {code} {seconds} × {multiplier} (not approved yet)', paid),
  'result.status': entry('The day is {status}', { status: 'status' }),
  'result.exceptions': entry('The day is {status}, with {exceptions}', {
    status: 'status',
    exceptions: 'parts',
  }),
  exception: entry('{code} ({severity})', { code: 'exception', severity: 'severity' }),
  'waits.clock': entry('The clock: a punch can still belong to the day until {until}', { until: 'instant' }),
  'waits.log': entry('Terminal {serial}, since {since}: its log has been read up to {through}', {
    serial: 'serial',
    since: 'instant',
    through: 'instant',
  }),
  'waits.first-log': entry('Terminal {serial}, since {since}: its log has never been read', {
    serial: 'serial',
    since: 'instant',
  }),
  'entered.override': entry('Day override, by {author} at {at}{why}', entered),
  'entered.leave': entry('Leave {type}, {portion}, by {author} at {at}{why}', {
    type: 'leaveType',
    portion: 'portion',
    ...entered,
  }),
  'entered.correction': entry('Correction {kind}, by {author} at {at}{why}', {
    kind: 'correctionKind',
    ...entered,
  }),
} as const;
