/** The words of columns and values that reports have in English, in the language of the page. @module */

import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { statusLooks } from '../day/looks.ts';

/** Titles of columns by key. A column that has none here keeps the title that the API gives it. */
const titles: Readonly<Record<string, MessageDescriptor>> = {
  userId: msg`Person`,
  department: msg`Department`,
  date: msg`Date`,
  status: msg`Status`,
  what: msg`What`,
  in: msg({ message: 'In', context: 'column' }),
  break: msg({ message: 'Break', context: 'column' }),
  resume: msg({ message: 'Resume', context: 'column' }),
  out: msg({ message: 'Out', context: 'column' }),
  ot: msg({ message: 'OT', context: 'column' }),
  done: msg({ message: 'Done', context: 'column' }),
  missing: msg`Missing`,
  late: msg`Late`,
  early: msg({ message: 'Early', context: 'column' }),
  short: msg`Short`,
  absent: msg`Absent`,
  remark: msg`Remark`,
  state: msg`State`,
  last: msg`Last punch`,
  terminal: msg`Terminal`,
  expected: msg`Planned`,
  notYet: msg`Not yet`,
  leave: msg`Leave`,
  off: msg({ message: 'Off', context: 'people who need not come' }),
  present: msg`Present`,
  halfDays: msg`Half days`,
  open: msg({ message: 'Open', context: 'days that are not settled' }),
  worked: msg`Worked`,
  overtime: msg`Overtime`,
  schedule: msg`Schedule`,
  kind: msg`Kind`,
  code: msg`Pay code`,
  multiplier: msg`Multiplier`,
  days: msg`Days`,
  regularHours: msg`Regular`,
  overtimeHours: msg`Overtime`,
  premiumHours: msg`Premium`,
  leaveHours: msg`Leave`,
  shortHours: msg`Short`,
  absentHours: msg`Absent`,
  waitingHours: msg`To approve`,
  lateDays: msg`Times late`,
  longestLate: msg`Longest late`,
  earlyDays: msg`Times early`,
  longestEarly: msg`Longest early`,
  dates: msg`Dates`,
  type: msg`Type`,
  partDays: msg`Parts of days`,
  hours: msg`Hours`,
  reason: msg`Reason`,
  author: msg`By`,
  enteredAt: msg`Entered`,
  decidedBy: msg`Decided by`,
  decidedAt: msg`Decided`,
  withdrawnBy: msg`Withdrawn by`,
  withdrawnAt: msg`Withdrawn`,
  counts: msg`Counts`,
  time: msg`Time`,
  key: msg`Key`,
  receivedAt: msg`Arrived`,
  punches: msg`Punches`,
};

/** Values that are words of the API, by the key of their column. */
const values: Readonly<Record<string, Readonly<Record<string, MessageDescriptor>>>> = {
  status: {
    ...Object.fromEntries(Object.entries(statusLooks).map(([status, { word }]) => [status, word])),
    unknown: msg`Unknown id`,
  },
  state: {
    in: msg({ message: 'In', context: 'presence' }),
    out: msg({ message: 'Out', context: 'presence' }),
    'not yet': msg`Not yet in`,
    leave: msg`On leave`,
    off: msg`Off today`,
    'waits for approval': msg`Waits for approval`,
    approved: msg`Approved`,
    counts: msg({ message: 'Counts', context: 'a correction has an effect' }),
    rejected: msg`Rejected`,
    withdrawn: msg`Withdrawn`,
  },
  kind: {
    regular: msg`Regular`,
    overtime: msg`Overtime`,
    premium: msg`Premium`,
    leave: msg`Leave`,
    short: msg`Short`,
    absent: msg`Absent`,
    'add-time': msg`Time added`,
    'void-punch': msg`Punch voided`,
    'set-slot': msg`Time set`,
    'set-day-type': msg`Day type set`,
    'set-schedule': msg`Schedule set`,
    'set-leave': msg`Leave set`,
    'set-status': msg`Status set`,
    'set-remark': msg`Remark set`,
    'approve-overtime': msg`Overtime approved`,
  },
  type: { 'absent without leave': msg`Absent without leave` },
  code: { regular: msg`Regular`, short: msg`Short`, absent: msg`Absent` },
  group: { 'No department': msg`No department`, 'Unknown ids': msg`Unknown ids` },
};

/** The title of a column. @param title - that of the API */
export function columnTitle(i18n: I18n, key: string, title: string): string {
  const known = titles[key];
  return known ? i18n._(known) : title;
}

/** A text of a report in the language of the page. @param key - of its column, or `group` for the label of a group */
export function valueWord(i18n: I18n, key: string, text: string): string {
  const known = values[key]?.[text];
  return known ? i18n._(known) : text;
}
