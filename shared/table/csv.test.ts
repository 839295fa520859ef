import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine, unguarded } from './csv.ts';

describe('a text that a spreadsheet may take for a formula is preceded by an apostrophe', () => {
  test.each([
    '=1+1',
    '+49 30 1',
    '-1',
    '@SUM(A1)',
    '＝1',
    '＋1',
    '－1',
    '＠A',
    '   =1',
    '\u00a0=1',
    '\ufeff=1',
  ])('%j', (text) => {
    expect(csvLine([text])).toBe(`'${text}\r\n`);
  });

  test.each(['\tname', '\rname', '\0=1'])('%j, and quoted for its control character', (text) => {
    expect(csvLine([text])).toBe(`"'${text}"\r\n`);
  });

  test.each([
    ['x;=1+1', `"x;'=1+1"`],
    ['x\t=1+1', `"x\t'=1+1"`],
    ['x|@SUM(A1)', `"x|'@SUM(A1)"`],
    ['x, -1', `"x,' -1"`],
    ['x\n+1', `"x\n'+1"`],
    ['a;=1;=2', `"a;'=1;'=2"`],
    ['x;"=1"', `"x;'""=1"""`],
    ['\t=1', `"'\t'=1"`],
    [' \r\n@x', `"' \r\n'@x"`],
  ])('%j, also behind what another program may take for a separator', (text, cell) => {
    expect(csvLine([text])).toBe(`${cell}\r\n`);
  });

  test('=HYPERLINK with quotes', () => {
    expect(csvLine(['=HYPERLINK("http://x","y")'])).toBe(`"'=HYPERLINK(""http://x"",""y"")"\r\n`);
  });
});

test('other texts stay as they are', () => {
  expect(csvLine(['Zoë', 'a=b', '1-2', '0701', ' name', 'x@y', ''])).toBe('Zoë,a=b,1-2,0701, name,x@y,\r\n');
});

test('numbers stay numbers, also below zero; what is absent is empty', () => {
  expect(csvLine([-30, 0, 12.5, null, undefined])).toBe('-30,0,12.5,,\r\n');
});

test('whatever some program separates cells or lines by is quoted, and so are quotes', () => {
  expect(csvLine(['a;b', 'a\tb', 'a|b', 'a\rb'])).toBe('"a;b","a\tb","a|b","a\rb"\r\n');
  expect(csvLine(['a,b', 'say "hi"', 'two\nlines'])).toBe('"a,b","say ""hi""","two\nlines"\r\n');
});

/** Reads one line of RFC 4180 back. */
function cellsOf(line: string): string[] {
  const body = line.slice(0, -2);
  const cells: string[] = [];
  let at = 0;
  while (at <= body.length) {
    if (body[at] === '"') {
      let text = '';
      at += 1;
      while (!(body[at] === '"' && body[at + 1] !== '"')) {
        text += body[at];
        at += body[at] === '"' ? 2 : 1;
      }
      cells.push(text);
      at += 2;
    } else {
      const end = body.indexOf(',', at);
      const until = end < 0 ? body.length : end;
      cells.push(body.slice(at, until));
      at = until + 1;
    }
  }
  return cells;
}

test('every text comes back, guarded at most, and no cell begins like a formula', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 12 });
  const risky = fc.constantFrom('=1', ' +1', '－', '\t', '\0', '"', ',', ';', '|', ';=', '|"+', '\r\n', '');
  fc.assert(
    fc.property(fc.array(fc.oneof(anyText, risky), { minLength: 1, maxLength: 6 }), (texts) => {
      const cells = cellsOf(csvLine(texts));
      expect(cells).toHaveLength(texts.length);
      for (const [index, cell] of cells.entries()) {
        expect(cell.replaceAll("'", '')).toBe(texts[index]?.replaceAll("'", ''));
        for (const part of cell.split(/[,;|\t\r\n]/)) expect(part).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/);
      }
    }),
  );
});

test('what is guarded is read as it was, also where it had apostrophes of its own', () => {
  const risky = fc.constantFrom('=1', ' +1', '－', "'", "''=1", ',', ';', '|', "x;'=1", '"', 'x', ' ', '-');
  fc.assert(
    fc.property(fc.array(risky, { maxLength: 8 }), (parts) => {
      const text = parts.join('');
      const [cell = ''] = cellsOf(csvLine([text]));
      expect(unguarded(cell)).toBe(text);
    }),
    { numRuns: 1_000 },
  );
});
