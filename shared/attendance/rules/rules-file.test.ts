import { describe, expect, test } from 'vitest';
import { dateOfDay } from '#shared/time/calendar.ts';
import { compileRules, computeDays } from '../sheet/index.ts';
import { cycleOf, officeWeek, plainShift } from '../testing/presets.ts';
import { prepare } from '../testing/scenario.ts';
import { completeRules, defaultRules } from './default-rules.ts';
import { presets } from './presets/index.ts';
import { differences, readRulesFile, ruleBookOf, rulesFileOf } from './rules-file.ts';
import { rulesFileJsonSchema } from './rules-file-schema.ts';
import { writeRulesFile } from './write-rules-file.ts';

function problemsOf(data: unknown): string[] {
  const read = readRulesFile(data);
  return 'problems' in read ? read.problems.map(({ path, message }) => `${path}: ${message}`) : [];
}

describe('a rules file', () => {
  test('needs nothing: everything has its default', () => {
    expect(readRulesFile({})).toMatchObject({ file: { version: 1, rules: {}, schedules: [], changes: [] } });
  });

  test('is read, written and read again without a loss', () => {
    for (const file of Object.values(presets)) {
      expect(readRulesFile(writeRulesFile(file))).toEqual({ file });
    }
  });

  test('may name several weekdays at once, and is written by single ones', () => {
    const shifts = [{ slots: { in: '09:00', out: '18:00' } }];
    const days = { 'mon-tue': { shifts }, 'sat-sun': { dayType: 'restday' } };
    const read = readRulesFile({ schedules: [{ id: 's', name: 'Sample', kind: 'weekly', days }] });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    const written = writeRulesFile(read.file);
    expect(written).toHaveProperty('schedules.0.days', {
      monday: { shifts },
      tuesday: { shifts },
      saturday: { dayType: 'restday' },
      sunday: { dayType: 'restday' },
    });
    expect(readRulesFile(written)).toEqual(read);
    expect(
      problemsOf({
        schedules: [{ id: 's', name: 'Sample', kind: 'weekly', days: { ...days, sunday: { shifts } } }],
      }),
    ).toEqual(['schedules.0.days.sunday: "sat-sun" and "sunday" both say what sunday is']);
  });

  test('is written without what is left out anyway', () => {
    const written = writeRulesFile(presets.guards);
    expect(written).not.toHaveProperty('version');
    expect(written).not.toHaveProperty('calendars');
    expect(written).toHaveProperty('schedules.0.day', {
      shifts: [{ slots: { in: '07:00', out: '19:00' } }],
    });
  });

  test('has calendars of thousands of holidays, of which each is written without what is left out anyway', () => {
    const holidays = Array.from({ length: 5_000 }, (_, day) => ({
      date: dateOfDay(18_000 + day),
      name: `Holiday ${day}`,
      half: day === 7,
    }));
    const read = readRulesFile({ calendars: [{ id: 'long', name: 'Long', holidays }] });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    const written = writeRulesFile(read.file);
    expect(written).toHaveProperty('calendars.0.holidays.7.half', true);
    expect(written).not.toHaveProperty('calendars.0.holidays.8.half');
    expect(readRulesFile(written)).toEqual(read);
  });

  test('becomes a rule book, and a rule book becomes a file', () => {
    const book = ruleBookOf(presets.office);
    expect(book.rules.thresholds.lateGraceMinutes).toBe(5);
    expect(book.defaultScheduleId).toBe('office');
    expect(ruleBookOf(rulesFileOf(book))).toEqual(book);
    const { name: _name, description: _description, ...unnamed } = presets.office;
    expect(rulesFileOf(book)).toEqual(unnamed);
  });

  test('names what is wrong with it, and where', () => {
    expect(
      problemsOf({ schedules: [{ id: 's', name: 'Sample', kind: 'daily', day: { shifts: [] } }] }),
    ).toEqual(['schedules.0.day.shifts: a workday has at least one shift with in and out']);
    expect(problemsOf({ version: 2 })[0]).toMatch('version');
    expect(problemsOf({ rule: {} })[0]).toMatch('rule');
  });

  test('refuses an id that occurs twice', () => {
    const schedule = { id: 's', name: 'Sample', kind: 'flexi' };
    expect(problemsOf({ schedules: [schedule, schedule] })).toEqual(['schedules.1.id: "s" occurs twice']);
  });

  test('refuses what names a schedule or a calendar that is not there', () => {
    const roster = { id: 'r', name: 'Sample', kind: 'weekly', days: { friday: { scheduleId: 'gone' } } };
    const cycle = {
      id: 'c',
      name: 'Sample',
      kind: 'cycle',
      anchor: '2026-03-02',
      entries: [{ scheduleId: 'x' }],
    };
    expect(problemsOf({ rosters: [roster, cycle] })).toEqual([
      'rosters.0.days.friday.scheduleId: there is no schedule "gone"',
      'rosters.1.entries.0.scheduleId: there is no schedule "x"',
    ]);
    expect(problemsOf({ defaultScheduleId: 'gone', defaultCalendarId: 'none' })).toEqual([
      'defaultScheduleId: there is no schedule "gone"',
      'defaultCalendarId: there is no calendar "none"',
    ]);
    expect(problemsOf({ changes: [{ from: '2026-03-02', defaultScheduleId: 'gone' }] })).toEqual([
      'changes.0.defaultScheduleId: there is no schedule "gone"',
    ]);
  });

  test('has a JSON Schema in which each part is written once', () => {
    const schema = rulesFileJsonSchema();
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(schema).toHaveProperty('$defs.LocalTime.pattern');
    expect(schema).toHaveProperty('$defs.Date.format', 'date');
    expect(JSON.stringify(schema).length).toBeLessThan(60_000);
  });
});

test('the differences of rules are what a patch needs to say', () => {
  const patch = { matching: { maxShiftMinutes: 600 }, overtime: { deductShort: true } };
  expect(differences(completeRules(patch), defaultRules)).toEqual(patch);
  expect(differences(defaultRules, defaultRules)).toEqual({});
});

describe('rules that change from a date on', () => {
  const file = (changes: object[]) => {
    const read = readRulesFile({
      defaultScheduleId: 'sch_office',
      schedules: [officeWeek()],
      changes,
    });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    return compileRules(ruleBookOf(read.file));
  };
  const punches = ['02', '03', '04'].flatMap((day) =>
    ['09:10', '12:00', '13:00', '18:00'].map((time) => `2026-03-${day} ${time}`),
  );
  const { input } = prepare({ punches }, '2026-03-02', '2026-03-05');
  const lateOf = (changes: object[]) => computeDays(input, file(changes)).map((day) => day.late);

  test('leave the days before it as they were', () => {
    const changes = [{ from: '2026-03-03', rules: { thresholds: { lateGraceMinutes: 10 } } }];
    expect(lateOf(changes)).toEqual([600, 0, 0]);
    const before = computeDays(input, file([]));
    expect(computeDays(input, file(changes))[0]).toEqual(before[0]);
  });

  test('build on the change before them, in the order of their dates', () => {
    const changes = [
      { from: '2026-03-04', rules: { thresholds: { graceForgives: true } } },
      { from: '2026-03-03', rules: { thresholds: { lateGraceMinutes: 5 } } },
    ];
    expect(lateOf(changes)).toEqual([600, 600, 300]);
  });

  test('may put another definition behind a schedule, or another schedule behind everybody', () => {
    const later = { ...plainShift('09:30', '18:00'), id: 'sch_office' };
    const third = plainShift('10:00', '18:00');
    const changes = [
      { from: '2026-03-03', schedules: [later] },
      { from: '2026-03-04', schedules: [third], defaultScheduleId: third.id },
    ];
    const days = computeDays(input, file(changes));
    expect(days.map((day) => [day.expected / 3_600, day.late])).toEqual([
      [8, 600],
      [8.5, 0],
      [8, 0],
    ]);
  });
});

test('a roster of a rules file is read with its defaults', () => {
  expect(
    rulesFileOf({ ...ruleBookOf(presets.office), rosters: [cycleOf('2026-03-02', ['office', null])] }),
  ).toMatchObject({
    rosters: [{ kind: 'cycle', entries: [{ scheduleId: 'office' }, { scheduleId: null }] }],
  });
});
