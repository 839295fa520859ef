import { expect, test } from 'vitest';
import { ReportTable } from '#shared/contract/reports.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { chartOf, mostBars } from './report-chart.ts';
import { linesOf, reader, rowsIn, shownColumns, targetOf } from './report-lines.ts';
import { daysOfPeriod, firstPeriod, periodOfReport } from './report-period.ts';

const day = (text: string) => text as LocalDate;
const today = day('2026-03-04');

type Row = (string | number | null)[];

function tableOf(
  keys: string[],
  groups: { label: string | null; rows: Row[]; totals?: Row }[],
  totals?: Row,
) {
  return ReportTable.parse({
    title: 'A report',
    notes: [],
    columns: keys.map((key) => ({ key, title: key, type: 'text' })),
    groups: groups.map((group) => ({ totals: null, ...group })),
    totals: totals ?? null,
    legend: [],
  });
}

test('the first period of a report', () => {
  expect(firstPeriod('yesterday', today, {})).toEqual({ from: '2026-03-03', to: '2026-03-04' });
  expect(firstPeriod('week', today, {})).toEqual({ from: '2026-02-26', to: '2026-03-05' });
  expect(firstPeriod('payroll', today, {})).toEqual({ from: '2026-03-01', to: '2026-04-01' });
});

test('the days of an address are taken as far as the report goes', () => {
  const first = { from: today, to: day('2026-03-05') };
  expect(periodOfReport({}, first, 366)).toEqual(first);
  expect(periodOfReport({ from: '2026-02-01', to: '2026-03-01' }, first, 366)).toEqual({
    from: '2026-02-01',
    to: '2026-03-01',
  });
  expect(periodOfReport({ from: '2026-02-01', to: '2026-03-01' }, first, 1)).toEqual({
    from: '2026-02-01',
    to: '2026-02-02',
  });
  expect(periodOfReport({ from: '2026-02-01' }, first, 1)).toEqual({ from: '2026-02-01', to: '2026-02-02' });
  expect(periodOfReport({ from: '2026-03-01', to: '2026-02-01' }, first, 62)).toEqual({
    from: '2026-03-01',
    to: '2026-03-02',
  });
});

test('periods by name follow the settings', () => {
  expect(daysOfPeriod('last-week', today, {})).toEqual({ from: '2026-02-23', to: '2026-03-02' });
  expect(daysOfPeriod('last-month', today, {})).toEqual({ from: '2026-02-01', to: '2026-03-01' });
  expect(daysOfPeriod('this-week', today, { weekStartsOn: 'sunday' })).toEqual({
    from: '2026-03-01',
    to: '2026-03-08',
  });
});

test('groups are laid out with labels and sums, a single group without sums of its own', () => {
  const table = tableOf(
    ['userId', 'late'],
    [
      {
        label: 'Stores',
        rows: [
          ['1042', 60],
          ['1043', 30],
        ],
        totals: [null, 90],
      },
      { label: 'Office', rows: [['1044', 10]], totals: [null, 10] },
    ],
    [null, 100],
  );
  expect(rowsIn(table)).toBe(3);
  expect(linesOf(table).map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    'group g0',
    'row r0.0',
    'row r0.1',
    'totals t0',
    'group g1',
    'row r1.0',
    'totals all',
  ]);
});

test('what stands above a group, beside it, or nowhere is no column', () => {
  const table = tableOf(
    ['userId', 'name', 'department', 'date', 'weekday', 'remark'],
    [{ label: 'Stores', rows: [['1042', 'Sample One', 'Stores', '2026-03-03', 'tue', null]] }],
  );
  const keys = (grouping: string) => shownColumns(table, grouping).map(({ column }) => column.key);
  expect(keys('department')).toEqual(['userId', 'date']);
  expect(keys('user')).toEqual(['date']);
  expect(keys('none')).toEqual(['userId', 'department', 'date']);
});

test('a row opens the day of its person, or the ids that nobody claims', () => {
  const table = tableOf(['userId', 'name', 'department', 'date', 'status'], []);
  const target = (name: 'exceptions' | 'punches', row: Row) => targetOf(name, reader(table), row);
  expect(target('exceptions', ['1042', null, null, '2026-03-03', 'absent'])).toEqual({
    kind: 'person',
    userId: '1042',
    date: '2026-03-03',
  });
  expect(target('exceptions', ['77', null, null, '2026-03-03', 'unknown'])).toEqual({
    kind: 'unknown',
    pin: '77',
  });
  expect(target('punches', ['1042', null, null, '2026-03-03', null])).toMatchObject({ kind: 'person' });
  const punches = tableOf(['userId', 'name', 'department', 'pin', 'date'], []);
  const opened = (row: Row) => targetOf('punches', reader(punches), row);
  expect(opened(['1042', null, null, '77', '2026-03-03'])).toMatchObject({ kind: 'person', userId: '1042' });
  expect(opened(['', null, null, '77', '2026-03-03'])).toEqual({ kind: 'unknown', pin: '77' });
});

test('the PIN of a punch has a column only where it is not the id of its person', () => {
  const withPins = (...rows: Row[]) => tableOf(['userId', 'pin', 'date'], [{ label: null, rows }]);
  const keys = (...rows: Row[]) => shownColumns(withPins(...rows), 'none').map(({ column }) => column.key);
  expect(keys(['1042', '1042', '2026-03-03'], ['', '77', '2026-03-03'])).toEqual(['userId', 'date']);
  expect(keys(['1042', '99', '2026-03-03'])).toEqual(['userId', 'pin', 'date']);
});

test('a chart adds up by person, the longest first, and says how many it leaves out', () => {
  const rows: Row[] = Array.from({ length: 15 }, (_, index) => [
    `${1000 + index}`,
    `Sample ${index}`,
    index * 60,
  ]);
  const chart = chartOf(
    'lateness',
    tableOf(['userId', 'name', 'late'], [{ label: null, rows: [...rows, ['1001', 'Sample 1', 6000]] }]),
  );
  expect(chart?.items).toHaveLength(mostBars);
  expect(chart?.items[0]).toEqual({ id: '1001', label: 'Sample 1', value: 6060 });
  expect(chart?.outOf).toBe(14);
});

test('days are drawn in the order of the calendar, with what was planned', () => {
  const chart = chartOf(
    'time-card',
    tableOf(
      ['userId', 'date', 'expected', 'worked'],
      [
        {
          label: 'one',
          rows: [
            ['1', '2026-03-03', 28_800, 28_000],
            ['1', '2026-03-04', 28_800, 27_000],
          ],
        },
        {
          label: 'two',
          rows: [
            ['2', '2026-03-02', 100, 200],
            ['2', '2026-03-03', null, 50],
          ],
        },
      ],
    ),
  );
  expect(chart?.items.map(({ id, value }) => [id, value])).toEqual([
    ['2026-03-02', 200],
    ['2026-03-03', 28_050],
    ['2026-03-04', 27_000],
  ]);
  expect(chart?.line).toEqual([100, 28_800, 28_800]);
});

test('a letter of the matrix counts as present, a public holiday does not', () => {
  const chart = chartOf(
    'matrix',
    tableOf(
      ['userId', '2026-03-02', '2026-03-03', '2026-03-04'],
      [
        {
          label: null,
          rows: [
            ['1', 'P<', 'PH', 'H*'],
            ['2', 'P', 'A', '!'],
          ],
        },
      ],
    ),
  );
  expect(chart?.items.map(({ value }) => value)).toEqual([2, 0, 1]);
});

test('one bar alone is no chart', () => {
  expect(
    chartOf('overtime', tableOf(['userId', 'overtime'], [{ label: null, rows: [['1', 60]] }])),
  ).toBeUndefined();
});
