import { describe, expect, test } from 'vitest';
import { type AttendanceRulesPatch, ClockingSchedule, type DayResult } from '../model/index.ts';
import { officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, daysOf, h } from '../testing/scenario.ts';

/** Section 2 of the rules: no arrival disappears, neither in the shift that ends then nor before every window. */

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const on = (times: string) => times.split(', ').map((time) => `${monday} ${time}`);

const clock = (wall: string | undefined) => wall?.slice(11, 16) ?? '-';
const endsOf = ({ slots }: Pick<DayResult, 'slots'>) =>
  `${clock(slots.in?.wall)} to ${clock(slots.out?.wall)}`;

/** IN and OUT of a day's two shifts. */
function both(shifts: [string, string][], times: string, rules: AttendanceRulesPatch = {}): string[] {
  const schedule = ClockingSchedule.parse({
    id: 'sch_two',
    name: 'Two shifts',
    kind: 'daily',
    rules,
    day: { shifts: shifts.map(([start, end]) => ({ slots: { in: start, out: end } })) },
  });
  const day = dayOf({ schedules: [schedule], punches: on(times) }, monday);
  return [endsOf(day), ...day.furtherShifts.map(endsOf)];
}

const touching: [string, string][] = [
  ['06:00', '14:00'],
  ['14:00', '22:00'],
];
const apart: [string, string][] = [
  ['06:00', '14:00'],
  ['15:00', '20:00'],
];
const status: AttendanceRulesPatch = { direction: { mode: 'status' } };

describe('of the shifts 6:00 to 14:00 and 14:00 to 22:00', () => {
  test.each([
    ['13:55, 22:00', '- to -', '13:55 to 22:00'],
    // Nobody else says whose it is.
    ['13:55', '- to -', '13:55 to -'],
    ['14:00', '- to 14:00', '- to -'],
    // Left at 12:10 and came back for the second shift; within half an hour somebody only presses again.
    ['06:00, 12:10, 13:55', '06:00 to 12:10', '13:55 to -'],
    ['06:00, 13:24:59, 13:55', '06:00 to 13:24', '13:55 to -'],
    ['06:00, 13:25, 13:55', '06:00 to 13:55', '- to -'],
    ['06:00, 12:10, 14:00', '06:00 to 14:00', '- to -'],
    ['06:00, 12:10, 12:30, 13:55', '06:00 to 13:55', '- to -'],
    // The arrival of the first is lost, the departure is not.
    ['13:30, 13:55, 22:00', '- to 13:30', '13:55 to 22:00'],
    ['06:00, 13:55, 14:05, 22:00', '06:00 to 13:55', '14:05 to 22:00'],
    // Where the second shift needs a punch that is as near to both, it has it.
    ['06:00, 14:10, 22:00', '06:00 to -', '14:10 to 22:00'],
    ['06:00, 14:10, 14:15, 22:00', '06:00 to 14:10', '14:15 to 22:00'],
  ])('without keys %s are %s and %s', (times, first, second) => {
    expect(both(touching, times)).toEqual([first, second]);
  });

  test.each([
    ['06:00 in, 13:50 out, 13:55 in, 22:00 out', '06:00 to 13:50', '13:55 to 22:00'],
    ['06:00 in, 13:50 out, 13:55 in, 22:00', '06:00 to 13:50', '13:55 to 22:00'],
    ['13:55 in, 22:00 out', '- to -', '13:55 to 22:00'],
    ['06:00 in, 13:55 in, 22:00 out', '06:00 to -', '13:55 to 22:00'],
    ['06:00 in, 13:55 out, 14:05 in, 22:00 out', '06:00 to 13:55', '14:05 to 22:00'],
    // A punch without a key among keyed ones.
    ['06:00 in, 12:30 out, 13:55, 22:00 out', '06:00 to 12:30', '13:55 to 22:00'],
    // Nobody keys departures: an arrival by key says nothing.
    ['06:00 in, 13:55 in, 14:05 in, 22:00 in', '06:00 to 13:55', '14:05 to 22:00'],
  ])('by key %s are %s and %s', (times, first, second) => {
    expect(both(touching, times)).toEqual([first, second]);
  });

  test('in mode status a keyed arrival begins the second shift, whoever has keyed a departure', () => {
    expect(both(touching, '06:00 in, 13:55 in', status)).toEqual(['06:00 to -', '13:55 to -']);
  });

  test('in mode alternate in and out take turns whatever they say', () => {
    const alternate: AttendanceRulesPatch = { direction: { mode: 'alternate' } };
    expect(both(touching, '06:00, 12:10, 13:55, 22:00', alternate)).toEqual(['06:00 to 22:00', '- to -']);
  });

  test('in mode status a key that says neither does not begin the second shift', () => {
    const schedules = [plainShift('22:00', '06:00', status), plainShift('06:00', '14:00', status)];
    const overrides = [{ date: tuesday, scheduleId: 'sch_06_14' }];
    const punches = [`${monday} 22:00 in`, `${tuesday} 05:55 255`, `${tuesday} 14:00 out`];
    const days = daysOf({ schedules, overrides, punches }, monday, '2026-03-04');
    expect(days.map(({ ignored }) => ignored.map(({ punch }) => punch.wallTime.slice(11, 16)))).toEqual([
      ['05:55'],
      [],
    ]);
  });
});

describe('of a shift that begins an hour after another one', () => {
  test.each([
    // Left at 13:00 and came back for the second shift, whose arrival is missing without it.
    ['06:00, 13:00, 13:30, 20:00', '06:00 to 13:00', '13:30 to 20:00'],
    ['06:00, 13:30, 20:00', '06:00 to 13:30', '- to 20:00'],
    // Two hours before the second shift begins its window does.
    ['06:00, 12:50, 13:00, 20:00', '06:00 to 12:50', '13:00 to 20:00'],
    // Nearer to the end of the first, and nobody comes for the second.
    ['06:00, 12:10, 13:30', '06:00 to 13:30', '- to -'],
  ])('%s are %s and %s', (times, first, second) => {
    expect(both(apart, times)).toEqual([first, second]);
  });

  test('a keyed arrival nearer to the end of the first is of the first', () => {
    const [first, second] = both(apart, '06:00 in, 13:00 out, 13:31 in, 14:02 out');
    expect([first, second]).toEqual(['06:00 to 14:02', '- to -']);
  });
});

test('a punch is of the shift whose beginning is nearest, of two equally near of the first', () => {
  const shifts: [string, string][] = [
    ['12:00', '14:00'],
    ['14:00', '22:00'],
  ];
  expect(both(shifts, '13:00, 22:00')).toEqual(['- to 13:00', '- to 22:00']);
  expect(both(shifts, '13:01, 22:00')).toEqual(['- to -', '13:01 to 22:00']);
});

test('in the very moment in which the window of the next shift begins somebody arrives who is nearer to it', () => {
  const shifts: [string, string][] = [
    ['06:00', '10:00'],
    ['16:00', '20:00'],
  ];
  expect(both(shifts, '06:00, 14:00, 20:00')).toEqual(['06:00 to -', '14:00 to 20:00']);
});

describe('before the window of a shift from 9:00 to 18:00', () => {
  const office = (times: string, rules: AttendanceRulesPatch = {}) => {
    const day = dayOf({ schedules: [plainShift('09:00', '18:00', rules)], punches: on(times) }, monday);
    return [day.worked, codesOf(day).includes('unscheduled')];
  };

  test.each([
    ['06:30, 18:10', h(11, 40), false],
    // No longer than the longest shift.
    ['06:00, 22:00', h(16), false],
    ['05:59:59, 22:00', 0, true],
    // With the arrival the number is even; without it, it is even as it is.
    ['06:30, 07:00, 12:00, 18:00', h(0, 30) + h(6), false],
    ['06:30, 07:00, 18:00', h(11), true],
    // Of two before the window none is the arrival: they are a pair.
    ['05:00, 06:30, 18:00', h(1, 30), true],
    // Nobody keys departures, so that the keys say nothing.
    ['06:30 in, 09:00, 12:00, 18:10', h(8, 40), false],
  ])('without keys %s are %d seconds of work', (times, worked, isUnscheduled) => {
    expect(office(times)).toEqual([worked, isUnscheduled]);
  });

  test.each([
    ['06:30 in, 18:10 out', h(11, 40), false],
    ['06:30, 12:00 out, 13:00 in, 18:00 out', h(5, 30) + h(5), false],
    // There is an arrival in time, or somebody was there in time.
    ['06:30 in, 09:00 in, 18:00 out', h(9), true],
    ['06:30 in, 09:05 in, 18:00 out', h(8, 55), true],
    ['06:30 in, 09:00, 18:00 out', h(9), true],
    ['06:30 in, 09:01, 18:00 out', h(8, 59), false],
    ['06:30 out, 18:00 out', 0, true],
  ])('by key %s are %d seconds of work', (times, worked, isUnscheduled) => {
    expect(office(times)).toEqual([worked, isUnscheduled]);
  });

  test('in mode status a keyed arrival is of it also where the departure lies after the window', () => {
    expect(office('06:30 in, 22:15 out', status)).toEqual([h(15, 45), false]);
  });

  test('somebody has left the shift of the day before rather than arrived, if that is nearer', () => {
    const late = plainShift('14:00', '22:00');
    const overrides = [{ date: tuesday, scheduleId: 'sch_office' }];
    const days = (arrived: string, ...onTuesday: string[]) =>
      daysOf(
        {
          schedules: [late, officeWeek()],
          overrides,
          punches: [`${monday} ${arrived}`, ...onTuesday.map((time) => `${tuesday} ${time}`)],
        },
        monday,
        '2026-03-04',
      ).map((day) => columnsOf(day));
    expect(days('15:00', '06:30', '18:10')).toEqual([{ in: '15:00' }, { in: '06:30', out: '18:10' }]);
    expect(days('15:00', '02:30', '18:10')[0]).toEqual({ in: '15:00', out: '02:30' });
  });
});
