import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, linesOf, makeTable, type Row, type Value } from '#shared/table/index.ts';
import { readXlsx } from '#test/support/read-xlsx.ts';
import { writeXlsx } from './xlsx.ts';

const columns: Column[] = [
  { key: 'id', title: 'Id', type: 'text' },
  { key: 'date', title: 'Date', type: 'date' },
  { key: 'out', title: 'Out', type: 'time' },
  { key: 'worked', title: 'Worked', type: 'duration', sum: true },
  { key: 'hours', title: 'Hours', type: 'hours', sum: true },
  { key: 'days', title: 'Days', type: 'count', sum: true },
  { key: 'rate', title: 'Rate', type: 'number' },
  { key: 'at', title: 'At', type: 'instant' },
];

function tableOf(rows: readonly Row[], title = 'Sample') {
  return makeTable<Row>({
    title,
    notes: ['1 to 31 March'],
    legend: [{ sign: 'A', meaning: 'absent' }],
    frozenColumns: 2,
    columns: columns.map((column, index) => ({ ...column, value: (row: Row) => row[index] ?? null })),
    things: rows,
  });
}

const read = (table: ReturnType<typeof tableOf>) => readXlsx(writeXlsx(table, linesOf(table)));

test('cells have the types of their columns, the head stays in view, ids keep their zeros', async () => {
  const sheet = await read(
    tableOf([['0701', '2026-03-04', 93_600, 29_700, 29_700, 3, 1.5, '2026-03-04T12:00:00Z']]),
  );
  expect(sheet.frozen).toEqual({ rows: 1, columns: 2 });
  expect(sheet.name).toBe('Sample');
  expect(sheet.rows[0]?.map((cell) => cell?.value)).toEqual(columns.map(({ title }) => title));
  expect(sheet.rows[1]).toEqual([
    { value: '0701', format: '' },
    { value: 46_085, format: 'yyyy-mm-dd' },
    { value: 93_600 / 86_400, format: '[>=1]hh:mm"+1";hh:mm' },
    { value: 29_700 / 86_400, format: '[h]:mm' },
    { value: 8.25, format: '0.00' },
    { value: 3, format: '0' },
    { value: 1.5, format: '' },
    { value: 46_085.5, format: 'yyyy-mm-dd hh:mm:ss' },
  ]);
  expect(sheet.rows[2]?.map((cell) => cell?.value)).toEqual([
    'Total',
    undefined,
    undefined,
    29_700 / 86_400,
    8.25,
    3,
  ]);
  expect(sheet.rows.slice(4).map((row) => row[0]?.value)).toEqual(['1 to 31 March', 'A: absent']);
});

test('what a spreadsheet program cannot show as a number is text', async () => {
  const sheet = await read(tableOf([['1', 'soon', -3_600, -1_800, -1_800, -1, -0.5, 'later']]));
  expect(sheet.rows[1]?.map((cell) => cell?.value)).toEqual([
    '1',
    'soon',
    '23:00-1',
    '-0:30',
    -0.5,
    -1,
    -0.5,
    'later',
  ]);
});

describe('a text stays what it is', () => {
  test.each([
    '=1+1',
    '+49',
    '@SUM(A1)',
    '  two blanks  ',
    'a\tb',
    'two\nlines',
    '_x0041_',
    '_x005F_',
    '<&>"\'',
    'Zoë 😀 ＝1',
    '',
  ])('%j', async (text) => {
    const sheet = await read(tableOf([[text, null, null, null, null, 1, null, null]]));
    expect(sheet.rows[1]?.[0]?.value).toBe(text);
    expect(sheet.hasFormulas).toBe(false);
  });

  test('but what no file can hold is replaced, and one that is too long is cut', async () => {
    const value = async (text: string) =>
      (await read(tableOf([[text, null, null, null, null, 1, null, null]]))).rows[1]?.[0]?.value;
    expect(await value('a\ud800b\uffff')).toBe('a\ufffdb\ufffd');
    expect(await value('x'.repeat(40_000))).toBe('x'.repeat(32_767));
  });
});

test.each([
  ['[Hours]: 1/2?', 'Hours   1 2'],
  ["'quoted'", 'quoted'],
  ['', 'Sheet'],
  ['History', 'Sheet'],
  ['///', 'Sheet'],
  ['a name that is longer than a sheet may have', 'a name that is longer than a sh'],
])('a sheet is named after the title %j', async (title, name) => {
  expect((await read(tableOf([], title))).name).toBe(name);
});

test('no cell is lost, whatever the table holds', async () => {
  const anyText = fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .filter((text) => !/[\p{Cc}\uFFFE\uFFFF]/u.test(text));
  const anyRow = fc.tuple(
    anyText,
    fc.option(fc.constantFrom('2026-02-28', '2024-02-29')),
    fc.option(fc.integer({ min: 0, max: 172_799 })),
    fc.option(fc.integer({ min: 0, max: 400_000 })),
    fc.option(fc.integer({ min: -400_000, max: 400_000 })),
    fc.option(fc.nat(31)),
    fc.option(fc.constantFrom(1, 1.5, 0.25)),
    fc.option(fc.constantFrom('2026-02-28T23:59:59Z')),
  );
  const back: Record<Column['type'], (value: number) => Value> = {
    text: (value) => value,
    date: (value) => new Date((value - 25_569) * 86_400_000).toISOString().slice(0, 10),
    time: (value) => Math.round(value * 86_400),
    duration: (value) => Math.round(value * 86_400),
    hours: (value) => Math.round(value * 3_600),
    count: (value) => value,
    number: (value) => value,
    instant: (value) =>
      `${new Date(Math.round((value - 25_569) * 86_400) * 1_000).toISOString().slice(0, 19)}Z`,
  };
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { maxLength: 8 }), async (rows) => {
      const table = tableOf(rows);
      const sheet = await read(table);
      for (const [index, { cells }] of [...linesOf(table)].entries()) {
        const found = columns.map(({ type }, column) => {
          const cell = sheet.rows[index + 1]?.[column];
          if (cell === undefined) return null;
          return typeof cell.value === 'number' ? back[type](cell.value) : cell.value;
        });
        expect(found).toEqual(cells);
      }
    }),
    { numRuns: 50 },
  );
});

test('lines are asked for as the file is read, and none are kept', async () => {
  const table = tableOf([]);
  let asked = 0;
  async function* lines() {
    for (let line = 0; line < 200_000; line += 1) {
      asked += 1;
      yield { kind: 'row', cells: [`${line}`, null, null, 60, 60, 1, null, null] } as const;
    }
  }
  const reader = writeXlsx(table, lines()).getReader();
  await reader.read();
  expect(asked).toBeLessThan(20_000);
  await reader.cancel();
});
