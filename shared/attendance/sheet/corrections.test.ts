import { expect, test } from 'vitest';
import { officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, h } from '../testing/scenario.ts';

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const office = { schedules: [officeWeek(), plainShift('06:00', '12:00')] };

test('an added time takes part like a punch and its cell is marked as edited', () => {
  const corrections = [{ kind: 'add-time', date: monday, wallTime: '2026-03-02T18:00:00' }];
  const day = dayOf({ ...office, punches: on('09:00', '12:00', '13:00'), corrections }, monday);
  expect(day).toMatchObject({ worked: h(8), status: 'present' });
  expect(day.slots.out).toMatchObject({
    edited: true,
    source: { kind: 'correction', correctionId: 'cor_0' },
  });
  expect(day.slots.in?.edited).toBe(false);
});

test('a voided punch does not count and is listed', () => {
  const corrections = [
    { kind: 'void-punch', date: monday, serial: 'SAMPLE1', wallTime: '2026-03-02T18:50:00', status: 255 },
  ];
  const day = dayOf(
    { ...office, punches: on('09:00', '12:00', '13:00', '18:00', '18:50'), corrections },
    monday,
  );
  expect(columnsOf(day).out).toBe('18:00');
  expect(day.ignored).toMatchObject([{ reason: 'voided', punch: { wallTime: '2026-03-02T18:50:00' } }]);
});

test('a set column replaces the punch, counts as written, and the last entry wins', () => {
  const rounding = { in: { mode: 'up' as const, minutes: 15, graceMinutes: 0, ranges: [] } };
  const corrections = [
    {
      kind: 'set-slot',
      date: monday,
      column: 'in',
      wallTime: '2026-03-02T08:30:00',
      enteredAt: '2026-03-09T10:00:00Z',
    },
    {
      kind: 'set-slot',
      date: monday,
      column: 'in',
      wallTime: '2026-03-02T08:50:00',
      enteredAt: '2026-03-09T11:00:00Z',
    },
  ];
  const schedules = [officeWeek({ rounding })];
  const day = dayOf({ schedules, punches: on('09:20', '12:00', '13:00', '18:00'), corrections }, monday);
  expect(day.slots.in).toMatchObject({
    wall: '2026-03-02T08:50:00',
    rounded: '2026-03-02T08:50:00',
    edited: true,
  });
  expect(day.worked).toBe(h(8, 10));
  expect(day.ignored).toMatchObject([{ reason: 'corrected', punch: { wallTime: '2026-03-02T09:20:00' } }]);
});

test('a column can be emptied', () => {
  const corrections = [{ kind: 'set-slot', date: monday, column: 'break', wallTime: null }];
  const day = dayOf({ ...office, punches: on('09:00', '12:00', '18:00'), corrections }, monday);
  expect(columnsOf(day)).toEqual({ in: '09:00', out: '18:00' });
  expect(day.status).toBe('present');
});

test('columns can be set on a day that has neither shift nor punch', () => {
  const corrections = [
    { kind: 'set-slot', date: '2026-03-07', column: 'in', wallTime: '2026-03-07T10:00:00' },
    { kind: 'set-slot', date: '2026-03-07', column: 'out', wallTime: '2026-03-07T12:30:00' },
  ];
  expect(dayOf({ ...office, corrections }, '2026-03-07')).toMatchObject({
    worked: h(2, 30),
    status: 'present',
  });
});

test('day type, schedule, leave and remark can be set for a day, and beat roster and calendar', () => {
  const holidays = [{ date: monday, name: 'Sample' }];
  const set = (fields: object) =>
    dayOf({ ...office, holidays, corrections: [{ kind: '', date: monday, ...fields }] }, monday);
  expect(set({ kind: 'set-day-type', dayType: 'workday' })).toMatchObject({
    dayType: 'workday',
    expected: h(8),
  });
  expect(set({ kind: 'set-remark', remark: 'sample remark' }).remark).toBe('sample remark');
  const schedule = { kind: 'set-schedule', date: monday, scheduleId: 'sch_06_12' };
  expect(dayOf({ ...office, corrections: [schedule] }, monday)).toMatchObject({ scheduleId: 'sch_06_12' });
  const leave = { kind: 'set-leave', date: monday, type: 'sick', portion: { kind: 'full' } };
  expect(dayOf({ ...office, corrections: [leave] }, monday)).toMatchObject({
    status: 'leave',
    leave: [{ type: 'sick', seconds: h(8) }],
  });
});

test('a correction of another day changes nothing here', () => {
  const corrections = [{ kind: 'set-remark', date: '2026-03-03', remark: 'sample remark' }];
  expect(dayOf({ ...office, corrections }, monday)).toEqual(dayOf(office, monday));
});

test('an added time may be told to be an arrival or a departure', () => {
  const punches = on('09:00 in', '12:00 out', '18:00 out');
  const corrections = [{ kind: 'add-time', date: monday, wallTime: '2026-03-02T12:40:00', direction: 'in' }];
  const day = dayOf({ ...office, punches, corrections }, monday);
  expect(columnsOf(day)).toEqual({ in: '09:00', break: '12:00', resume: '12:40', out: '18:00' });
  expect(codesOf(day)).toEqual([]);
});
