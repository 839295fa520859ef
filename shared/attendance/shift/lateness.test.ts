import { expect, test } from 'vitest';
import { ClockingSchedule } from '../model/index.ts';
import { officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, dayOf, h, type Scenario } from '../testing/scenario.ts';

/** Section 6 of the rules: late and early where leave, half holidays and missing punches move them. */

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const halfLeave = (half: string) => ({
  leaves: [{ type: 'annual', from: monday, to: tuesday, portion: { kind: 'half', half } }],
});
const hours = (minutes: number) => ({
  leaves: [{ type: 'doctor', from: monday, to: tuesday, portion: { kind: 'hours', minutes } }],
});
const figures = (scenario: Scenario) => {
  const { late, early, short } = dayOf(scenario, monday);
  return [late, early, short];
};

test('without a break half a day of leave ends or begins in the middle of the shift', () => {
  const schedules = [plainShift('09:00', '17:00')];
  expect(figures({ schedules, ...halfLeave('first'), punches: on('13:10 in', '17:00 out') })).toEqual([
    h(0, 10),
    0,
    h(0, 10),
  ]);
  expect(figures({ schedules, ...halfLeave('first'), punches: on('12:50 in', '17:00 out') })).toEqual([
    0, 0, 0,
  ]);
  expect(figures({ schedules, ...halfLeave('second'), punches: on('09:00 in', '12:45 out') })).toEqual([
    0,
    h(0, 15),
    h(0, 15),
  ]);
  expect(figures({ schedules, ...halfLeave('second'), punches: on('09:00 in', '13:05 out') })).toEqual([
    0, 0, 0,
  ]);
});

test('with a break the first half ends with RESUME, the second begins with BREAK', () => {
  const schedules = [officeWeek()];
  expect(figures({ schedules, ...halfLeave('first'), punches: on('13:20', '18:00') })).toEqual([
    h(0, 20),
    0,
    0,
  ]);
  expect(figures({ schedules, ...halfLeave('second'), punches: on('09:00 in', '11:40 out') })).toEqual([
    0,
    h(0, 20),
    h(1, 20),
  ]);
});

test('on a half holiday the second half is free', () => {
  const holidays = [{ date: monday, name: 'Half', half: true }];
  const schedules = [plainShift('09:00', '17:00')];
  expect(figures({ schedules, holidays, punches: on('09:05 in', '13:00 out') })).toEqual([
    h(0, 5),
    0,
    h(0, 5),
  ]);
});

test('hours of leave cover late first, what is left of them covers early', () => {
  const schedules = [plainShift('09:00', '17:00')];
  const punches = on('09:40', '16:30');
  expect(figures({ schedules, punches, ...hours(30) })).toEqual([h(0, 10), h(0, 30), h(0, 40)]);
  expect(figures({ schedules, punches, ...hours(40) })).toEqual([0, h(0, 30), h(0, 30)]);
  expect(figures({ schedules, punches, ...hours(60) })).toEqual([0, h(0, 10), h(0, 10)]);
  expect(figures({ schedules, punches, ...hours(70) })).toEqual([0, 0, 0]);
});

test('nobody is late or early on full leave', () => {
  const leaves = [{ type: 'annual', from: monday, to: tuesday, portion: { kind: 'full' } }];
  expect(
    figures({ schedules: [plainShift('09:00', '17:00')], leaves, punches: on('10:00', '15:00') }),
  ).toEqual([0, 0, 0]);
});

test('somebody who has not arrived has not come early, who has not left has not stayed', () => {
  const exceptions = { earlyInMinutes: 0, lateOutMinutes: 0 };
  const schedules = [plainShift('09:00', '17:00', { exceptions })];
  const codes = (...times: string[]) => codesOf(dayOf({ schedules, punches: on(...times) }, monday));
  expect(codes('17:00')).toEqual(['missing-in', 'under-schedule']);
  expect(codes('09:00')).toEqual(['missing-out', 'under-schedule']);
  expect(codes('08:59', '17:01')).toEqual(['early-in', 'late-out']);
});

test('the grace is in time to its last second', () => {
  const thresholds = { lateGraceMinutes: 5, earlyGraceMinutes: 5 };
  const schedules = [plainShift('09:00', '17:00', { thresholds, rounding: { cutSeconds: false } })];
  expect(figures({ schedules, punches: on('09:05:00', '16:55:00') })).toEqual([0, 0, h(0, 10)]);
  expect(figures({ schedules, punches: on('09:05:01', '16:54:59') })).toEqual([301, 301, 602]);
});

test('with OT and DONE in the schedule the scheduled OUT is still what somebody leaves before', () => {
  const slots = { in: '09:00', out: '17:00', ot: '17:30', done: '20:00' };
  const schedule = ClockingSchedule.parse({
    id: 'sch',
    name: 'Late',
    kind: 'daily',
    day: { shifts: [{ slots }] },
  });
  expect(figures({ schedules: [schedule], punches: on('09:00', '16:40') })).toEqual([0, h(0, 20), h(0, 20)]);
});

test('on a day of several shifts half a day of leave is hours: it has no middle', () => {
  const shifts = [{ slots: { in: '06:00', out: '10:00' } }, { slots: { in: '12:00', out: '16:00' } }];
  const schedule = ClockingSchedule.parse({ id: 'sch', name: 'Two', kind: 'daily', day: { shifts } });
  const punches = on('09:30 in', '10:00 out', '12:00 in', '16:00 out');
  expect(figures({ schedules: [schedule], ...halfLeave('first'), punches })).toEqual([0, 0, 0]);
  expect(figures({ schedules: [schedule], ...hours(120), punches })).toEqual([h(1, 30), 0, h(1, 30)]);
});

test('hours of leave cover a day once, however many shifts it has: the earlier shift first', () => {
  const schedules = [
    ClockingSchedule.parse({
      kind: 'daily',
      id: 'split',
      name: 'Split',
      day: {
        dayType: 'workday',
        shifts: [{ slots: { in: '06:00', out: '10:00' } }, { slots: { in: '12:00', out: '16:00' } }],
      },
    }),
  ];
  const split = (...times: string[]) => figures({ schedules, ...hours(60), punches: on(...times) });
  expect(split('07:00 in', '10:00 out', '12:00 in', '15:00 out')).toEqual([0, h(1, 0), h(1, 0)]);
  expect(split('06:00 in', '10:00 out', '12:00 in', '15:00 out')).toEqual([0, 0, 0]);
  expect(split('06:20 in', '10:00 out', '12:50 in', '16:00 out')).toEqual([h(0, 10), 0, h(0, 10)]);
});

test('somebody who comes in the middle of a shift because the first half is free has not left, and who leaves then has', () => {
  const schedules = [plainShift('09:00', '17:00')];
  const free = (half: string, ...times: string[]) => {
    const { status, slots, late, early, worked } = dayOf(
      { schedules, ...halfLeave(half), punches: on(...times) },
      monday,
    );
    const clock = (slot: typeof slots.in) => slot?.wall.slice(11, 16);
    return [status, clock(slots.in), clock(slots.out), late, early, worked];
  };
  expect(free('first', '13:10', '17:00')).toEqual(['present', '13:10', '17:00', h(0, 10), 0, h(3, 50)]);
  expect(free('second', '09:00', '12:45')).toEqual(['present', '09:00', '12:45', 0, h(0, 15), h(3, 45)]);
});
