import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dayNumber } from '#shared/time/calendar.ts';
import { daySeconds, epochSeconds, instantOf, wallSeconds, wallTimeOf } from '#shared/time/clock-text.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import type { AttendanceInput, AttendanceRulesPatch, EnginePunch } from '../model/index.ts';
import {
  type DayResult,
  DayResult as DayResultSchema,
  OvertimeLayer,
  type PunchRef,
} from '../model/index.ts';
import { lawOptions } from '../testing/laws.ts';
import { cycleOf, flexiHours, nightShift, officeWeek, sixColumns, threeShifts } from '../testing/presets.ts';
import { prepare } from '../testing/scenario.ts';
import type { CompiledRuleBook } from './compiled-rule-book.ts';
import { computeDays } from './compute-days.ts';

/** Laws of the engine over random weeks: every zone with an odd offset or change of clocks, every kind of schedule. */

const weeks = [
  { zone: 'Asia/Kolkata', from: '2026-03-02' },
  { zone: 'Asia/Kathmandu', from: '2026-12-29' },
  { zone: 'Pacific/Kiritimati', from: '2028-02-26' },
  { zone: 'Pacific/Pago_Pago', from: '2026-03-02' },
  { zone: 'Europe/Berlin', from: '2026-03-26' },
  { zone: 'Europe/Berlin', from: '2026-10-22' },
  { zone: 'Australia/Lord_Howe', from: '2026-04-02' },
  { zone: 'Australia/Lord_Howe', from: '2026-10-01' },
  { zone: 'Pacific/Apia', from: '2011-12-27' },
];

const length = 7;
const layers = [
  { kind: 'daily', code: 'OT' },
  { kind: 'beforeIn', code: 'EARLY', multiplier: 1.25 },
  { kind: 'afterOut', code: 'LATE', multiplier: 2, minimumMinutes: 20 },
  { kind: 'dayType', code: 'REST', multiplier: 2, dayTypes: ['restday', 'offday', 'holiday'] },
  { kind: 'weekly', code: 'WEEK', beyond: 20 * 60 },
  { kind: 'weekly', code: 'ALL', beyond: 30 * 60, counts: 'worked', multiplier: 1.75 },
  { kind: 'monthly', code: 'MONTH', beyond: 60 * 60, multiplier: 1.1 },
  { kind: 'consecutiveDays', code: 'ROW', days: 3, beyond: 300, multiplier: 3 },
  { kind: 'window', code: 'EVENING', from: '18:00', to: '21:00', multiplier: 1.2, premium: false },
  { kind: 'window', code: 'NIGHT', from: '22:00', to: '06:00', multiplier: 0.25 },
  { kind: 'window', code: 'SHIFT', from: '21:00', to: '23:00', multiplier: 0.1, wholeShift: true },
  { kind: 'window', code: 'TENTH', from: '00:00', to: '00:00', multiplier: 0.3, afterDailyMinutes: 540 },
  { kind: 'window', code: 'FULL', from: '06:00', to: '20:00', premium: false, afterWeeklyMinutes: 1500 },
  { kind: 'weekly', code: 'PLAN', beyond: 'expected', multiplier: 1.05 },
  { kind: 'workedDays', code: 'NTH', days: 4, beyond: 120, multiplier: 1.9 },
  { kind: 'callIn', code: 'OUT', atLeastMinutes: 180, multiplier: 2.5, needsApproval: true },
  { kind: 'daily', code: 'NINTH', beyond: 480, until: 540, moreThanMinutes: 10, multiplier: 1.6 },
  { kind: 'window', code: 'WEEKLY', from: '00:00', to: '12:00', untilWeeklyMinutes: 900 },
  { kind: 'window', code: 'CALL', from: '02:00', to: '04:00', multiplier: 0.5, atLeastMinutes: 60 },
].map((layer) => OvertimeLayer.parse(layer));

const schedules = [officeWeek(), sixColumns(), nightShift(), threeShifts(), flexiHours({}, 480)];

const rulesArbitrary: fc.Arbitrary<AttendanceRulesPatch> = fc.record({
  matching: fc.record({
    dayRule: fc.constantFrom('start', 'end', 'most', 'split'),
    doublePunchMinutes: fc.constantFrom(0, 1, 5),
  }),
  direction: fc.record({
    mode: fc.constantFrom('auto', 'alternate', 'status', 'first-last'),
    hours: fc.constantFrom('pairs', 'first-last'),
  }),
  breaks: fc.record({
    mode: fc.constantFrom('punched', 'scheduled', 'auto-deduct', 'auto-add', 'none'),
    minimumMinutes: fc.constantFrom(0, 30),
    giveBackMinutes: fc.constantFrom(0, 20),
    giveBackAfterMinutes: fc.constantFrom(0, 240),
    giveBackBreaks: fc.constantFrom(null, 1),
    countPunched: fc.boolean(),
    deductOnlyBeyond: fc.boolean(),
    deductSteps: fc.constantFrom(
      [],
      [
        { afterMinutes: 360, minutes: 30 },
        { afterMinutes: 540, minutes: 45 },
      ],
    ),
    unused: fc.constantFrom('work', 'overtime', 'deduct'),
  }),
  columns: fc.record({
    autoClose: fc.constantFrom(
      { kind: 'none' as const },
      { kind: 'scheduled' as const },
      { kind: 'fixed' as const, minutes: 300 },
      { kind: 'remaining' as const, toleranceMinutes: 20 },
    ),
  }),
  leave: fc.record({ onWork: fc.constantFrom('reduce', 'keep', 'cancel') }),
  thresholds: fc.record({
    forgiveLatePerMonth: fc.constantFrom(0, 1),
    forgiveEarlyPerMonth: fc.constantFrom(0, 2),
  }),
  overtime: fc.record({
    layers: fc.constantFrom([], layers),
    deductShort: fc.boolean(),
    undertime: fc.boolean(),
  }),
});

interface Case {
  readonly input: AttendanceInput;
  readonly book: CompiledRuleBook;
}

const dayArbitrary = fc.integer({ min: -1, max: length });
const entriesArbitrary = fc.record({
  leaves: fc.array(
    fc.record({
      day: dayArbitrary,
      days: fc.integer({ min: 1, max: 3 }),
      type: fc.constantFrom('annual', 'sick'),
      portion: fc.constantFrom(
        { kind: 'full' },
        { kind: 'half', half: 'first' },
        { kind: 'half', half: 'second' },
        { kind: 'hours', minutes: 90 },
      ),
    }),
    { maxLength: 3 },
  ),
  approvals: fc.array(
    fc.record({
      day: dayArbitrary,
      code: fc.constantFrom(null, 'OUT'),
      minutes: fc.constantFrom(null, 30, 90),
    }),
    { maxLength: 3 },
  ),
  holidays: fc.uniqueArray(fc.record({ day: dayArbitrary, half: fc.boolean() }), {
    maxLength: 2,
    selector: ({ day }) => day,
  }),
});

const caseArbitrary: fc.Arbitrary<Case> = fc
  .record({
    week: fc.constantFrom(...weeks),
    schedule: fc.constantFrom(...schedules),
    rules: rulesArbitrary,
    times: fc.array(
      fc.record({
        second: fc.integer({ min: 0, max: (length + 4) * daySeconds - 1 }),
        status: fc.constantFrom(0, 1, 2, 3, 4, 5, 255, 9),
        serial: fc.constantFrom('SAMPLE1', 'SAMPLE2'),
      }),
      { maxLength: 40 },
    ),
    usualDays: fc.array(fc.boolean(), { minLength: length + 4, maxLength: length + 4 }),
    entries: entriesArbitrary,
  })
  .map(({ week, schedule, rules, times, usualDays, entries }) => {
    const { zone, from } = week;
    const to = addDays(from as LocalDate, length);
    const date = (day: number) => addDays(from as LocalDate, day);
    const leaves = entries.leaves.map(({ day, days, type, portion }) => ({
      type,
      portion,
      from: date(day),
      to: date(day + days),
    }));
    const corrections = entries.approvals.map(({ day, ...fields }) => ({
      kind: 'approve-overtime',
      date: date(day),
      ...fields,
    }));
    const holidays = entries.holidays.map(({ day, half }) => ({ date: date(day), name: 'Sample', half }));
    const scenario = { zone, schedules: [schedule], rules, leaves, corrections, holidays };
    const prepared = prepare(scenario, from, to);
    const start = (dayNumber(from as LocalDate) - 2) * daySeconds;
    const usual = usualDays.flatMap((worked, day) =>
      worked
        ? [9, 12, 13, 18].map((hour, index) => ({
            second: day * daySeconds + hour * 3_600 + day * 61,
            status: index % 2,
            serial: 'SAMPLE1',
          }))
        : [],
    );
    const punches: EnginePunch[] = [...times, ...usual].map(({ second, status, serial }, order) => ({
      serial,
      status,
      order,
      wallTime: wallTimeOf(start + second),
      instant: instantOf(zoneNamed(zone).toEpoch(start + second)),
    }));
    return { input: { ...prepared.input, punches }, book: prepared.book };
  });

function laws(name: string, check: (given: Case) => void): void {
  test(name, () => {
    fc.assert(fc.property(caseArbitrary, check), lawOptions);
  });
}

const bytes = (days: readonly DayResult[]): string => JSON.stringify(days);
const key = ({ serial, wallTime, status }: PunchRef): string => `${serial} ${wallTime} ${status}`;

laws('the order in which punches arrive does not matter', ({ input, book }) => {
  const turned = { ...input, punches: input.punches.toReversed() };
  expect(bytes(computeDays(turned, book))).toBe(bytes(computeDays(input, book)));
});

laws('duplicates do not matter', ({ input, book }) => {
  const twice = { ...input, punches: [...input.punches, ...input.punches] };
  expect(bytes(computeDays(twice, book))).toBe(bytes(computeDays(input, book)));
});

laws('work is never negative and never longer than the span of its punches', ({ input, book }) => {
  const { dayRule, hours } = book.eras[0]?.defaultSchedule?.policy ?? {};
  const zone = zoneNamed(input.user.zone);
  for (const day of computeDays(input, book)) {
    const times = [day.slots, ...day.furtherShifts.map((shift) => shift.slots)]
      .flatMap((slots) => Object.values(slots))
      .flatMap((slot) => (slot ? [epochSeconds(slot.instant) - 59, epochSeconds(slot.instant)] : []));
    const ends = day.intervals.flatMap(({ from, to }) => [epochSeconds(from), epochSeconds(to)]);
    // A shift that is cut at midnight spans the day; hours from first to last span halves without a partner.
    const { from, to } = zone.dayBounds(dayNumber(day.date));
    const marks = dayRule === 'split' ? [from, to] : hours === 'first-last' ? [...ends, ...times] : ends;
    const span = marks.length === 0 ? 0 : Math.max(...marks) - Math.min(...marks);
    expect(day.worked).toBeGreaterThanOrEqual(0);
    expect(day.worked).toBeLessThanOrEqual(span);
  }
});

laws('regular time and overtime are the worked time', ({ input, book }) => {
  for (const day of computeDays(input, book)) {
    const overtime = day.overtime.reduce((sum, { seconds }) => sum + seconds, 0);
    expect(day.regular + overtime).toBe(day.worked);
    for (const seconds of [
      day.regular,
      day.short,
      day.late,
      day.early,
      day.breakTaken,
      day.diffOt,
      day.expected,
    ]) {
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(Number.isInteger(seconds)).toBe(true);
    }
  }
});

laws('every punch of the range is either used or ignored, on one day only', ({ input, book }) => {
  const used = new Map<string, number>();
  const ignored = new Map<string, number>();
  const add = (counts: Map<string, number>, ref: PunchRef): void => {
    counts.set(key(ref), (counts.get(key(ref)) ?? 0) + 1);
  };
  for (const day of computeDays(input, book)) {
    const ofDay = new Map<string, PunchRef>();
    for (const slots of [day.slots, ...day.furtherShifts.map((shift) => shift.slots)]) {
      for (const slot of Object.values(slots)) {
        if (slot?.source.kind === 'punch') ofDay.set(key(slot.source), slot.source);
      }
    }
    const isSplit = book.eras[0]?.defaultSchedule?.policy.dayRule === 'split';
    for (const interval of isSplit ? [] : day.intervals) {
      for (const ref of interval.punches) ofDay.set(key(ref), ref);
    }
    for (const ref of ofDay.values()) add(used, ref);
    for (const { punch } of day.ignored) add(ignored, punch);
  }
  const first = dayNumber(input.from) + 1;
  const last = dayNumber(input.to) - 1;
  for (const punch of input.punches) {
    const times = (used.get(key(punch)) ?? 0) + (ignored.get(key(punch)) ?? 0);
    expect(times).toBeLessThanOrEqual(1);
    const day = dayNumber(punch.wallTime.slice(0, 10) as LocalDate);
    const isPairBeyondColumns = book.eras[0]?.defaultSchedule?.policy.dayRule === 'split';
    // A punch near the edge may belong to a day outside the range.
    if (day > first && day < last && !isPairBeyondColumns) expect([punch, times]).toEqual([punch, 1]);
  }
});

laws('a day computed alone is byte for byte the day computed with its week', ({ input, book }) => {
  const date = addDays(input.from, 3);
  // In and out take turns from a rest on: without one in the two days before, nobody can tell the first punch's side.
  const restBegins = (dayNumber(date) - 2) * daySeconds;
  const punches = input.punches.filter(({ wallTime }) => {
    const wall = wallSeconds(wallTime);
    return wall < restBegins || wall > restBegins + 17 * 3_600;
  });
  const week = computeDays({ ...input, punches }, book);
  const [alone] = computeDays({ ...input, punches, from: date, to: addDays(date, 1) }, book);
  expect(JSON.stringify(alone)).toBe(JSON.stringify(week[3]));
});

laws('the same input hash means the same bytes, as time goes on', ({ input, book }) => {
  const later = instantOf(epochSeconds(input.now) + 40 * daySeconds);
  const before = computeDays({ ...input, completeThrough: null }, book);
  const after = computeDays({ ...input, now: later as Instant }, book);
  for (const [index, day] of after.entries()) {
    if (day.inputHash === before[index]?.inputHash) expect(day).toEqual(before[index]);
  }
});

laws('a result fits its schema', ({ input, book }) => {
  for (const day of computeDays(input, book)) expect(DayResultSchema.parse(day)).toEqual(day);
});

laws('a punch far from a day never changes it', ({ input, book }) => {
  const week = computeDays(input, book);
  const extra: EnginePunch = {
    serial: 'SAMPLE3',
    status: 255,
    order: 0,
    wallTime: wallTimeOf((dayNumber(input.to) + 1) * daySeconds + 43_200),
    instant: instantOf(zoneNamed(input.user.zone).toEpoch((dayNumber(input.to) + 1) * daySeconds + 43_200)),
  };
  const again = computeDays({ ...input, punches: [...input.punches, extra] }, book);
  expect(bytes(again.slice(0, 5))).toBe(bytes(week.slice(0, 5)));
});

test('a roster over a leap day and a year end keeps its cycle', () => {
  const scenario = {
    schedules: [nightShift()],
    rosters: [cycleOf('2027-12-30', ['sch_night', null])],
    assignments: [{ rosterId: 'ros_cycle', from: '2020-01-01' }],
  };
  const { input, book } = prepare(scenario, '2027-12-30', '2028-03-02');
  const types = computeDays(input, book).map((day) => day.dayType);
  expect(types.every((type, index) => type === (index % 2 === 0 ? 'workday' : 'offday'))).toBe(true);
  expect(types).toHaveLength(63);
});
