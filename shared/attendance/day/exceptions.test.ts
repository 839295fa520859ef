import { expect, test } from 'vitest';
import { exceptionCodes } from '../model/exception-codes.ts';
import type { ExceptionCode } from '../model/index.ts';
import { officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, daysOf, type Scenario } from '../testing/scenario.ts';

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const office = [officeWeek()];
const limits = [
  officeWeek({
    exceptions: { earlyInMinutes: 30, lateOutMinutes: 30, overDailyMinutes: 540, overWeeklyMinutes: 480 },
  }),
];

/** For each code a day on which it is raised. */
const raised: Record<ExceptionCode, Scenario> = {
  unscheduled: { schedules: office, punches: on('01:00', '03:00') },
  'not-scheduled-day': {
    schedules: office,
    punches: on('09:00', '18:00'),
    overrides: [{ date: monday, dayType: 'restday' }],
  },
  'early-in': { schedules: limits, punches: on('08:29', '18:00') },
  'late-in': { schedules: office, punches: on('09:01', '18:00') },
  'early-out': { schedules: office, punches: on('09:00', '17:59') },
  'late-out': { schedules: limits, punches: on('09:00', '18:31') },
  'missing-in': { schedules: office, punches: on('18:00') },
  'missing-out': { schedules: office, punches: on('09:00') },
  'missing-break': { schedules: office, punches: on('09:00', '13:00', '18:00') },
  'extended-break': { schedules: office, punches: on('09:00', '12:00', '13:01', '18:00') },
  'short-break': {
    schedules: [officeWeek({ breaks: { minimumMinutes: 45 } })],
    punches: on('09:00', '12:00', '12:44', '18:00'),
  },
  'over-daily': { schedules: limits, punches: on('09:00', '12:00', '13:00', '19:01') },
  'over-weekly': { schedules: limits, punches: on('09:00', '12:00', '13:00', '18:01') },
  'under-schedule': { schedules: office, punches: on('09:01', '12:00', '13:00', '18:00') },
  'no-punch': { schedules: office },
  'clock-suspect': { schedules: office, punches: on('09:00', '18:00') },
  'double-punch': { schedules: office, punches: on('09:00', '09:01', '18:00') },
  'unused-punch': {
    schedules: [officeWeek({ direction: { mode: 'status' } })],
    punches: on('09:00 in', '13:00 in', '18:00 out'),
  },
  'auto-closed': {
    schedules: [plainShift('09:00', '17:00', { columns: { autoClose: { kind: 'scheduled' } } })],
    punches: on('09:00'),
  },
  'worked-on-leave': {
    schedules: office,
    punches: on('09:00', '11:00'),
    leaves: [{ type: 'annual', from: monday, to: '2026-03-03', portion: { kind: 'full' } }],
  },
  'leave-conflict': {
    schedules: office,
    leaves: ['annual', 'sick'].map((type) => ({
      type,
      from: monday,
      to: '2026-03-03',
      portion: { kind: 'full' },
    })),
  },
};

test.each(exceptionCodes.filter((code) => code !== 'clock-suspect'))('%s is raised', (code) => {
  const [day] = daysOf(raised[code], monday, '2026-03-03');
  expect(day && codesOf(day)).toContain(code);
});

test('an ordinary day raises none', () => {
  const [day] = daysOf(
    { schedules: limits, punches: on('09:00', '12:00', '13:00', '17:30', '18:00') },
    monday,
    '2026-03-03',
  );
  expect(day && codesOf(day)).toEqual([]);
});
