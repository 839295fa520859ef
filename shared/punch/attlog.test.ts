import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAttlog } from '#shared/punch/attlog.ts';

const row = {
  line: 1,
  pin: '100042',
  time: '2026-11-22 08:59:30',
  deviceId: '1',
  status: 0,
  verify: 1,
  workCode: '',
};

describe('a line of a USB file is read', () => {
  test.each([
    ['as terminals write it', '   100042\t2026-11-22 08:59:30\t1\t0\t1\t0\r\n', {}],
    ['without a line end', '   100042\t2026-11-22 08:59:30\t1\t0\t1\t0', {}],
    ['with a byte order mark', '\ufeff   100042\t2026-11-22 08:59:30\t1\t0\t1\t0\n', {}],
    ['with blanks for TABs', '100042 2026-11-22 08:59:30 1 0 1 0', {}],
    ['with blanks and no PIN', '2026-11-22 08:59:30 1 0 1 0', { pin: '' }],
    ['with a leading zero', '     0701\t2026-11-22 08:59:30\t1\t0\t1\t0', { pin: '0701' }],
    ['with a letter', '      A-7\t2026-11-22 08:59:30\t1\t0\t1\t0', { pin: 'A-7' }],
    [
      'with an empty PIN of blanks',
      '         \t2026-11-22 08:59:30\t1\t255\t15\t0',
      { pin: '', status: 255, verify: 15 },
    ],
    ['with an empty PIN', '\t2026-11-22 08:59:30\t1\t255\t15\t0', { pin: '', status: 255, verify: 15 }],
    ['with a work code', '100042\t2026-11-22 08:59:30\t1\t0\t1\t12', { workCode: '12' }],
    ['without a work code', '100042\t2026-11-22 08:59:30\t1\t0\t1', {}],
    ['with an empty work code and a TAB more', '100042\t2026-11-22 08:59:30\t1\t0\t1\t\t', {}],
    ['without verify and work code', '100042\t2026-11-22 08:59:30\t1\t1', { status: 1, verify: 255 }],
    [
      'with a day that does not exist',
      '100042\t2026-02-31 08:59:30\t1\t0\t1\t0',
      { time: '2026-02-31 08:59:30' },
    ],
  ])('%s', (_, text, differing) => {
    expect(readAttlog(text)).toEqual({ rows: [{ ...row, ...differing }], problems: [] });
  });
});

describe('a line that is not a punch is kept with its number and its reason', () => {
  test.each([
    ['words', 'hello world'],
    ['too few columns', '100042\t2026-11-22 08:59:30\t1'],
    ['too many columns', '100042\t2026-11-22 08:59:30\t1\t0\t1\t0\t7\t8'],
    ['no time', '100042\tyesterday\t1\t0\t1\t0'],
    ['a status that is not a number', '100042\t2026-11-22 08:59:30\t1\tin\t1\t0'],
    ['a vertical tab before the PIN', '\v100042\t2026-11-22 08:59:30\t1\t0\t1\t0'],
    ['a NUL in the PIN', '1000\x0042\t2026-11-22 08:59:30\t1\t0\t1\t0'],
  ])('%s', (_, text) => {
    const { rows, problems } = readAttlog(`\r\n100042\t2026-11-22 08:59:30\t1\t0\t1\t0\r\n${text}\r\n`);
    expect(rows).toHaveLength(1);
    expect(problems).toEqual([{ line: 3, text, reason: problems[0]?.told?.text, told: expect.anything() }]);
  });
});

test('every line that is not blank is a row or a problem, whatever the text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('\t', '\n', '\r\n', ' ', '2026-11-22 08:59:30', '100042', '0', '255', '\ufeff'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('');
      const { rows, problems } = readAttlog(text);
      const lines = text.split('\n').filter((line) => line.trim() !== '');
      expect(rows.length + problems.length).toBe(lines.length);
    }),
  );
});
