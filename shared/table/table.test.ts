import { describe, expect, test } from 'vitest';
import { exactDuration, shownText, timeText } from './cell-text.ts';
import { type ColumnOf, makeTable } from './make-table.ts';
import { linesOf } from './table.ts';
import { tableCsv } from './table-csv.ts';
import { escapeHtml, tableHtmlPage } from './table-html.ts';

interface Day {
  id: string;
  team: string;
  out: number | null;
  worked: number;
}

const columns: ColumnOf<Day>[] = [
  { key: 'id', title: 'Id', type: 'text', value: ({ id }) => id },
  { key: 'team', title: 'Team', type: 'text', ofGroup: true, value: ({ team }) => team },
  { key: 'out', title: 'Out', type: 'time', value: ({ out }) => out },
  { key: 'worked', title: 'Worked', type: 'duration', sum: true, value: ({ worked }) => worked },
  { key: 'hours', title: 'Hours', type: 'hours', sum: true, value: ({ worked }) => worked },
];
const things: Day[] = [
  { id: '0701', team: 'A', out: 61_200, worked: 29_700 },
  { id: '702', team: '<B>', out: 93_600, worked: 3_600 },
  { id: '=703', team: 'A', out: null, worked: 90 },
];
const table = makeTable({
  title: 'Hours & "days"',
  notes: ['1 <to> 3'],
  columns,
  things,
  groupOf: ({ team }) => team,
  frozenColumns: 1,
  signatures: ['Employee'],
});

describe('a value as text', () => {
  test.each([
    [0, false, '00:00'],
    [61_200, false, '17:00'],
    [61_230, false, '17:00:30'],
    [61_200, true, '17:00:00'],
    [93_600, false, '02:00+1'],
    [-3_600, false, '23:00-1'],
    [172_800, false, '00:00+2'],
  ])('time of day of %i s', (seconds, withSeconds, text) => {
    expect(timeText(seconds, withSeconds)).toBe(text);
  });

  test.each([
    [0, '0:00'],
    [29_700, '8:15'],
    [29_701, '8:15:01'],
    [-1_830, '-0:30:30'],
    [-59, '-0:00:59'],
    [-29_700, '-8:15'],
  ])('exact duration of %i s', (seconds, text) => {
    expect(exactDuration(seconds)).toBe(text);
  });

  test('follows the type of its column', () => {
    const shown = (type: ColumnOf<Day>['type'], value: string | number | null) =>
      shownText({ key: 'x', title: 'X', type }, value);
    expect(shown('text', '0701')).toBe('0701');
    expect(shown('date', '2026-03-04')).toBe('2026-03-04');
    expect(shown('instant', '2026-03-04T10:00:00Z')).toBe('2026-03-04 10:00:00Z');
    expect(shown('duration', 29_759)).toBe('8:15');
    expect(shown('hours', 29_700)).toBe('8.25');
    expect(shown('count', 3)).toBe('3');
    expect(shown('number', 1.005)).toBe('1');
    expect(shown('number', 1.5)).toBe('1.5');
    expect(shown('count', null)).toBe('');
  });
});

test('groups keep the order of their first rows, with sums of each and of all', () => {
  expect(table.groups.map(({ label, rows, totals }) => [label, rows.length, totals])).toEqual([
    ['A', 2, [null, null, null, 29_790, 29_790]],
    ['<B>', 1, [null, null, null, 3_600, 3_600]],
  ]);
  expect(table.totals).toEqual([null, null, null, 33_390, 33_390]);
  expect([...linesOf(table)].map(({ kind, cells }) => `${kind} ${cells[0]}`)).toEqual([
    'row 0701',
    'row =703',
    'subtotal Total A',
    'row 702',
    'subtotal Total <B>',
    'total Total',
  ]);
});

test('as CSV: titles, rows, sums; ids keep their zeros, seconds are not lost, hours are rounded once', () => {
  expect(tableCsv(table)).toBe(
    [
      '\uFEFFId,Team,Out,Worked,Hours',
      '0701,A,17:00,8:15,8.25',
      "'=703,A,,0:01:30,0.03",
      'Total A,,,8:16:30,8.28',
      '702,<B>,02:00+1,1:00,1',
      'Total <B>,,,1:00,1',
      'Total,,,9:16:30,9.28',
      '',
    ].join('\r\n'),
  );
  expect(tableCsv(table, false)).not.toContain('Total');
});

describe('as HTML', () => {
  const html = tableHtmlPage(table);

  test('nothing that it holds is markup, and it has no script and loads nothing', () => {
    expect(html).toContain('<title>Hours &amp; &quot;days&quot;</title>');
    expect(html).toContain('<h2 dir="auto">&lt;B&gt;</h2>');
    expect(html).toContain('1 &lt;to&gt; 3');
    expect(html).not.toMatch(/<script|src=|href=|url\(|@import/i);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(escapeHtml(`<a b='c'>&\u0000\ud800`)).toBe('&lt;a b=&#39;c&#39;&gt;&amp;\uFFFD\uFFFD');
  });

  test('repeats its head on each sheet, and has a line for signatures', () => {
    expect(html.match(/<thead>/g)).toHaveLength(3);
    expect(html).toContain('thead{display:table-header-group}');
    expect(html.match(/class="sign"/g)).toHaveLength(1);
  });

  test('what the rows of a group have in common stands above them, not in them', () => {
    expect(html).not.toContain('>Team</th>');
    expect(html).toContain(
      '<tr class="subtotal"><td dir="auto">Total</td><td class="n"></td><td class="n">8:16</td>',
    );
    expect(html).toContain('<td dir="auto">Total of all</td>');
  });

  test('where each group has a page, each has the title and its signatures', () => {
    const pages = tableHtmlPage({ ...table, pagePerGroup: true });
    expect(pages.match(/<section class="page">/g)).toHaveLength(3);
    expect(pages.match(/<h1>/g)).toHaveLength(3);
    expect(pages.match(/class="sign"/g)).toHaveLength(2);
    expect(pages).toContain('section.page+section.page{break-before:page}');
  });

  test('says when there is nothing', () => {
    expect(tableHtmlPage(makeTable({ title: 'Empty', columns, things: [] }))).toContain('Nothing to show.');
  });

  test('many columns want the long side of the paper', () => {
    expect(html).toContain('size:A4;');
    const wide = Array.from(
      { length: 20 },
      (_, index): ColumnOf<Day> => ({ key: `c${index}`, title: 'C', type: 'text', value: ({ id }) => id }),
    );
    expect(tableHtmlPage(makeTable({ title: 'Wide', columns: wide, things }))).toContain(
      'size:A4 landscape;',
    );
  });
});
