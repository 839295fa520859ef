import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aTemplate, type Column, hours, written } from './testing/a-template.ts';
import { aDay, adjustedBy, aPerson } from './testing/sample-month.ts';

const duration = fc.integer({ min: 0, max: 40_000 });
const anyPaid = fc.record({
  code: fc.constantFrom('A', 'B'),
  multiplier: fc.constantFrom(1.5, 2),
  approved: fc.boolean(),
  seconds: duration,
});
const anyDay = fc
  .record({
    day: fc.integer({ min: 1, max: 28 }),
    regular: duration,
    overtime: fc.array(anyPaid, { maxLength: 3 }),
    premiums: fc.array(anyPaid, { maxLength: 2 }),
    leave: fc.array(fc.record({ type: fc.constantFrom('annual', 'x:y@2'), seconds: duration }), {
      maxLength: 2,
    }),
    adjusted: fc.option(fc.integer({ min: -30_000, max: 30_000 }), { nil: undefined }),
  })
  .map(({ day, adjusted, ...figures }) => {
    const adjustment = adjusted === undefined ? undefined : { ...adjustedBy('0:00'), regular: adjusted };
    return aDay({ date: `2026-03-${String(day).padStart(2, '0')}`, ...figures, adjustment });
  });

test('the rows of a file, with what is reported as missing, sum to what the days hold, to half a place a row', () => {
  const codes = [
    { figures: ['regular'], code: 'REG' },
    { figures: ['overtime:A', 'premium@2'], code: 'A' },
    { figures: ['leave:x:y@2'], code: 'L' },
  ];
  const per = fc.constantFrom('day' as const, 'period' as const);
  fc.assert(
    fc.property(fc.array(fc.array(anyDay, { maxLength: 6 }), { maxLength: 4 }), per, (staff, each) => {
      const template = aTemplate({ codes }, { rows: { per: each, by: 'code' } });
      const people = staff.map((days, index) => [aPerson(String(700 + index)), days] as const);
      const { rows, notes } = written(template, people);
      const sum = (list: readonly { seconds: number }[]) =>
        list.reduce((total, { seconds: size }) => total + size, 0);
      const held = staff
        .flat()
        .map(
          (day) =>
            day.regular +
            sum(day.overtime) +
            sum(day.premiums) +
            sum(day.leave) +
            (day.adjustment?.regular ?? 0),
        );
      const inFile = rows.reduce((total, { cells }) => total + Number(cells[2]) * 3600, 0);
      const missing = notes.reduce((total, { seconds: size }) => total + size, 0);
      const difference = Math.abs(held.reduce((total, size) => total + size, 0) - inFile - missing);
      expect(difference).toBeLessThanOrEqual(rows.length * 18 + 0.001);
    }),
  );
});

/** Reads a line of separated cells back. */
function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  let text = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (isQuoted && character === '"' && line[at + 1] === '"') {
      text += '"';
      at += 1;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === separator) {
      cells.push(text);
      text = '';
    } else text += character;
  }
  return [...cells, text];
}

const anyText = fc.string({
  unit: fc.constantFrom('a', '"', ',', ';', '\t', '|', ' ', '=', '-', 'ë', '😀'),
  maxLength: 8,
});
const anyName = fc.array(anyText, { minLength: 3, maxLength: 3 });
const nameColumns: Column[] = ['a', 'b', 'c'].map((field) => ({
  title: field,
  value: { kind: 'person', field },
}));
const oneHour = [aDay({ date: '2026-03-02', regular: 3600 })];

test('every separated cell parses back, quoted or not', () => {
  const signs = { comma: ',', semicolon: ';', tab: '\t', bar: '|' } as const;
  const separator = fc.constantFrom('comma' as const, 'semicolon' as const, 'tab' as const, 'bar' as const);
  const quote = fc.constantFrom('needed' as const, 'always' as const, 'never' as const);
  fc.assert(
    fc.property(anyName, separator, quote, ([a = '', b = '', c = ''], by, quoting) => {
      const columns = [...nameColumns, hours];
      const template = aTemplate({}, { form: { kind: 'delimited', separator: by, quote: quoting }, columns });
      const { rows, notes } = written(template, [[aPerson('1', { a, b, c }), oneHour]]);
      const line = (rows[0]?.line ?? '').slice(0, -1);
      const cells = quoting === 'never' ? line.split(signs[by]) : cellsOf(line, signs[by]);
      expect(cells).toEqual(rows[0]?.cells);
      if (notes.length === 0) expect(cells).toEqual([a, b, c, '1.00']);
    }),
  );
});

test('every cell of fixed width parses back from its place', () => {
  fc.assert(
    fc.property(anyName, ([a = '', b = '', c = '']) => {
      const columns = [...nameColumns, hours].map((column) => ({ ...column, width: 9 }));
      const { rows } = written(aTemplate({}, { form: { kind: 'fixed' }, columns }), [
        [aPerson('1', { a, b, c }), oneHour],
      ]);
      const characters = Array.from((rows[0]?.line ?? '').slice(0, -1));
      const cells = [0, 1, 2, 3].map((at) =>
        characters
          .slice(at * 9, at * 9 + 9)
          .join('')
          .trimEnd(),
      );
      expect(cells).toEqual(rows[0]?.cells.map((cell) => cell.trimEnd()));
      expect(characters).toHaveLength(36);
    }),
  );
});
