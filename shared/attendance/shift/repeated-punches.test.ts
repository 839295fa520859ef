import { describe, expect, test } from 'vitest';
import { type AttendanceRulesPatch, ClockingSchedule } from '../model/index.ts';
import { flexiHours, officeWeek, plainShift } from '../testing/presets.ts';
import { columnsOf, dayOf, h } from '../testing/scenario.ts';

/** Section 3 of the rules: an odd number of punches, those that repeat another one, and directions that HR gives. */

const monday = '2026-03-02';
const on = (times: string) => times.split(', ').map((time) => `${monday} ${time}`);

/** Worked seconds, status, and the punches that take no part. */
function of(schedule: ClockingSchedule, times: string, given: readonly string[] = []) {
  const corrections = given.map((text) => {
    const [time, direction] = text.split(' ');
    return { kind: 'add-time', date: monday, wallTime: `${monday}T${time}:00`, direction };
  });
  const day = dayOf({ schedules: [schedule], punches: on(times), corrections }, monday);
  const marks = day.ignored.map(({ punch, reason }) => `${punch.wallTime.slice(11, 16)} ${reason}`);
  return {
    worked: day.worked,
    status: day.status,
    marks,
    columns: columnsOf(day),
    further: day.furtherShifts.length,
  };
}

const plain = plainShift('09:00', '18:00');

describe('of a shift from 9:00 to 18:00 two punches are one', () => {
  test.each([
    // Before the shift begins, however far apart: the first stays.
    ['08:00, 08:40, 18:00', h(10), '08:40 not-first'],
    ['08:20, 09:00, 18:00', h(9, 40), '09:00 not-first'],
    // Within half an hour.
    ['09:10, 09:40, 18:00', h(8, 50), '09:40 not-first'],
    ['09:00, 17:30, 18:00', h(9), '17:30 replaced'],
    // After it has ended: the latest stays.
    ['09:00, 18:00, 18:50', h(9, 50), '18:00 replaced'],
    ['09:00, 18:15, 18:50', h(9, 50), '18:15 replaced'],
  ])('%s', (times, worked, mark) => {
    expect(of(plain, times)).toMatchObject({ worked, status: 'present', marks: [mark] });
  });
});

describe('of a shift from 9:00 to 18:00 two punches are two, and HR is asked', () => {
  test.each([
    ['08:20, 09:01, 18:00', h(8, 59)],
    ['09:10, 09:41, 18:00', h(8, 19)],
    ['09:00, 17:29, 18:00', h(8, 29)],
  ])('%s', (times, worked) => {
    expect(of(plain, times)).toMatchObject({ worked, status: 'incomplete', marks: [] });
  });

  test('who leaves and comes back at once has come back, in whichever column', () => {
    const day = of(plain, '09:00, 09:10, 09:20, 18:00, 18:10');
    expect(day).toMatchObject({ worked: h(0, 10) + h(8, 50), marks: ['18:00 replaced'] });
  });
});

test('after the break has begun two departures are two: only the ends of a shift leave no work in doubt', () => {
  const slots = { in: '09:00', break: '12:00', resume: '15:00', out: '18:00' };
  const schedule = ClockingSchedule.parse({
    id: 'sch_siesta',
    name: 'Siesta',
    kind: 'daily',
    day: { shifts: [{ slots }] },
  });
  expect(of(schedule, '09:00, 12:05, 12:50, 15:00, 18:00')).toMatchObject({
    worked: h(6, 5),
    status: 'incomplete',
    marks: ['12:50 unpaired'],
  });
  expect(of(schedule, '09:00, 12:05, 12:35, 15:00, 18:00')).toMatchObject({
    status: 'present',
    marks: ['12:35 not-first'],
  });
});

describe('where overtime begins soon', () => {
  const day = (ot: string, done: string) =>
    ClockingSchedule.parse({
      id: 'sch_soon',
      name: 'Soon',
      kind: 'daily',
      day: { shifts: [{ slots: { in: '09:00', out: '18:00', ot, done } }] },
    });

  test('OUT and DONE are two columns, however near to each other', () => {
    const found = of(day('18:10', '18:20'), '09:00, 18:00, 18:20');
    expect(found).toMatchObject({ worked: h(9), status: 'incomplete', marks: [] });
  });

  test('a punch at a time at which one part ends and the next begins may be either', () => {
    const found = of(day('18:00', '20:00'), '09:00, 18:00, 20:00');
    expect(found).toMatchObject({ status: 'incomplete', marks: [] });
  });
});

describe('of an odd number', () => {
  test('the last arrival stays open where the last punch lies on the side of RESUME', () => {
    expect(of(officeWeek(), '09:00, 12:00, 15:00')).toMatchObject({
      worked: h(3),
      columns: { in: '09:00', break: '12:00', resume: '15:00' },
    });
  });
});

describe('a direction that HR gives', () => {
  const alternate: AttendanceRulesPatch = { direction: { mode: 'alternate' } };

  test('is obeyed against the scheduled times, and the others take turns around it', () => {
    // By its time 12:00 is the break: 9:00 to 12:00. HR says that somebody came then.
    expect(of(officeWeek(), '09:00, 18:00', ['12:00 in']).worked).toBe(h(6));
    expect(of(officeWeek(), '09:00, 18:00', ['12:00 out']).worked).toBe(h(3));
  });

  test('is obeyed where the number is even', () => {
    // In turn 8:00 to 12:00 and 13:00 to 17:00. HR says that somebody came at 12:00 too.
    expect(of(flexiHours(), '08:00, 13:00, 17:00', ['12:00 in']).worked).toBe(h(1));
    expect(of(flexiHours(alternate), '08:00, 13:00, 17:00', ['12:00 in']).worked).toBe(h(1));
    expect(of(flexiHours(), '08:00, 13:00, 17:00', ['12:00 out']).worked).toBe(h(8));
  });

  test('leaves the arrival before it open, rather than make a departure of it', () => {
    expect(of(flexiHours(), '10:00, 17:00', ['12:00 in'])).toMatchObject({
      worked: h(5),
      columns: { in: '10:00', resume: '12:00', out: '17:00' },
    });
  });

  test('leaves, so that somebody who punches four hours later has come back', () => {
    const further = (times: string, given: readonly string[] = []) => of(flexiHours(), times, given).further;
    expect(further('08:00, 10:00, 15:30', ['11:00 out'])).toBe(1);
    // Keys of which none leaves say nothing: they take turns.
    expect(further('08:00 in, 12:00 in, 17:00 in, 21:00 in')).toBe(1);
  });

  test('is never a repetition of a punch, nor a punch one of it', () => {
    expect(of(plain, '09:00, 18:00', ['09:10 in'])).toMatchObject({ worked: h(8, 50), marks: [] });
    expect(of(plain, '09:10, 18:00', ['09:00 in'])).toMatchObject({ worked: h(8, 50), marks: [] });
    expect(of(plain, '09:00, 18:10', ['18:00 out'])).toMatchObject({ worked: h(9), marks: [] });
  });
});
