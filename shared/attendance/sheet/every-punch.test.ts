import { describe, expect, test } from 'vitest';
import { ClockingSchedule } from '../model/index.ts';
import { cycleOf, flexiHours, officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, daysOf, h } from '../testing/scenario.ts';

/** Issue-sized days worked out by hand: every punch counts, also without keys. */

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const plain = { schedules: [plainShift('09:00', '18:00')] };
const office = { schedules: [officeWeek()] };

describe('without keys an even number of punches pairs in order', () => {
  test('somebody who leaves ill has worked until then', () => {
    const day = dayOf({ ...plain, punches: on('09:00', '12:00') }, monday);
    expect(day).toMatchObject({ worked: h(3), status: 'present', early: h(6) });
    expect(codesOf(day)).toEqual(['early-out', 'under-schedule']);
  });
  test('somebody who comes after the doctor has worked from then', () => {
    const day = dayOf({ ...plain, punches: on('14:30', '18:00') }, monday);
    expect(day).toMatchObject({ worked: h(3, 30), late: h(5, 30), status: 'present' });
    expect(codesOf(day)).toEqual(['late-in', 'under-schedule']);
  });
  test('a break that was not punched follows the break rule', () => {
    const punches = on('09:00', '15:00');
    expect(dayOf({ ...office, punches }, monday)).toMatchObject({ worked: h(6), early: h(3) });
    const scheduled = { schedules: [officeWeek({ breaks: { mode: 'scheduled' } })] };
    expect(dayOf({ ...scheduled, punches }, monday)).toMatchObject({ worked: h(5), early: h(3) });
  });
  test('lunch an hour later is lunch', () => {
    const day = dayOf({ ...office, punches: on('09:00', '13:00', '14:00', '18:00') }, monday);
    expect(day).toMatchObject({ worked: h(8), breakTaken: h(1), status: 'present' });
    expect(columnsOf(day)).toEqual({ in: '09:00', break: '13:00', resume: '14:00', out: '18:00' });
  });
  test('short breaks beside lunch are breaks', () => {
    const punches = on('09:00', '10:20', '10:35', '12:00', '13:00', '18:00');
    const day = dayOf({ ...office, punches }, monday);
    expect(day).toMatchObject({ worked: h(7, 45), status: 'present' });
    expect(columnsOf(day)).toEqual({ in: '09:00', break: '12:00', resume: '13:00', out: '18:00' });
  });
  test('with the second half free, the half that is attended counts', () => {
    const leaves = [
      { type: 'annual', from: monday, to: '2026-03-03', portion: { kind: 'half', half: 'second' } },
    ];
    const day = dayOf({ ...office, leaves, punches: on('09:00', '12:40') }, monday);
    expect(day).toMatchObject({ worked: h(3, 40), status: 'present', early: 0, short: h(0, 20) });
    expect(codesOf(day)).toEqual(['under-schedule']);
  });
  test('flexible hours stand in the columns in the order of the day', () => {
    const day = dayOf({ punches: on('09:00', '12:30', '13:20', '18:00') }, monday);
    expect(day.worked).toBe(h(8, 10));
    expect(columnsOf(day)).toEqual({ in: '09:00', break: '12:30', resume: '13:20', out: '18:00' });
  });
});

describe('no arrival disappears', () => {
  test.each([
    ['06:30', '18:10', h(11, 40), []],
    ['06:59', '13:00', h(6, 1), ['early-out', 'under-schedule']],
  ])('%s before the window opens, then %s', (first, last, worked, codes) => {
    const day = dayOf({ ...plain, punches: on(first, last) }, monday);
    expect(day).toMatchObject({ worked, late: 0, status: 'present' });
    expect(columnsOf(day)).toEqual({ in: first, out: last });
    expect(codesOf(day)).toEqual(codes);
  });
  test('nor on a holiday', () => {
    const holidays = [{ date: monday, name: 'Sample' }];
    expect(dayOf({ ...plain, holidays, punches: on('06:00', '13:00') }, monday)).toMatchObject({
      worked: h(7),
      dayType: 'holiday',
      status: 'present',
    });
  });
  test('one forgotten punch turns no nights into work', () => {
    const punches = [
      ...on('08:00', '18:00'),
      '2026-03-03 18:30',
      ...['04', '05', '06'].flatMap((day) => [`2026-03-${day} 08:00`, `2026-03-${day} 18:00`]),
    ];
    const days = daysOf({ schedules: [flexiHours({}, 480)], punches }, monday, '2026-03-07');
    expect(days.map(({ worked, status }) => [worked, status])).toEqual([
      [h(10), 'present'],
      [0, 'incomplete'],
      [h(10), 'present'],
      [h(10), 'present'],
      [h(10), 'present'],
    ]);
  });
  test('nor days into work for who works nights of twelve hours', () => {
    const nights = [2, 3, 4, 5, 6, 7].flatMap((day) => [
      `2026-03-0${day} 20:00`,
      `2026-03-0${day + 1} 08:00`,
    ]);
    const punches = nights.filter((time) => time !== '2026-03-04 20:00').sort();
    const days = daysOf({ schedules: [flexiHours({}, 480)], punches }, monday, '2026-03-08');
    expect(days.map(({ worked, status }) => [worked, status])).toEqual([
      [h(12), 'present'],
      [h(12), 'present'],
      [0, 'absent'],
      [h(12), 'incomplete'],
      [h(12), 'present'],
      [h(12), 'present'],
    ]);
  });
  test('an odd number of pairs beyond the columns is incomplete', () => {
    const punches = on('08:00', '10:00', '10:30', '12:00', '13:00', '15:00', '15:30');
    const day = dayOf({ schedules: [flexiHours()], punches }, monday);
    expect(day).toMatchObject({ status: 'incomplete', worked: h(5, 30) });
    expect(codesOf(day)).toContain('missing-out');
  });
  const two = (first: [string, string], second: [string, string]) =>
    ClockingSchedule.parse({
      id: 'sch',
      name: 'Two',
      kind: 'daily',
      day: { shifts: [first, second].map(([start, end]) => ({ slots: { in: start, out: end } })) },
    });
  test('of two shifts that touch, the second alone', () => {
    const schedules = [two(['06:00', '14:00'], ['14:00', '22:00'])];
    const day = dayOf({ schedules, punches: on('13:55', '22:00') }, monday);
    expect(day.worked).toBe(h(8, 5));
    expect(day.furtherShifts[0]?.slots.in?.wall).toBe(`${monday}T13:55:00`);
  });
  test('a forgotten OUT of the first shift does not take the arrival of the second', () => {
    const schedules = [two(['11:00', '15:00'], ['18:00', '22:00'])];
    const day = dayOf({ schedules, punches: on('10:55', '17:50', '22:00') }, monday);
    expect(day).toMatchObject({ worked: h(4, 10), status: 'incomplete' });
    expect(codesOf(day)).toContain('missing-out');
  });
  test.each([' in', ''])(
    'a day shift begins at 06:55%s although the night before it ends at 07:00',
    (key) => {
      const schedules = [plainShift('22:00', '07:00', {}, 'night'), plainShift('07:00', '15:00', {}, 'day')];
      const rosters = [cycleOf(monday, ['night', 'day', null, null, null, null, null])];
      const assignments = [{ rosterId: 'ros_cycle', from: '2026-01-01' }];
      const punches = [`2026-03-03 06:55${key}`, `2026-03-03 15:00${key === '' ? '' : ' out'}`];
      const [night, day] = daysOf({ schedules, rosters, assignments, punches }, monday, '2026-03-04');
      expect(night).toMatchObject({ worked: 0, status: 'absent' });
      expect(day).toMatchObject({ worked: h(8, 5), status: 'present' });
    },
  );
});
