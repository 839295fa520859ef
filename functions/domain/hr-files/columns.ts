/** The columns of files of leaves and of rosters: what each holds, and under which titles people write it. @module */

import { employeeNumberTitles, type FileField, userIdTitles } from '../tables/index.ts';

const whose = [
  {
    key: 'userId',
    title: 'User id',
    otherTitles: userIdTitles,
  },
  {
    key: 'employeeNumber',
    title: 'Employee number',
    otherTitles: employeeNumberTitles,
  },
] as const satisfies readonly FileField[];

const from = {
  key: 'from',
  title: 'From',
  otherTitles: [
    'start',
    'startdate',
    'firstday',
    'begin',
    'date',
    'validfrom',
    'von',
    'beginn',
    'du',
    'desde',
    'dari',
    'tarikhmula',
  ],
} as const satisfies FileField;
/** People write the last day, and not the day after it as the API does. */
const through = {
  key: 'through',
  title: 'Through',
  otherTitles: [
    'to',
    'until',
    'till',
    'end',
    'enddate',
    'lastday',
    'validto',
    'bis',
    'ende',
    'au',
    'hasta',
    'hingga',
    'tarikhtamat',
  ],
} as const satisfies FileField;

/** Columns of a file of leaves. */
export const leaveFields = [
  ...whose,
  {
    key: 'type',
    title: 'Leave type',
    otherTitles: ['leave', 'kind', 'leavecode', 'abwesenheit', 'urlaubsart', 'jeniscuti', 'typedeconge'],
  },
  from,
  through,
  { key: 'half', title: 'Half', otherTitles: ['halfday', 'part', 'session', 'halbertag'] },
  { key: 'hours', title: 'Hours', otherTitles: ['duration', 'stunden', 'heures', 'jam'] },
  {
    key: 'reason',
    title: 'Reason',
    otherTitles: ['note', 'notes', 'remark', 'remarks', 'comment', 'grund', 'bemerkung', 'catatan', 'motif'],
  },
] as const satisfies readonly FileField[];

/** Columns of a file of rosters. */
export const rosterFields = [
  ...whose,
  {
    key: 'dutyRosterId',
    title: 'Duty roster',
    otherTitles: ['roster', 'rosterid', 'groupdutyroster', 'dienstplan', 'shift', 'shiftplan'],
  },
  from,
  through,
] as const satisfies readonly FileField[];

/** A column of a file of leaves. */
export type LeaveField = (typeof leaveFields)[number]['key'];
/** A column of a file of rosters. */
export type RosterField = (typeof rosterFields)[number]['key'];
