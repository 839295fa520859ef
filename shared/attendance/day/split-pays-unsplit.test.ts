import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import { addDays } from '#shared/time/calendar.ts';
import { instantOf, wallTimeOf } from '#shared/time/clock-text.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { ClockingSchedule, type DayResult, OvertimeLayer } from '../model/index.ts';
import { computeDays } from '../sheet/index.ts';
import { lawOptions } from '../testing/laws.ts';
import { nightShift, plainShift } from '../testing/presets.ts';
import { daysOf, h, prepare, type Scenario } from '../testing/scenario.ts';

/** A day whose shift is split at midnight pays what it would pay unsplit. */

const friday = '2026-03-06';
const saturday = '2026-03-07';
const late = { shifts: [{ slots: { in: '14:00', out: '22:00' } }] };
const layersOf = (...layers: object[]) => layers.map((layer) => OvertimeLayer.parse(layer));

function lateWeek(dayRule: 'start' | 'split', layers: OvertimeLayer[], more: object = {}) {
  const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
  return ClockingSchedule.parse({
    id: 'late',
    name: 'Late',
    kind: 'weekly',
    rules: { matching: { dayRule }, overtime: { layers }, ...more },
    days: Object.fromEntries(weekdays.map((day) => [day, late])),
  });
}

const night = [`${friday} 14:00`, `${saturday} 02:00`];

function figures(day: DayResult | undefined) {
  return {
    worked: day?.worked,
    regular: day?.regular,
    expected: day?.expected,
    short: day?.short,
    paid: day?.overtime.map(
      ({ code, seconds, approved }) => `${code} ${seconds / 60}${approved ? '' : ' open'}`,
    ),
  };
}

function split(layers: OvertimeLayer[], more: Scenario = {}, rules: object = {}) {
  const scenario = { schedules: [lateWeek('split', layers, rules)], punches: night, ...more };
  return daysOf(scenario, friday, '2026-03-08').map(figures);
}

describe('a shift that goes on after midnight', () => {
  test('beyond the expected time: the hours of the second date belong to a shift whose time is used up', () => {
    expect(split(layersOf({ kind: 'daily', code: 'OT' }))).toEqual([
      { worked: h(10), regular: h(8), expected: h(8), short: 0, paid: ['OT 120'] },
      { worked: h(2), regular: 0, expected: 0, short: 0, paid: ['OT 120'] },
    ]);
  });

  test('beyond a fixed number of hours, and in steps', () => {
    const steps = layersOf(
      { kind: 'daily', code: 'A', beyond: 480 },
      { kind: 'daily', code: 'B', beyond: 660, multiplier: 2 },
    );
    expect(split(steps).map(({ paid }) => paid)).toEqual([['A 120'], ['B 60', 'A 60']]);
  });

  test('a minimum and rounding are those of the shift, not of each date', () => {
    const layers = layersOf({ kind: 'daily', code: 'OT', minimumMinutes: 180, beyond: 480 });
    expect(split(layers).map(({ paid }) => paid)).toEqual([['OT 120'], ['OT 120']]);
    const rounded = layersOf({
      kind: 'daily',
      code: 'OT',
      beyond: 480,
      rounding: { mode: 'down', minutes: 60 },
    });
    const punches = [`${friday} 14:10`, `${saturday} 01:50`];
    // 11:40 of work: 3:40 beyond 8:00 are 3:00; of 1:50 on Saturday all, of 1:50 on Friday the rest.
    expect(split(rounded, { punches }).map(({ paid }) => paid)).toEqual([['OT 70'], ['OT 110']]);
    const maximum = layersOf({ kind: 'daily', code: 'OT', beyond: 480, maximumMinutes: 150 });
    expect(split(maximum).map(({ paid }) => paid)).toEqual([['OT 30'], ['OT 120']]);
  });

  test('the total of the shift is rounded, not that of each date', () => {
    const rounding = { workTotal: { mode: 'nearest', minutes: 60, graceMinutes: 0 } };
    const punches = [`${friday} 14:10`, `${saturday} 01:50`];
    const days = split(layersOf({ kind: 'daily', code: 'OT', beyond: 480 }), { punches }, { rounding });
    // 11:40 are 12:00, of which 4:00 are overtime: all that lies on Saturday's wall, and the rest on Friday.
    expect(days.map(({ worked }) => worked)).toEqual([h(9, 50), h(2, 10)]);
    expect(days.map(({ paid }) => paid)).toEqual([['OT 130'], ['OT 110']]);
  });

  test('on a rest day that begins at midnight its own layer comes first, and the threshold stays used up', () => {
    const overrides = [{ date: saturday, dayType: 'restday' }];
    const daily = { kind: 'daily', code: 'OT', beyond: 480 };
    expect(split(layersOf(daily), { overrides }).map(({ paid }) => paid)).toEqual([['OT 120'], ['OT 120']]);
    const rest = { kind: 'dayType', code: 'REST', dayTypes: ['restday'], multiplier: 2 };
    expect(split(layersOf(daily, rest), { overrides }).map(({ paid }) => paid)).toEqual([
      ['OT 120'],
      ['REST 120'],
    ]);
  });

  test('a layer of one weekday takes what lies on it', () => {
    const layers = layersOf(
      { kind: 'daily', code: 'SAT', multiplier: 2, weekdays: ['saturday'] },
      { kind: 'daily', code: 'OT' },
    );
    expect(split(layers).map(({ paid }) => paid)).toEqual([['OT 120'], ['SAT 120']]);
  });

  test('somebody who came late has no more overtime than the unsplit day, and no short time', () => {
    const punches = [`${friday} 17:00`, `${saturday} 02:00`];
    const days = split(layersOf({ kind: 'daily', code: 'OT' }), { punches });
    expect(days).toEqual([
      { worked: h(7), regular: h(7), expected: h(8), short: 0, paid: [] },
      { worked: h(2), regular: h(1), expected: 0, short: 0, paid: ['OT 60'] },
    ]);
  });

  test('an approval of the day of the shift goes on after midnight; that of the date approves what is left', () => {
    const layers = layersOf({ kind: 'daily', code: 'OT', needsApproval: true });
    const approve = (date: string, minutes: number) => ({ kind: 'approve-overtime', date, minutes });
    expect(split(layers, { corrections: [approve(friday, 180)] }).map(({ paid }) => paid)).toEqual([
      ['OT 120'],
      ['OT 60', 'OT 60 open'],
    ]);
    const both = [approve(friday, 60), approve(saturday, 90)];
    expect(split(layers, { corrections: both }).map(({ paid }) => paid)).toEqual([
      ['OT 60', 'OT 60 open'],
      ['OT 90', 'OT 30 open'],
    ]);
  });

  test('premiums are paid on the date on which they lie', () => {
    const layers = layersOf({ kind: 'window', code: 'NIGHT', from: '23:00', to: '01:30' });
    const days = daysOf({ schedules: [lateWeek('split', layers)], punches: night }, friday, '2026-03-08');
    expect(days.map(({ diffOt }) => diffOt)).toEqual([h(1), h(1, 30)]);
  });

  test('the thresholds of absence look at the shift, not at the part on each date', () => {
    const thresholds = { halfDayBelowMinutes: 300 };
    const scenario = { schedules: [lateWeek('split', [], { thresholds })], punches: night };
    const days = daysOf(scenario, friday, '2026-03-08');
    expect(days.map(({ status }) => status)).toEqual(['present', 'present']);
  });

  test('the reason names the shift', () => {
    const layers = layersOf({ kind: 'daily', code: 'OT' });
    const days = daysOf({ schedules: [lateWeek('split', layers)], punches: night }, saturday, '2026-03-08');
    const texts = days[0]?.reasons.filter(({ figure }) => figure === 'overtime').map(textOf);
    expect(texts).toEqual(['OT × 1.5: 2:00 beyond the daily time, of 4:00 of the shift of 2026-03-06']);
  });
});

test('nights in a row: each night has its own time, whatever the night before left on the date', () => {
  const layers = layersOf({ kind: 'daily', code: 'OT' });
  const rules = { matching: { dayRule: 'split' as const }, overtime: { layers } };
  const punches = ['2026-03-02 22:00', '2026-03-03 07:00', '2026-03-03 23:00', '2026-03-04 06:00'];
  const overrides = [{ date: '2026-03-01', scheduleId: null }];
  const scenario = { schedules: [nightShift(rules)], punches, overrides };
  const days = daysOf(scenario, '2026-03-02', '2026-03-05').map(figures);
  expect(days).toEqual([
    { worked: h(2), regular: h(2), expected: h(2), short: 0, paid: [] },
    { worked: h(8), regular: h(7), expected: h(8), short: h(1), paid: ['OT 60'] },
    { worked: h(6), regular: h(6), expected: h(8), short: h(2), paid: [] },
  ]);
});

describe('laws of split days', () => {
  const monday = '2026-03-02' as LocalDate;
  const layer = fc.oneof(
    fc.record({
      kind: fc.constant('daily'),
      beyond: fc.constantFrom<(number | 'expected')[]>('expected', 300, 480, 600),
      multiplier: fc.constantFrom(1, 1.5, 2),
      minimumMinutes: fc.constantFrom(0, 30, 180),
      maximumMinutes: fc.constantFrom(1440, 90),
      rounding: fc.constantFrom(undefined, { mode: 'nearest', minutes: 15 }),
    }),
    fc.record({ kind: fc.constantFrom('beforeIn', 'afterOut'), multiplier: fc.constantFrom(1, 1.5, 2) }),
    fc.record({
      kind: fc.constant('weekly'),
      beyond: fc.constantFrom(600, 1200, 'expected'),
      counts: fc.constantFrom('regular', 'worked'),
    }),
    fc.record({
      kind: fc.constant('window'),
      from: fc.constant('21:00'),
      to: fc.constant('05:00'),
      premium: fc.boolean(),
    }),
  );
  const shift = fc.record({
    start: fc.integer({ min: -180, max: 240 }),
    length: fc.integer({ min: 1, max: 13 * 60 }),
    seconds: fc.integer({ min: 0, max: 59 }),
    isThere: fc.boolean(),
  });
  const cases = fc.record({
    layers: fc.array(layer, { maxLength: 4 }),
    shifts: fc.array(shift, { minLength: 4, maxLength: 4 }),
    schedule: fc.constantFrom(['14:00', '22:00'], ['22:00', '06:00'], ['18:00', '00:00']),
    hasBreak: fc.boolean(),
    workTotal: fc.constantFrom(undefined, { mode: 'up', minutes: 15 }, { mode: 'down', minutes: 30 }),
    deductShort: fc.boolean(),
    offFrom: fc.constantFrom(9, 2, 3),
  });

  const sums = (days: readonly DayResult[]) => {
    const codes = new Map<string, number>();
    const add = (code: string, seconds: number) => {
      if (seconds !== 0) codes.set(code, (codes.get(code) ?? 0) + seconds);
    };
    for (const day of days) {
      add('worked', day.worked);
      add('regular', day.regular);
      add('short', day.short);
      add('undertime', day.undertime);
      for (const paid of day.overtime) add(`${paid.code} ${paid.approved}`, paid.seconds);
      for (const paid of day.premiums) add(`on top ${paid.code}`, paid.seconds);
    }
    return Object.fromEntries([...codes].sort());
  };

  test('the dates of a shift add up to its unsplit day, and regular time and overtime are the worked time', () => {
    fc.assert(
      fc.property(cases, ({ layers, shifts, schedule: [from = '', to = ''], hasBreak, ...more }) => {
        const parsed = layers.map((fields, index) =>
          OvertimeLayer.parse({ code: `C${index}`, needsApproval: index === 1, ...fields }),
        );
        const start = Number(from.slice(0, 2)) * 60;
        const wall = (day: number, minutes: number, seconds: number) => {
          const at = Date.parse(`${addDays(monday, day)}T00:00:00Z`) / 1_000 + minutes * 60 + seconds;
          return wallTimeOf(at).replace('T', ' ');
        };
        const punches = shifts.flatMap(({ start: offset, length, seconds, isThere }, day) =>
          isThere
            ? [`${wall(day, start + offset, 0)} in`, `${wall(day, start + offset + length, seconds)} out`]
            : [],
        );
        const daysBy = (dayRule: 'split' | 'start') => {
          const rules = {
            matching: { dayRule, windowBeforeMinutes: 200, windowAfterMinutes: 400 },
            overtime: { layers: parsed, deductShort: more.deductShort, undertime: true },
            ...(more.workTotal
              ? {
                  rounding: {
                    workTotal: {
                      graceMinutes: 0,
                      mode: more.workTotal.mode as 'up',
                      minutes: more.workTotal.minutes,
                    },
                  },
                }
              : {}),
            ...(hasBreak ? { breaks: { mode: 'auto-deduct' as const } } : {}),
          };
          const overrides = [0, 1, 2, 3, 4, 5]
            .filter((day) => day >= more.offFrom)
            .map((day) => ({ date: addDays(monday, day), scheduleId: null }));
          const { input, book } = prepare(
            {
              schedules: [plainShift(from, to, rules, 'shift')],
              punches,
              overrides,
              corrections: [{ kind: 'approve-overtime', date: monday, minutes: 60 }],
            },
            addDays(monday, -2),
            addDays(monday, 7),
          );
          return computeDays({ ...input, now: instantOf(1_900_000_000) }, book);
        };
        const split = daysBy('split');
        expect(sums(split)).toEqual(sums(daysBy('start')));
        for (const day of split) {
          const overtime = day.overtime.reduce((sum, { seconds }) => sum + seconds, 0);
          expect(day.regular + overtime).toBe(day.worked);
          expect(day.regular).toBeGreaterThanOrEqual(0);
        }
      }),
      lawOptions,
    );
  });
});
