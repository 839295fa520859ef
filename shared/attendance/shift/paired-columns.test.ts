import { expect, test } from 'vitest';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { ClockingSchedule } from '../model/index.ts';
import { officeWeek, sixColumns } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, daysOf, h } from '../testing/scenario.ts';

/** Section 3 of the rules: the columns of a shift whose punches pair up in order. */

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const alternate: AttendanceRulesPatch = { direction: { mode: 'alternate' } };
const office = (rules: AttendanceRulesPatch, ...times: string[]) =>
  dayOf({ schedules: [officeWeek({ ...alternate, ...rules })], punches: on(...times) }, monday);
const six = (...times: string[]) =>
  dayOf({ schedules: [sixColumns(alternate)], punches: on(...times) }, monday);

test('they snap to their scheduled times like every column', () => {
  const day = office({ rounding: { snapMinutes: 5 } }, '09:04', '12:03', '12:56', '18:05');
  expect(Object.values(columnsOf(day, 'rounded'))).toEqual(['09:00', '12:00', '13:00', '18:00']);
  expect(day.worked).toBe(h(8));
});

test('a gap that no column shows does not snap', () => {
  const day = office({ rounding: { snapMinutes: 30 } }, '09:00', '09:20', '09:40', '12:00', '13:00', '18:00');
  expect(day.worked).toBe(h(7, 40));
});

test('of two gaps equally near to the scheduled break the first is shown, of others the nearer', () => {
  expect(columnsOf(office({}, '09:00', '11:00', '12:00', '13:00', '14:00', '18:00'))).toEqual({
    in: '09:00',
    break: '11:00',
    resume: '12:00',
    out: '18:00',
  });
  expect(columnsOf(office({}, '09:00', '10:00', '11:00', '12:30', '13:30', '18:00'))).toMatchObject({
    break: '12:30',
    resume: '13:30',
  });
  expect(columnsOf(office({}, '09:00', '12:10', '12:40', '15:00', '16:00', '18:00'))).toMatchObject({
    break: '12:10',
    resume: '12:40',
  });
});

test('somebody who leaves late and comes back for the overtime has OUT and OT', () => {
  expect(columnsOf(six('09:00', '20:00', '20:10', '21:00'))).toEqual({
    in: '09:00',
    out: '20:00',
    ot: '20:10',
    done: '21:00',
  });
  expect(six('09:00', '20:00', '20:10', '21:00').worked).toBe(h(11, 50));
});

test('somebody who comes for the overtime alone has OT and DONE', () => {
  const day = six('18:40', '21:00');
  expect(columnsOf(day)).toEqual({ ot: '18:40', done: '21:00' });
  expect(day.worked).toBe(h(2, 20));
});

test('a keyed arrival alone late in the shift has arrived, a punch without a key has left', () => {
  const byKey = dayOf(
    { schedules: [officeWeek({ direction: { mode: 'status' } })], punches: on('17:50 in') },
    monday,
  );
  expect(columnsOf(byKey)).toEqual({ resume: '17:50' });
  expect(codesOf(byKey)).toContain('missing-out');
  const without = office({}, '17:50');
  expect(columnsOf(without)).toEqual({ out: '17:50' });
  expect(codesOf(without)).toContain('missing-in');
});

test('a departure before the middle of the break is BREAK, one after it OUT', () => {
  expect(columnsOf(office({}, '09:00', '14:59'))).toEqual({ in: '09:00', break: '14:59' });
  expect(columnsOf(office({}, '09:00', '15:00'))).toEqual({ in: '09:00', out: '15:00' });
  expect(columnsOf(office({}, '13:10', '14:00'))).toEqual({ resume: '13:10', out: '14:00' });
});

test('a break of a shift that is split at midnight is shown on the date of its arrival', () => {
  const slots = { in: '20:00', break: '23:30', resume: '00:30', out: '04:00' };
  const rules = { matching: { dayRule: 'split' as const } };
  const schedule = ClockingSchedule.parse({
    id: 'sch',
    name: 'Late',
    kind: 'daily',
    rules,
    day: { shifts: [{ slots }] },
  });
  const scenario = {
    schedules: [schedule],
    overrides: ['2026-03-01', tuesday].map((date) => ({ date, scheduleId: null })),
    punches: [...on('20:00', '23:30'), `${tuesday} 00:30`, `${tuesday} 04:00`],
  };
  const days = daysOf(scenario, monday, '2026-03-04');
  expect(days.map(({ worked, breakTaken }) => [worked, breakTaken])).toEqual([
    [h(3, 30), h(1)],
    [h(3, 30), 0],
  ]);
  expect(days.map(({ reasons }) => reasons.filter(({ figure }) => figure === 'breakTaken').length)).toEqual([
    1, 0,
  ]);
});
