import { expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { ClockingSchedule } from '../model/index.ts';
import { compileRules, explain } from '../sheet/index.ts';
import { flexiHours, officeWeek, plainShift } from '../testing/presets.ts';
import { columnsOf, dayOf, prepare } from '../testing/scenario.ts';
import { completeRules } from './default-rules.ts';
import { presets } from './presets/index.ts';
import { readRulesFile, ruleBookOf, rulesFileOf } from './rules-file.ts';
import { rulesFileJsonSchema } from './rules-file-schema.ts';
import { writeRulesFile } from './write-rules-file.ts';

/** Every part of a rules file goes both ways; what a rule book makes of it. */

const calendar = { id: 'cal', name: 'Sample', holidays: [{ date: '2026-12-25', name: 'Sample day' }] };
const whole = {
  schedules: [officeWeek(), flexiHours()],
  calendars: [calendar],
  defaultScheduleId: 'sch_office',
  defaultCalendarId: 'cal',
  changes: [
    { from: '2026-05-01', rules: { thresholds: { lateGraceMinutes: 5 } } },
    { from: '2026-03-01', defaultScheduleId: 'sch_flexi', rules: { breaks: { mode: 'none' } } },
    { from: '2026-04-01', schedules: [plainShift('06:00', '14:00')] },
  ],
};

function fileOf(data: unknown) {
  const read = readRulesFile(data);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.file;
}

test('a file with every part is written and read again without a loss', () => {
  const file = fileOf(whole);
  const written = writeRulesFile(file);
  expect(Object.keys(written).sort()).toEqual([
    'calendars',
    'changes',
    'defaultCalendarId',
    'defaultScheduleId',
    'schedules',
  ]);
  expect(readRulesFile(written)).toEqual({ file });
  expect(written).toMatchObject({ calendars: [calendar], changes: [{ from: '2026-05-01' }, {}, {}] });
});

test('a default calendar that is not there is refused, one that is there is not', () => {
  expect(readRulesFile({ ...whole, defaultCalendarId: 'other' })).toMatchObject({
    problems: [
      {
        path: 'defaultCalendarId',
        message: 'there is no calendar "other"',
        told: { key: 'document.no-calendar', values: { id: 'other' } },
      },
    ],
  });
  expect(ruleBookOf(fileOf(whole)).defaultCalendarId).toBe('cal');
});

test('changes are brought into the order of their dates, each building on the one before', () => {
  const { changes = [] } = ruleBookOf(fileOf(whole));
  expect(
    changes.map(({ from, rules }) => [from, rules?.breaks.mode, rules?.thresholds.lateGraceMinutes]),
  ).toEqual([
    ['2026-03-01', 'none', 0],
    ['2026-04-01', 'none', 0],
    ['2026-05-01', 'none', 5],
  ]);
});

test('changes of a rule book hold from their dates on, whatever their order in it', () => {
  const book = ruleBookOf(fileOf(whole));
  const turned = { ...book, changes: book.changes?.toReversed() };
  const from = compileRules(turned).eras.map((era) => era.from);
  expect(from).toEqual([Number.NEGATIVE_INFINITY, 20_513, 20_544, 20_574]);
  expect(compileRules({ ...book, changes: undefined }).eras).toHaveLength(1);
});

test('the rules version of days without a schedule changes with the rules', () => {
  const version = (lateGraceMinutes: number) =>
    dayOf({ rules: { thresholds: { lateGraceMinutes } } }, '2026-03-02').rulesVersion;
  expect(version(0)).toBe(version(0));
  expect(version(0)).not.toBe(version(5));
});

test('a rule book with calendars and changes becomes a file again', () => {
  const book = ruleBookOf(fileOf(whole));
  const file = rulesFileOf({
    ...book,
    changes: [
      { from: '2026-04-01' as LocalDate },
      { from: '2026-05-01' as LocalDate, rules: completeRules({}) },
    ],
  });
  expect(file).toMatchObject({ defaultCalendarId: 'cal', calendars: [calendar] });
  expect(file.changes.map(({ from }) => from)).toEqual(['2026-04-01', '2026-05-01']);
  expect(file.changes[0]).not.toHaveProperty('rules');
  expect(file.changes[1]?.rules?.breaks).toMatchObject({ mode: 'punched' });
  const { changes: _none, ...unchanged } = book;
  expect(rulesFileOf(unchanged).changes).toEqual([]);
});

test('the JSON Schema has a title and describes what may be left out', () => {
  expect(rulesFileJsonSchema()).toMatchObject({
    title: 'Rollcall rules file',
    description: expect.stringContaining('YAML or JSON'),
  });
  expect(rulesFileJsonSchema()).not.toHaveProperty('required');
});

test('a border after midnight is that of the night', () => {
  const shifts = [
    {
      slots: { in: '22:00', break: '02:00', resume: '03:00', out: '06:00' },
      rangeUntil: { in: '23:10', break: '02:45' },
    },
  ];
  const night = ClockingSchedule.parse({ id: 'sch', name: 'Night', kind: 'daily', day: { shifts } });
  const column = (punch: string) =>
    Object.keys(columnsOf(dayOf({ schedules: [night], punches: [punch] }, '2026-03-02')))[0];
  expect(
    ['2026-03-02 23:10:59', '2026-03-02 23:11', '2026-03-03 02:45:59', '2026-03-03 02:46'].map(column),
  ).toEqual(['in', 'break', 'break', 'resume']);
});

test('a user without any schedule is told so', () => {
  const { input, book } = prepare(
    { punches: ['2026-03-02 09:00', '2026-03-02 12:00'] },
    '2026-03-02',
    '2026-03-03',
  );
  const [plan] = explain(input, book, '2026-03-02' as LocalDate).steps;
  expect(plan?.lines.map(({ text }) => text)).toEqual([
    '2026-03-02, Monday, is a workday in UTC',
    'No schedule',
    'Expected work: 0:00',
  ]);
});

test('a preset is a file of the same form', () => {
  for (const preset of Object.values(presets)) expect(fileOf(preset)).toEqual(preset);
});
