import { describe, expect, test } from 'vitest';
import { DutyRoster } from '../model/index.ts';
import { readRulesFile, ruleBookOf } from '../rules/index.ts';
import { compileRules, explain } from '../sheet/index.ts';
import { plainShift } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, h, prepare, type Scenario } from '../testing/scenario.ts';
import { assertNoOverlap } from './plan-overlap.ts';

/** Section 1 of the rules: a date with several schedules. */

const monday = '2026-03-02';
const early = plainShift('06:00', '10:00', { thresholds: { lateGraceMinutes: 10 } }, 'early');
const office = plainShift('12:00', '18:00', { rounding: { snapMinutes: 5 } }, 'office');
const night = plainShift('22:00', '05:00', {}, 'night');
const clash = plainShift('17:00', '20:00', {}, 'clash');
const schedules = [office, early, night, clash];
const keyed = (...times: string[]) =>
  times.map(
    (time, index) => `${time.length > 5 ? time : `${monday} ${time}`} ${index % 2 === 0 ? 'in' : 'out'}`,
  );
const rostered = (entry: object): Scenario => ({
  schedules,
  rosters: [
    DutyRoster.parse({ id: 'ros', name: 'Roster', kind: 'cycle', anchor: monday, entries: [entry, {}] }),
  ],
  assignments: [{ rosterId: 'ros', from: '2026-01-01' }],
});
const both = { scheduleId: 'office', furtherScheduleIds: ['early'] };

describe('a date with two schedules', () => {
  const punches = keyed('06:08', '10:00', '12:04', '18:30');

  test.each([
    ['by the roster', rostered(both)],
    ['by an override', { schedules, overrides: [{ date: monday, ...both }] }],
    ['by a correction', { schedules, corrections: [{ kind: 'set-schedule', date: monday, ...both }] }],
    [
      'by an override that adds one to the roster',
      {
        ...rostered({ scheduleId: 'office' }),
        overrides: [{ date: monday, furtherScheduleIds: ['early'] }],
      },
    ],
  ])('%s has the shifts of both, each by its own rules', (_how, scenario) => {
    const day = dayOf({ ...scenario, punches }, monday);
    // 6:08 is within the grace of early, and office snaps 12:04 to 12:00: 3:52 and 6:30.
    expect(day).toMatchObject({ expected: h(10), worked: h(10, 22), late: 0, status: 'present' });
    expect(columnsOf(day)).toEqual({ in: '06:08', out: '10:00' });
    expect([day.scheduleId, day.furtherShifts.map(({ scheduleId }) => scheduleId)]).toEqual([
      'early',
      ['office'],
    ]);
    expect(codesOf(day)).toEqual([]);
  });

  test('is explained by the shifts in the order of the day', () => {
    const { input, book } = prepare({ ...rostered(both), punches }, monday, '2026-03-03');
    const [plan] = explain(input, book, input.from).steps;
    expect(plan?.lines.slice(1, 4).map(({ text }) => text)).toEqual([
      'Schedules: 12:00 to 18:00, 06:00 to 10:00',
      'Scheduled: IN 06:00, OUT 10:00',
      'Scheduled: IN 12:00, OUT 18:00',
    ]);
  });

  test('is short of what is missing in one of them', () => {
    expect(dayOf({ ...rostered(both), punches: keyed('06:00', '10:00') }, monday)).toMatchObject({
      expected: h(10),
      worked: h(4),
      short: h(6),
      status: 'present',
    });
    expect(dayOf(rostered(both), monday)).toMatchObject({ status: 'absent', short: h(10) });
  });

  test('goes on after midnight where the later one does', () => {
    const scenario = rostered({ scheduleId: 'early', furtherScheduleIds: ['night'] });
    const day = dayOf({ ...scenario, punches: keyed('06:00', '10:00', '22:00', '2026-03-03 05:00') }, monday);
    expect(day).toMatchObject({ expected: h(11), worked: h(11), scheduleId: 'early' });
  });

  test('is a holiday as a whole, and a half holiday halves the whole', () => {
    const on = (half: boolean) =>
      dayOf({ ...rostered(both), holidays: [{ date: monday, name: 'Sample', half }] }, monday);
    expect(on(false)).toMatchObject({ dayType: 'holiday', expected: 0, status: 'holiday' });
    expect(on(true)).toMatchObject({ dayType: 'workday', expected: h(5) });
  });

  test('has another version and another input hash than with one of them', () => {
    const one = dayOf(rostered({ scheduleId: 'office' }), monday);
    const two = dayOf(rostered(both), monday);
    expect(two.rulesVersion).not.toBe(one.rulesVersion);
    expect(two.inputHash).not.toBe(one.inputHash);
    expect(dayOf(rostered(both), monday)).toEqual(two);
  });

  test('is replaced by an override that names a schedule, and freed by one that names none', () => {
    const with_ = (override: object) =>
      dayOf({ ...rostered(both), overrides: [{ date: monday, ...override }] }, monday).expected;
    expect([with_({ scheduleId: 'office' }), with_({ scheduleId: null })]).toEqual([h(6), 0]);
    // The same schedule again adds nothing.
    expect(with_({ furtherScheduleIds: ['office'] })).toBe(h(10));
  });

  test('an override may add a schedule to a free day', () => {
    const scenario = {
      ...rostered({}),
      overrides: [{ date: monday, furtherScheduleIds: ['early', 'office'] }],
    };
    expect(dayOf({ ...scenario, punches }, monday)).toMatchObject({ dayType: 'workday', expected: h(10) });
  });
});

describe('schedules of one date', () => {
  test('that overlap are refused, and both are named', () => {
    const check = (scenario: Scenario) => {
      const { input, book } = prepare(scenario, monday, '2026-03-04');
      assertNoOverlap(input, book, input);
    };
    expect(() => check(rostered({ scheduleId: 'office', furtherScheduleIds: ['clash'] }))).toThrow(
      /12:00 to 18:00 on 2026-03-02.*17:00 to 20:00 on 2026-03-02/,
    );
    const added = {
      ...rostered({ scheduleId: 'office' }),
      overrides: [{ date: monday, furtherScheduleIds: ['clash'] }],
    };
    expect(() => check(added)).toThrow(/17:00 to 20:00/);
    expect(() => check(rostered(both))).not.toThrow();
  });

  const problems = (entry: object, more: object[] = []) => {
    const read = readRulesFile({
      schedules: [...schedules, ...more],
      rosters: [{ id: 'ros', name: 'Roster', kind: 'weekly', days: { monday: entry } }],
    });
    return 'problems' in read ? read.problems.map(({ path, message }) => `${path}: ${message}`) : [];
  };

  test('exist, are different, have a first one, and are no more than three', () => {
    const place = 'rosters.0.days.monday.furtherScheduleIds';
    expect(problems(both)).toEqual([]);
    expect(problems({ scheduleId: 'office', furtherScheduleIds: ['gone'] })).toEqual([
      `${place}.0: there is no schedule "gone"`,
    ]);
    const once = `${place}: name each schedule of the date once, the first one in scheduleId`;
    expect(problems({ scheduleId: 'office', furtherScheduleIds: ['office'] })).toEqual([once]);
    expect(problems({ furtherScheduleIds: ['office'] })).toEqual([once]);
    expect(problems({ scheduleId: 'office', furtherScheduleIds: [] })).toHaveLength(1);
    expect(problems({ scheduleId: 'office', furtherScheduleIds: ['early', 'night', 'clash'] })[0]).toMatch(
      'three schedules',
    );
  });

  test('have fixed times; the message says what to do instead', () => {
    const flexi = { id: 'flexi', name: 'Flexi', kind: 'flexi' };
    for (const [first, second] of [
      ['office', 'flexi'],
      ['flexi', 'office'],
    ]) {
      expect(problems({ scheduleId: first, furtherScheduleIds: [second] }, [flexi])[0]).toBe(
        'rosters.0.days.monday.furtherScheduleIds: "flexi" has no fixed times: schedules of one date are weekly or daily. ' +
          'Make one schedule with several shifts of what is worked on that date',
      );
    }
    expect(problems({ scheduleId: 'flexi' }, [flexi])).toEqual([]);
  });

  test('are computed from a rules file', () => {
    const read = readRulesFile({
      schedules,
      rosters: [{ id: 'ros', name: 'Roster', kind: 'weekly', days: { 'mon-fri': both } }],
    });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    expect(compileRules(ruleBookOf(read.file)).rosters.get('ros')?.entries[4]).toMatchObject(both);
  });
});
