import { expect, test } from 'vitest';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { AttendanceInput, DayResult } from '../model/index.ts';
import { computeDays } from '../sheet/index.ts';
import { flexiHours, officeWeek, plainShift } from '../testing/presets.ts';
import { dayOf, h, prepare, type Scenario } from '../testing/scenario.ts';

/** The input hash holds everything that a day is made of: what differs in one thing alone has another hash. */

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const schedules = [officeWeek()];
const full = { kind: 'full' };
const leave = (portion: object, type = 'annual') => ({
  leaves: [{ type, from: monday, to: tuesday, portion }],
});

function computed(scenario: Scenario, change: (input: AttendanceInput) => AttendanceInput): DayResult {
  const { input, book } = prepare(scenario, monday, tuesday);
  const [day] = computeDays(change(input), book);
  if (!day) throw new RangeError('a day');
  return day;
}

test.each<[string, Scenario, Scenario]>([
  ['the zone', { schedules, zone: 'Asia/Kolkata' }, { schedules, zone: 'Asia/Colombo' }],
  [
    'the day type',
    { schedules, overrides: [{ date: monday, dayType: 'restday' }] },
    { schedules, overrides: [{ date: monday, dayType: 'offday' }] },
  ],
  [
    'employment',
    { schedules: [flexiHours()] },
    { schedules: [flexiHours()], user: { issuedOn: tuesday as LocalDate } },
  ],
  [
    'the half of a leave',
    { schedules, ...leave({ kind: 'half', half: 'first' }) },
    { schedules, ...leave({ kind: 'half', half: 'second' }) },
  ],
  ['the type of a leave', { schedules, ...leave(full) }, { schedules, ...leave(full, 'sick') }],
  [
    'the length of a leave',
    { schedules, ...leave({ kind: 'hours', minutes: 60 }) },
    { schedules, ...leave({ kind: 'hours', minutes: 61 }) },
  ],
  [
    'the name of a holiday',
    { schedules, holidays: [{ date: monday, name: 'One' }] },
    { schedules, holidays: [{ date: monday, name: 'Two' }] },
  ],
  ['half a holiday', { schedules }, { schedules, holidays: [{ date: monday, name: 'Half', half: true }] }],
  ['the time of a punch', { schedules, punches: on('09:00') }, { schedules, punches: on('09:01') }],
  ['a key of no direction', { schedules, punches: on('09:00 255') }, { schedules, punches: on('09:00 9') }],
  ['a punch outside every shift', { schedules, punches: on('03:00') }, { schedules }],
  [
    'a double punch',
    { schedules, punches: on('09:00:00', '09:00:20') },
    { schedules, punches: on('09:00:00', '09:00:30') },
  ],
])('%s', (_name, one, other) => {
  expect(dayOf(one, monday).inputHash).not.toBe(dayOf(other, monday).inputHash);
});

test('the user and the date', () => {
  const scenario = { schedules: [flexiHours()] };
  const as = (id: string) =>
    computed(scenario, (input) => ({ ...input, user: { ...input.user, id } })).inputHash;
  expect(as('1042')).not.toBe(as('1043'));
  expect(dayOf(scenario, monday).inputHash).not.toBe(dayOf(scenario, tuesday).inputHash);
});

test('the terminal of a punch, and of each punch after the first', () => {
  const at = (...serials: string[]) =>
    computed({ schedules, punches: on('09:00', '18:00') }, (input) => ({
      ...input,
      punches: input.punches.map((punch, index) => ({ ...punch, serial: serials[index] ?? '' })),
    })).inputHash;
  const hashes = [
    at('SAMPLE1', 'SAMPLE1'),
    at('SAMPLE1', 'SAMPLE2'),
    at('SAMPLE2', 'SAMPLE1'),
    at('SAMPLE2', 'SAMPLE2'),
  ];
  expect(new Set(hashes).size).toBe(4);
});

test('each thing about a punch that took no part, and why it took none', () => {
  const aside = (fields: object, now = '2030-01-01T00:00:00Z') =>
    computed({ schedules, punches: on('09:00') }, (input) => ({
      ...input,
      now: now as Instant,
      punches: input.punches.map((punch) => ({ ...punch, clockSuspect: true, ...fields })),
    })).inputHash;
  const hashes = [
    aside({}),
    aside({ serial: 'SAMPLE2' }),
    aside({ status: 9 }),
    aside({ wallTime: `${monday}T09:00:01` }),
    aside({ instant: `${monday}T09:00:01Z` }),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  const ahead = '2026-03-01T08:00:00Z';
  expect(aside({}, ahead)).not.toBe(aside({ clockSuspect: false }, ahead));
});

test('a time that a rule derived from a later punch of another shift', () => {
  const columns = { autoClose: { kind: 'fixed' as const, minutes: 1_000 } };
  const rules = { columns, direction: { mode: 'status' as const }, matching: { maxShiftMinutes: 1_200 } };
  const closed = (next: string) =>
    dayOf(
      {
        schedules: [plainShift('09:00', '17:00', rules)],
        punches: [...on('09:00 in'), `${monday} ${next} in`, `${tuesday} 00:30 out`],
      },
      monday,
    );
  const [one, other] = [closed('22:00'), closed('22:10')];
  expect([one.worked - h(2, 30), other.worked - h(2, 20)]).toEqual([h(13), h(13, 10)]);
  expect(one.inputHash).not.toBe(other.inputHash);
});

test('a time that HR added: where it was told to arrive or to leave', () => {
  const told = (direction: string) => {
    const corrections = [{ kind: 'add-time', date: tuesday, wallTime: `${monday}T09:00:00`, direction }];
    return dayOf({ schedules: [flexiHours()], corrections }, monday).inputHash;
  };
  expect(told('in')).not.toBe(told('out'));
});

test('a day that follows the plan of another date', () => {
  const night = (expectedOn: string) => {
    const rules = { matching: { dayRule: 'end' as const } };
    const scenario = {
      schedules: [plainShift('20:00', '06:00', rules, 'sch_long')],
      overrides: [
        { date: monday, dayType: expectedOn },
        { date: tuesday, scheduleId: null },
      ],
    };
    return dayOf(scenario, tuesday);
  };
  expect(night('workday').expected).toBe(h(10));
  expect(night('holiday').expected).toBe(0);
  expect(night('workday').inputHash).not.toBe(night('holiday').inputHash);
});
