import { expect, test } from 'vitest';
import { dateOf, type LocalDate } from '#shared/time/wall-time.ts';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { OvertimeLayer } from '../model/index.ts';
import { computeDays } from '../sheet/index.ts';
import { flexiHours } from '../testing/presets.ts';
import { prepare } from '../testing/scenario.ts';
import { daysTouchedBy, inputsNeededFor } from './inputs-needed.ts';

// A Wednesday.
const date = '2026-03-18' as LocalDate;

const bookOf = (rules: AttendanceRulesPatch) =>
  prepare({ schedules: [flexiHours(rules)] }, date, '2026-03-19').book;
const withLayer = (layer: object, more: object = {}) =>
  bookOf({ overtime: { layers: [OvertimeLayer.parse({ code: 'OT', ...layer })], ...more } });

test('a day needs two days on either side', () => {
  expect(inputsNeededFor(date, bookOf({}))).toEqual({ from: '2026-03-16', to: '2026-03-21' });
  expect(inputsNeededFor({ from: date, to: '2026-03-25' as LocalDate }, bookOf({}))).toEqual({
    from: '2026-03-16',
    to: '2026-03-27',
  });
});

test.each<[string, object, object, string, string]>([
  ['the week', { kind: 'weekly', beyond: 1 }, {}, '2026-03-14', '2026-03-23'],
  [
    'a week from Sunday',
    { kind: 'weekly', beyond: 1 },
    { weekStartsOn: 'sunday' },
    '2026-03-13',
    '2026-03-22',
  ],
  [
    'two weeks',
    { kind: 'biweekly', beyond: 1 },
    { biweeklyAnchor: '2026-03-09' },
    '2026-03-07',
    '2026-03-23',
  ],
  ['the month', { kind: 'monthly', beyond: 1 }, {}, '2026-02-27', '2026-04-01'],
  ['days in a row', { kind: 'consecutiveDays', days: 4 }, {}, '2026-03-13', '2026-03-24'],
  [
    'days in a row of a week',
    { kind: 'consecutiveDays', days: 4, withinWeek: true },
    {},
    '2026-03-14',
    '2026-03-24',
  ],
])(
  'overtime of %s needs the punches of the period so far, and touches the rest of it',
  (_, layer, more, first, after) => {
    const book = withLayer(layer, more);
    expect(inputsNeededFor(date, book).from).toBe(first);
    expect(daysTouchedBy(date, book)).toEqual({ from: '2026-03-16', to: after });
  },
);

test('forgiveness needs the month, the limit of the week the week', () => {
  const forgiving = bookOf({ thresholds: { forgiveEarlyPerMonth: 1 } });
  expect(inputsNeededFor(date, forgiving).from).toBe('2026-02-27');
  expect(daysTouchedBy(date, forgiving).to).toBe('2026-04-01');
  const limited = bookOf({ exceptions: { overWeeklyMinutes: 600 } });
  expect(inputsNeededFor(date, limited).from).toBe('2026-03-14');
  expect(daysTouchedBy(date, limited).to).toBe('2026-03-23');
});

test.each<[string, object, object, string, string, string, string]>([
  [
    'the week',
    { kind: 'weekly', beyond: 'expected' },
    {},
    '2026-03-14',
    '2026-03-23',
    '2026-03-16',
    '2026-03-23',
  ],
  [
    'two weeks',
    { kind: 'biweekly', beyond: 1, reducedBy: ['holiday'] },
    { biweeklyAnchor: '2026-03-09' },
    '2026-03-07',
    '2026-03-23',
    '2026-03-09',
    '2026-03-23',
  ],
  [
    'the month',
    { kind: 'monthly', beyond: 'expected', reducedBy: [] },
    {},
    '2026-02-27',
    '2026-04-01',
    '2026-03-01',
    '2026-04-01',
  ],
])(
  'where the plan of %s decides, a day needs and touches all of it',
  (_, layer, more, needsFrom, needsTo, touchesFrom, touchesTo) => {
    const book = withLayer(layer, more);
    expect(inputsNeededFor(date, book)).toEqual({ from: needsFrom, to: needsTo });
    expect(daysTouchedBy(date, book)).toEqual({ from: touchesFrom, to: touchesTo });
  },
);

test('the plan of a week decides about the last day of it, and about none of the next week', () => {
  const book = withLayer({ kind: 'weekly', beyond: 'expected' });
  const sunday = '2026-03-22' as LocalDate;
  expect(inputsNeededFor(sunday, book)).toEqual({ from: '2026-03-14', to: '2026-03-25' });
  expect(daysTouchedBy(sunday, book)).toEqual({ from: '2026-03-16', to: '2026-03-30' });
});

test('of several schedules each asks for its own period', () => {
  const layer = (fields: object) => ({
    overtime: { layers: [OvertimeLayer.parse({ code: 'OT', ...fields })] },
  });
  const book = (...rules: AttendanceRulesPatch[]) =>
    prepare(
      { schedules: rules.map((each, index) => ({ ...flexiHours(each), id: `sch_${index}` })) },
      date,
      '2026-03-19',
    ).book;
  const weekly = layer({ kind: 'weekly', beyond: 1 });
  const monthly = layer({ kind: 'monthly', beyond: 1 });
  // 1 March is a Sunday: its week begins on 23 February.
  expect(inputsNeededFor(date, book(weekly, monthly)).from).toBe('2026-02-21');
  expect(daysTouchedBy(date, book(weekly, monthly)).to).toBe('2026-04-01');
});

test('the limit of the week asks for a week, not for the two weeks that nobody pays', () => {
  const limited = bookOf({
    overtime: { biweeklyAnchor: '2026-03-09' as LocalDate },
    exceptions: { overWeeklyMinutes: 600 },
  });
  expect(inputsNeededFor(date, limited).from).toBe('2026-03-14');
  expect(daysTouchedBy('2026-03-12' as LocalDate, limited).to).toBe('2026-03-16');
});

test('a layer whose plan decides needs its period also beside a layer that only looks back', () => {
  const layers = [
    OvertimeLayer.parse({ code: 'WEEK', kind: 'weekly', beyond: 1 }),
    OvertimeLayer.parse({ code: 'MONTH', kind: 'monthly', beyond: 'expected' }),
  ];
  const book = bookOf({ overtime: { layers } });
  expect(inputsNeededFor(date, book).to).toBe('2026-04-01');
  expect(daysTouchedBy(date, book).from).toBe('2026-03-01');
});

test('days in a row within a week are looked for from the first day of the week, wherever two weeks begin', () => {
  const book = withLayer(
    { kind: 'consecutiveDays', days: 7, withinWeek: true },
    { biweeklyAnchor: '2026-03-09' },
  );
  expect(inputsNeededFor(date, book).from).toBe('2026-03-14');
});

test('a shift that is split at midnight needs two days more before, and touches two more after', () => {
  const book = bookOf({ matching: { dayRule: 'split' } });
  expect(inputsNeededFor(date, book)).toEqual({ from: '2026-03-14', to: '2026-03-21' });
  expect(daysTouchedBy(date, book)).toEqual({ from: '2026-03-16', to: '2026-03-23' });
});

test('a change touches its neighbours', () => {
  expect(daysTouchedBy(date, bookOf({}))).toEqual({ from: '2026-03-16', to: '2026-03-21' });
});

test('a day computed from what it needs is the day computed from everything', () => {
  const layers = [OvertimeLayer.parse({ kind: 'monthly', code: 'OT', beyond: 60 * 60 })];
  const schedules = [flexiHours({ overtime: { layers }, thresholds: { forgiveLatePerMonth: 2 } }, 480)];
  const punches = Array.from({ length: 28 }, (_, index) => {
    const day = `2026-03-${String(index + 1).padStart(2, '0')}`;
    return [`${day} 08:00`, `${day} 12:${String(index + 10)}`];
  }).flat();
  const { input, book } = prepare({ schedules, punches }, date, '2026-03-19');
  const { from, to } = inputsNeededFor(date, book);
  const needed = input.punches.filter(({ wallTime }) => dateOf(wallTime) >= from && dateOf(wallTime) < to);
  const [alone] = computeDays({ ...input, punches: needed }, book);
  const month = computeDays(
    { ...input, from: '2026-03-01' as LocalDate, to: '2026-03-29' as LocalDate },
    book,
  );
  expect(alone).toEqual(month[17]);
  expect(alone?.overtime[0]?.seconds).toBeGreaterThan(0);
});
