import { describe, expect, test } from 'vitest';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { flexiHours, nightShift, officeWeek, plainShift, threeShifts } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, daysOf, h, type Scenario } from '../testing/scenario.ts';

/** Section 8 of the rules: on which row a thing stands, until when a day is pending, and what its hash holds. */

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const wednesday = '2026-03-04';
const saturday = '2026-03-07';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const onTuesday = (...times: string[]) => times.map((time) => `${tuesday} ${time}`);
const marks = (day: ReturnType<typeof dayOf>) =>
  day.ignored.map(({ punch, reason }) => `${punch.wallTime.slice(5, 16).replace('T', ' ')} ${reason}`);

describe('a punch that took no part', () => {
  const night = (dayRule: 'start' | 'split') =>
    daysOf(
      {
        schedules: [nightShift({ matching: { dayRule } })],
        overrides: [tuesday, wednesday, '2026-03-01'].map((date) => ({ date, scheduleId: null })),
        punches: [...on('22:00'), ...onTuesday('05:30', '06:00')],
      },
      monday,
      wednesday,
    ).map(marks);

  test('is listed on the day of its shift, on its own date where the shift is split', () => {
    expect(night('start')).toEqual([['03-03 05:30 replaced'], []]);
    expect(night('split')).toEqual([[], ['03-03 05:30 replaced']]);
  });

  test('is listed in the order of time, whatever the reason', () => {
    const day = dayOf(
      {
        schedules: [officeWeek()],
        punches: on('09:00:00', '09:00:30', '09:20', '12:00', '13:00', '18:00', '18:00:40'),
      },
      monday,
    );
    expect(marks(day)).toEqual(['03-02 09:00 double', '03-02 09:20 not-first', '03-02 18:00 double']);
  });

  test('on a day outside employment is listed there', () => {
    const user = { expiresOn: '2026-03-01' } as never;
    expect(marks(dayOf({ schedules: [flexiHours()], user, punches: on('09:00', '17:00') }, monday))).toEqual([
      '03-02 09:00 not-employed',
      '03-02 17:00 not-employed',
    ]);
  });
});

describe('a split shift', () => {
  test('has its intervals cut at midnight, and on each date the punches of the whole stretch', () => {
    const punches = [...on('21:00'), ...onTuesday('02:30')];
    const days = daysOf(
      { schedules: [flexiHours({ matching: { dayRule: 'split' } })], punches },
      monday,
      wednesday,
    );
    expect(
      days.map(({ intervals }) => intervals.map(({ from, to, seconds }) => [from, to, seconds])),
    ).toEqual([
      [[`${monday}T21:00:00Z`, `${tuesday}T00:00:00Z`, h(3)]],
      [[`${tuesday}T00:00:00Z`, `${tuesday}T02:30:00Z`, h(2, 30)]],
    ]);
  });

  test('has no interval on a date on which nobody was there', () => {
    const punches = [...on('20:00', '22:00', '23:00'), ...onTuesday('01:00')];
    const days = daysOf(
      { schedules: [flexiHours({ matching: { dayRule: 'split' } })], punches },
      monday,
      wednesday,
    );
    expect(days.map(({ intervals }) => intervals.map(({ seconds }) => seconds))).toEqual([
      [h(2), h(1)],
      [h(1)],
    ]);
  });
});

describe('an interval', () => {
  test('names its punches, and not the times that HR added', () => {
    const corrections = [{ kind: 'add-time', date: monday, wallTime: `${monday}T17:00:00` }];
    const day = dayOf({ schedules: [flexiHours()], punches: on('09:00'), corrections }, monday);
    expect(day.intervals).toEqual([
      {
        from: `${monday}T09:00:00Z`,
        to: `${monday}T17:00:00Z`,
        seconds: h(8),
        punches: [{ serial: 'SAMPLE1', wallTime: `${monday}T09:00:00`, status: 255 }],
      },
    ]);
    const arrived = [{ kind: 'add-time', date: monday, wallTime: `${monday}T08:00:00` }];
    const other = dayOf({ schedules: [flexiHours()], punches: on('17:00'), corrections: arrived }, monday);
    expect(other.intervals[0]?.punches.map(({ wallTime }) => wallTime)).toEqual([`${monday}T17:00:00`]);
  });

  test('has rounded ends', () => {
    const down = { mode: 'down' as const, minutes: 15, graceMinutes: 0, ranges: [] };
    const day = dayOf(
      { schedules: [flexiHours({ rounding: { in: down, out: down } })], punches: on('09:10', '17:10') },
      monday,
    );
    expect(day.intervals[0]).toMatchObject({
      from: `${monday}T09:00:00Z`,
      to: `${monday}T17:00:00Z`,
      seconds: h(8),
    });
  });
});

describe("HR's columns", () => {
  const set = (date: string, column: string, time: string) => ({
    kind: 'set-slot',
    date,
    column,
    wallTime: `${date}T${time}:00`,
  });

  test('make a day of work also beside other corrections', () => {
    const corrections = [
      { kind: 'set-remark', date: saturday, remark: 'sample remark' },
      set(saturday, 'in', '10:00'),
      set(saturday, 'out', '12:00'),
      { kind: 'approve-overtime', date: saturday },
    ];
    expect(dayOf({ schedules: [officeWeek()], corrections }, saturday)).toMatchObject({
      worked: h(2),
      remark: 'sample remark',
      furtherShifts: [],
    });
  });

  test('go to the first shift of the day only', () => {
    const corrections = [set(monday, 'in', '08:00')];
    const day = dayOf(
      {
        schedules: [plainShift('09:00', '12:00')],
        punches: on('09:00', '12:00', '18:00', '20:00'),
        corrections,
      },
      monday,
    );
    expect(columnsOf(day)).toEqual({ in: '08:00', out: '12:00' });
    expect(day.furtherShifts[0]?.slots.in?.wall).toBe(`${monday}T18:00:00`);
    expect(day.worked).toBe(h(6));
  });

  test('make no work of a day outside employment', () => {
    const corrections = [set(monday, 'in', '10:00'), set(monday, 'out', '12:00')];
    const day = dayOf(
      { schedules: [officeWeek()], user: { expiresOn: '2026-03-01' } as never, corrections },
      monday,
    );
    expect(day).toMatchObject({ status: 'not-employed', worked: 0 });
  });
});

describe('a day is pending', () => {
  const status = (scenario: Scenario, now: string) => dayOf({ ...scenario, now }, monday).status;

  test('without fixed times until the local day is over', () => {
    const scenario = { zone: 'Asia/Kolkata', schedules: [flexiHours({}, 480)] };
    expect(status(scenario, '2026-03-02T12:00:00Z')).toBe('pending');
    expect(status(scenario, '2026-03-02T18:30:00Z')).toBe('pending');
    expect(status(scenario, '2026-03-02T18:30:01Z')).toBe('absent');
  });

  test('on an open schedule until the window of its last shift is over', () => {
    const scenario = { schedules: [threeShifts()] };
    expect(status(scenario, '2026-03-03T10:00:00Z')).toBe('pending');
    expect(status(scenario, '2026-03-03T10:00:01Z')).toBe('absent');
  });

  test('while somebody is in until the longest shift is over', () => {
    const scenario = {
      schedules: [flexiHours({ matching: { maxShiftMinutes: 600 } })],
      punches: on('18:00'),
    };
    expect(status(scenario, '2026-03-03T04:00:00Z')).toBe('pending');
    expect(status(scenario, '2026-03-03T04:00:01Z')).toBe('incomplete');
  });
});

describe('the input hash', () => {
  const office = (punches: string[], now: string, rules: AttendanceRulesPatch = {}) =>
    dayOf({ schedules: [officeWeek(rules)], punches, now }, monday);
  const open = '2026-03-02T19:00:00Z';
  const over = '2026-03-05T00:00:00Z';
  const complete = on('09:00', '12:00', '13:00', '18:00');

  test('of a complete day is the same before its window ends and after', () => {
    expect(office(complete, open)).toEqual(office(complete, over));
  });

  test('of a day that lacks its break is another once it is settled, because the break is reported then', () => {
    const [before, after] = [office(on('09:00', '18:00'), open), office(on('09:00', '18:00'), over)];
    expect([before, after].map(codesOf)).toEqual([[], ['missing-break']]);
    expect(before.inputHash).not.toBe(after.inputHash);
  });

  test('holds what the week and the month so far said, where a rule asks for it', () => {
    const friday = '2026-03-06';
    const hash = (rules: AttendanceRulesPatch, ...dates: string[]) => {
      const punches = dates.flatMap((date) => [`${date} 09:10`, `${date} 17:00`]);
      return dayOf({ schedules: [plainShift('09:00', '17:00', rules)], punches }, friday).inputHash;
    };
    for (const rules of [
      { exceptions: { overWeeklyMinutes: 600 } },
      { thresholds: { forgiveLatePerMonth: 1 } },
    ]) {
      expect(hash(rules, '2026-03-03', friday)).not.toBe(hash(rules, friday));
    }
    expect(hash({}, '2026-03-03', friday)).toBe(hash({}, friday));
  });
});

test('a punch of a user who has moved stands with the time of the wall where the user is', () => {
  const user = { zoneChanges: [{ from: monday, zone: 'Asia/Kathmandu' }] } as never;
  const day = dayOf(
    { zone: 'Asia/Kolkata', schedules: [plainShift('09:00', '17:00')], user, punches: on('08:45', '16:45') },
    monday,
  );
  expect(columnsOf(day)).toEqual({ in: '09:00', out: '17:00' });
  expect(columnsOf(day, 'rounded')).toEqual({ in: '09:00', out: '17:00' });
  expect(day.slots.in?.source).toMatchObject({ wallTime: `${monday}T08:45:00` });
});

test('a row outside employment is empty', () => {
  const day = dayOf({ schedules: [officeWeek()], user: { expiresOn: '2026-03-01' } as never }, monday);
  const none = { in: null, break: null, resume: null, out: null, ot: null, done: null };
  expect(day).toMatchObject({
    slots: none,
    furtherShifts: [],
    intervals: [],
    overtime: [],
    premiums: [],
    leave: [],
    ignored: [],
  });
});
