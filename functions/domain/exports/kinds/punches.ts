/** Export of punches as terminals recorded them; nothing of them was ever changed. @module */

import type { PayrollPerson } from '#shared/payroll/index.ts';
import { weekdayOf } from '#shared/time/calendar.ts';
import { daySeconds, wallSeconds } from '#shared/time/clock-text.ts';
import { dateOf } from '#shared/time/wall-time.ts';
import type { StoredPunch } from '../../../store/stored-punch.ts';
import { countColumn, personColumns, textColumn } from './columns.ts';
import { type KindColumn, type KindContext, kindOf } from './kind.ts';

interface PunchRow {
  person: PayrollPerson;
  punch: StoredPunch;
}

function columnsOf(context: KindContext): KindColumn<PunchRow>[] {
  return [
    ...personColumns<PunchRow>(context),
    { key: 'pin', title: 'PIN', type: 'text', size: 25, value: ({ punch }) => punch.pin },
    { key: 'date', title: 'Date', type: 'date', size: 11, value: ({ punch }) => dateOf(punch.wallTime) },
    textColumn('weekday', 'Day', 10, ({ punch }) => weekdayOf(dateOf(punch.wallTime))),
    {
      key: 'time',
      title: 'Time',
      type: 'time',
      seconds: true,
      size: 9,
      value: ({ punch }) => wallSeconds(punch.wallTime) % daySeconds,
    },
    { key: 'terminal', title: 'Terminal', type: 'text', size: 33, value: ({ punch }) => punch.serial },
    countColumn('status', 'Status', ({ punch }) => punch.status),
    {
      key: 'receivedAt',
      title: 'Arrived (UTC)',
      type: 'instant',
      size: 25,
      value: ({ punch }) => punch.receivedAt,
    },
  ];
}

const usual = ['userId', 'name', 'department', 'pin', 'date', 'time', 'terminal', 'status', 'receivedAt'];

/** Punches of people. */
export const punches = kindOf<PunchRow>({
  title: 'Punches',
  reads: 'punches',
  hasAdjustments: false,
  usual: { csv: usual, people: usual },
  columnsOf,
  things: ({ person, punches: all }) => all.map((punch) => ({ person, punch })),
});
