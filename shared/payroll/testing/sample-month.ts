/** Two sample people and four days of March 2026: what the worked examples of the presets are made from. @module */

import { requireUserId } from '#shared/punch/user-id.ts';
import { instantFromEpoch, type LocalDate, parseLocalDate, parseWallTime } from '#shared/time/wall-time.ts';
import type { PayrollDay, PayrollPerson } from '../pay-figures.ts';

/** Seconds of hours and minutes, as `8:30` or `-1:30`. */
export function seconds(text: string): number {
  const [hours = '0', minutes = '0'] = text.replace('-', '').split(':');
  const size = Number(hours) * 3600 + Number(minutes) * 60;
  return text.startsWith('-') ? -size : size;
}

/** A date. @throws Error for a text that is none */
export function date(text: string): LocalDate {
  const parsed = parseLocalDate(text);
  if (parsed === null) throw new Error(`${text} is no date`);
  return parsed;
}

const noSlots = { in: null, break: null, resume: null, out: null, ot: null, done: null };

/** A day without anything, but for what is given. */
export function aDay(given: Partial<Omit<PayrollDay, 'date'>> & { date: string }): PayrollDay {
  return {
    dayType: 'workday',
    scheduleId: 'office',
    slots: noSlots,
    furtherShifts: [],
    status: 'present',
    expected: seconds('8:00'),
    worked: given.regular ?? 0,
    regular: 0,
    overtime: [],
    premiums: [],
    diffOt: 0,
    breakTaken: 0,
    short: 0,
    late: 0,
    early: 0,
    leave: [],
    exceptions: [],
    remark: '',
    ...given,
    date: date(given.date),
  };
}

/** Overtime or a premium of a code. */
export function paid(code: string, multiplier: number, duration: string, approved = true) {
  return { code, multiplier, approved, seconds: seconds(duration) };
}

/** A time in a column, as a terminal recorded it. */
export function at(text: string) {
  const wallTime = parseWallTime(text);
  if (wallTime === null) throw new Error(`${text} is no time`);
  return {
    wall: wallTime,
    instant: instantFromEpoch(Date.parse(`${text}Z`)),
    rounded: wallTime,
    source: { kind: 'punch' as const, serial: 'TEST1', wallTime, status: 0 },
    edited: false,
  };
}

/** An adjustment of regular time alone. */
export function adjustedBy(duration: string): NonNullable<PayrollDay['adjustment']> {
  const regular = seconds(duration);
  return {
    worked: regular,
    regular,
    overtime: 0,
    diffOt: 0,
    short: -regular,
    late: 0,
    early: 0,
    undertime: 0,
    codes: [],
    status: 'present',
    rulesVersion: 'sample',
    inputHash: 'sample',
    reason: { key: 'adjustment', values: { changes: [] } },
  };
}

/** A sample person. */
export function aPerson(id: string, fields: Record<string, string> = {}): PayrollPerson {
  return { userId: requireUserId(id), fields: { id, ...fields } };
}

/** March 2026. */
export const march = { from: date('2026-03-01'), to: date('2026-04-01') };

/** The sample people with their days. */
export const sampleMonth: { person: PayrollPerson; days: PayrollDay[] }[] = [
  {
    person: aPerson('701', {
      name: 'Sample One',
      lastFirst: 'One, Sample',
      employeeNumber: '217',
      department: 'Stores',
      costCentre: '4100',
    }),
    days: [
      aDay({
        date: '2026-03-02',
        regular: seconds('8:00'),
        overtime: [paid('OT15', 1.5, '3:15')],
        slots: { ...noSlots, in: at('2026-03-02T09:00:00'), out: at('2026-03-02T20:15:00') },
      }),
      aDay({
        date: '2026-03-03',
        regular: seconds('8:00'),
        overtime: [paid('OT20', 2, '1:10')],
        premiums: [paid('NIGHT', 0.25, '2:20')],
        diffOt: seconds('2:20'),
        slots: { ...noSlots, in: at('2026-03-03T15:00:00'), out: at('2026-03-04T00:10:00') },
      }),
      aDay({
        date: '2026-03-04',
        status: 'leave',
        leave: [{ type: 'annual', seconds: seconds('8:00') }],
      }),
    ],
  },
  {
    person: aPerson('0702', {
      name: 'Sample Two',
      lastFirst: 'Two, Sample',
      employeeNumber: '218',
      department: 'Office',
      costCentre: '4200',
    }),
    days: [
      aDay({
        date: '2026-03-02',
        regular: seconds('7:50'),
        short: seconds('0:10'),
        late: seconds('0:10'),
        overtime: [paid('OT15', 1.5, '0:45', false)],
        slots: { ...noSlots, in: at('2026-03-02T09:10:00'), out: at('2026-03-02T17:45:00') },
      }),
      aDay({ date: '2026-03-03', status: 'leave', leave: [{ type: 'sick', seconds: seconds('9:20') }] }),
      aDay({
        date: '2026-03-04',
        regular: seconds('8:00'),
        adjustment: adjustedBy('-1:30'),
        slots: { ...noSlots, in: at('2026-03-04T09:00:00'), out: at('2026-03-04T17:00:00') },
      }),
    ],
  },
];
