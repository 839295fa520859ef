/** Export of details: a row per person and day, with the times of every shift; adjustments of locked days in rows of their own. @module */

import type { SlotTime } from '#shared/attendance/index.ts';
import type { PayrollPerson } from '#shared/payroll/index.ts';
import { textOf } from '#shared/reasons/index.ts';
import type { ReportDay } from '#shared/reports/index.ts';
import { timeText } from '#shared/table/index.ts';
import { dayNumber, weekdayOf } from '#shared/time/calendar.ts';
import { daySeconds, wallSeconds } from '#shared/time/clock-text.ts';
import type { LocalDate, WallTime } from '#shared/time/wall-time.ts';
import { durationColumns, durationKey, personColumns, textColumn } from './columns.ts';
import { adjustedFigure, figureNames, figureOf } from './day-figures.ts';
import { type KindColumn, type KindContext, kindOf } from './kind.ts';

/** A row: a day, or the adjustment of a locked one. */
interface DayRow {
  person: PayrollPerson;
  day: ReportDay;
  isAdjustment: boolean;
}

const slots = ['in', 'break', 'resume', 'out', 'ot', 'done'] as const;
type Slots = ReportDay['slots'];

/** A time without its seconds, since the midnight with which the day of the row begins: 86,400 and more is the day after. */
function timeOf(slot: SlotTime | null | undefined, day: ReportDay): number | null {
  if (!slot) return null;
  const seconds = wallSeconds(slot.wall as WallTime) - dayNumber(day.date as LocalDate) * daySeconds;
  return Math.floor(seconds / 60) * 60;
}

const shiftsOf = ({ slots: first, furtherShifts }: ReportDay): Slots[] => [
  first,
  ...furtherShifts.map((shift) => shift.slots),
];

/** `in`, or `in2` of the second shift of a day. */
const slotKey = (slot: string, shift: number) => (shift === 0 ? slot : `${slot}${shift + 1}`);

/** Which times HR has entered or changed: `in; out2`. */
function editedOf(day: ReportDay): string {
  return shiftsOf(day)
    .flatMap((shift, index) =>
      slots.filter((slot) => shift[slot]?.edited).map((slot) => slotKey(slot, index)),
    )
    .join('; ');
}

/** Shifts behind the second one, for files that have columns for two: `in 20:00 out 02:00+1`. */
function laterShiftsOf(day: ReportDay): string {
  return shiftsOf(day)
    .slice(2)
    .map((shift) =>
      slots
        .flatMap((slot) => {
          const seconds = timeOf(shift[slot], day);
          return seconds === null ? [] : [`${slot} ${timeText(seconds)}`];
        })
        .join(' '),
    )
    .join('; ');
}

function slotColumns(shift: number): KindColumn<DayRow>[] {
  return slots.map((slot) => {
    const key = slotKey(slot, shift);
    const title = `${slot === 'ot' ? 'OT' : slot.charAt(0).toUpperCase() + slot.slice(1)}${shift === 0 ? '' : ` ${shift + 1}`}`;
    return {
      key,
      title,
      type: 'time',
      size: 8,
      value: ({ day, isAdjustment }) => (isAdjustment ? null : timeOf(shiftsOf(day)[shift]?.[slot], day)),
    };
  });
}

/** What has changed since the period was locked. */
function adjustmentOf({ adjustment }: ReportDay): string | undefined {
  return adjustment && textOf(adjustment.reason);
}

/** What stands in rows of days alone. */
const ofDay =
  (value: (day: ReportDay) => string | number | null | undefined): KindColumn<DayRow>['value'] =>
  ({ day, isAdjustment }) =>
    isAdjustment ? null : value(day);

const adjustments = ['worked', 'regular', 'overtime', 'diffOt', 'short', 'late', 'early'] as const;
/** Adjustments that the usual columns have at their end, so that those before them keep their places. */
const laterAdjustments = ['unapproved', 'leaveTime'] as const;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function columnsOf(context: KindContext): KindColumn<DayRow>[] {
  return [
    ...personColumns<DayRow>(context),
    { key: 'date', title: 'Date', type: 'date', size: 11, value: ({ day }) => day.date },
    textColumn('weekday', 'Day', 10, ({ day }) => weekdayOf(day.date as LocalDate)),
    textColumn('row', 'Row', 11, ({ isAdjustment }) => (isAdjustment ? 'adjustment' : 'day')),
    textColumn('dayType', 'Day type', 9, ({ day }) => day.dayType),
    textColumn('schedule', 'Schedule', 13, ({ day }) => day.scheduleId),
    textColumn('status', 'Status', 13, ({ day, isAdjustment }) =>
      isAdjustment ? day.adjustment?.status : day.status,
    ),
    ...[0, 1, 2, 3].flatMap(slotColumns),
    ...figureNames.flatMap(([name, title]) =>
      durationColumns<DayRow>(name, title, ({ day, isAdjustment }) =>
        isAdjustment ? adjustedFigure(name, day) : figureOf(name, day),
      ),
    ),
    textColumn(
      'leave',
      'Leave',
      21,
      ofDay((day) => day.leave.map(({ type }) => type).join('; ')),
    ),
    textColumn(
      'exceptions',
      'Exceptions',
      41,
      ofDay((day) => day.exceptions.map(({ code }) => code).join('; ')),
    ),
    textColumn('remark', 'Remark', 41, ({ day, isAdjustment }) =>
      isAdjustment ? adjustmentOf(day) : day.remark,
    ),
    textColumn('locked', 'Locked', 7, ({ day }) => (day.lockId === undefined ? '' : 'yes')),
    textColumn(
      'adjustedStatus',
      'Adjusted status',
      16,
      ofDay((day) => day.adjustment?.status),
    ),
    ...[...adjustments, ...laterAdjustments].flatMap((name) =>
      durationColumns<DayRow>(`adjust${capital(name)}`, `Adjust ${name}`, ({ day, isAdjustment }) =>
        isAdjustment ? null : adjustedFigure(name, day),
      ),
    ),
    textColumn('adjustment', 'Adjustment', 41, ofDay(adjustmentOf)),
    textColumn('laterShifts', 'Later shifts', 41, ofDay(laterShiftsOf)),
    textColumn('edited', 'Edited', 21, ofDay(editedOf)),
  ];
}

const secondShift = slots.map((slot) => slotKey(slot, 1));
const minutes = [
  'expected',
  'worked',
  'regular',
  'overtime',
  'diffOt',
  'short',
  'late',
  'early',
  'break',
].map((name) => `${name}Minutes`);
const who = ['userId', 'name', 'department', 'date'];

/** Details: a row per person and day. */
export const detail = kindOf<DayRow>({
  title: 'Attendance',
  reads: 'days',
  hasAdjustments: true,
  usual: {
    csv: [
      ...who,
      'dayType',
      'schedule',
      'status',
      ...slots,
      ...minutes,
      'leave',
      'exceptions',
      'remark',
      'locked',
      'adjustedStatus',
      ...adjustments.map((name) => `adjust${capital(name)}Minutes`),
      'adjustment',
      'unapprovedMinutes',
      ...secondShift,
      'laterShifts',
      'edited',
      ...laterAdjustments.map((name) => `adjust${capital(name)}Minutes`),
    ],
    people: [
      ...who,
      'weekday',
      'row',
      'dayType',
      'schedule',
      'status',
      ...slots,
      ...secondShift,
      'laterShifts',
      'edited',
      ...figureNames.map(([name]) => durationKey(name)),
      'leave',
      'exceptions',
      'remark',
      'locked',
    ],
  },
  columnsOf,
  things: ({ person, days }, choice) =>
    days.flatMap((day) => [
      ...(choice === 'only' ? [] : [{ person, day, isAdjustment: false }]),
      ...(choice === 'without' || day.adjustment === undefined ? [] : [{ person, day, isAdjustment: true }]),
    ]),
});
