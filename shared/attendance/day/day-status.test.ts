import { expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import { flexiHours, nightShift, officeWeek } from '../testing/presets.ts';
import { codesOf, dayOf, h } from '../testing/scenario.ts';

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const office = { schedules: [officeWeek()] };

test('nobody is absent because a terminal was offline: without punches a day is pending until all are read past its window', () => {
  expect(dayOf({ ...office, completeThrough: null }, monday).status).toBe('pending');
  expect(dayOf({ ...office, completeThrough: '2026-03-02T22:00:00Z' }, monday).status).toBe('pending');
  expect(dayOf({ ...office, completeThrough: '2026-03-02T22:00:01Z' }, monday).status).toBe('absent');
});

test('a day whose window has not ended is pending, whatever has been read', () => {
  expect(dayOf({ ...office, now: '2026-03-02T22:00:00Z' }, monday).status).toBe('pending');
  expect(dayOf({ ...office, now: '2026-03-02T22:00:01Z' }, monday).status).toBe('absent');
});

test('a pending day is not short and raises nothing', () => {
  expect(dayOf({ ...office, completeThrough: null }, monday)).toMatchObject({ short: 0, exceptions: [] });
});

test('somebody who is still at work has not forgotten the OUT', () => {
  const scenario = { ...office, punches: on('09:00') };
  const working = dayOf({ ...scenario, now: '2026-03-02T11:00:00Z' }, monday);
  expect(working).toMatchObject({ status: 'pending', exceptions: [], short: 0 });
  expect(working.slots.in?.wall).toBe('2026-03-02T09:00:00');
  expect(dayOf(scenario, monday).status).toBe('incomplete');
});

test('an open night without fixed times waits for its OUT', () => {
  const scenario = { schedules: [flexiHours()], punches: on('22:00'), now: '2026-03-03T10:00:00Z' };
  expect(dayOf(scenario, monday).status).toBe('pending');
  expect(dayOf({ ...scenario, now: '2026-03-03T14:00:01Z' }, monday).status).toBe('incomplete');
});

test('a night shift is pending until its window has ended on the next day', () => {
  const night = { schedules: [nightShift()], now: '2026-03-03T09:59:00Z' };
  expect(dayOf(night, monday).status).toBe('pending');
  expect(dayOf({ ...night, now: '2026-03-03T10:00:01Z' }, monday).status).toBe('absent');
});

test('without punches each day type has its status', () => {
  const holidays = [{ date: '2026-03-03', name: 'Sample' }];
  const overrides = [{ date: '2026-03-04', dayType: 'offday' }];
  const scenario = { ...office, holidays, overrides, completeThrough: null };
  expect(dayOf(scenario, '2026-03-07').status).toBe('rest-day');
  expect(dayOf(scenario, '2026-03-03').status).toBe('holiday');
  expect(dayOf(scenario, '2026-03-04').status).toBe('off-day');
});

test('work on a holiday or rest day is present, with that day type', () => {
  const day = dayOf({ ...office, punches: ['2026-03-07 10:00', '2026-03-07 12:00'] }, '2026-03-07');
  expect(day).toMatchObject({ status: 'present', dayType: 'restday', worked: h(2), expected: 0, short: 0 });
  expect(codesOf(day)).toEqual(['unscheduled', 'not-scheduled-day']);
});

test('an absent day says so', () => {
  const day = dayOf(office, monday);
  expect(codesOf(day)).toEqual(['no-punch']);
  expect(day.reasons.map(textOf)).toContain('no punch');
});

test('a long day and a short one are reported', () => {
  const schedules = [officeWeek({ exceptions: { overDailyMinutes: 600 } })];
  expect(codesOf(dayOf({ schedules, punches: on('09:00', '12:00', '13:00', '20:00') }, monday))).toEqual([]);
  expect(codesOf(dayOf({ schedules, punches: on('09:00', '12:00', '13:00', '20:01') }, monday))).toEqual([
    'over-daily',
  ]);
  expect(codesOf(dayOf({ schedules, punches: on('09:00', '12:00', '13:00', '17:00') }, monday))).toEqual([
    'early-out',
    'under-schedule',
  ]);
});

test('the severity of an exception can be set', () => {
  const schedules = [officeWeek({ exceptions: { severity: { 'no-punch': 'error' } } })];
  expect(dayOf({ schedules }, monday).exceptions).toEqual([{ code: 'no-punch', severity: 'error' }]);
});
