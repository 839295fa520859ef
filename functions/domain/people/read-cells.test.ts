import { describe, expect, test } from 'vitest';
import { isProblem } from '#shared/errors.ts';
import { dateOrderOf } from '../tables/index.ts';
import { personColumns } from './columns.ts';
import { fileColumns } from './guess-columns.ts';
import { readCell } from './read-cells.ts';

const columns = personColumns(
  [
    { key: 'locker', label: 'Locker', type: 'number', visibleTo: 'editors' },
    { key: 'note', label: 'Name', type: 'text', visibleTo: 'editors' },
  ],
  true,
);
const column = (key: string) => {
  const found = columns.find((each) => each.key === key);
  if (!found) throw new Error(key);
  return found;
};
const fieldsOf = (titles: string[], mapping?: Record<string, string | null>) =>
  fileColumns(titles, columns, mapping).map(({ field }) => field);

describe('columns are guessed', () => {
  test.each([
    ['User id', 'id'],
    ['AC-No.', 'id'],
    ['PIN', 'id'],
    ['Employee Number', 'employeeNumber'],
    ['Personal-Nr.', 'employeeNumber'],
    ['Prénom', 'firstName'],
    ['E-Mail', 'email'],
    ['Kostenstelle', 'costCentre'],
    ['date_joined', 'hiredOn'],
    ['Jabatan', 'department'],
    ['hiredOn', 'hiredOn'],
    ['LOCKER', 'custom.locker'],
    ['custom.note', 'custom.note'],
    ['Shoe size', null],
    ['', null],
  ])('%j as %j', (title, field) => {
    const titles = field === 'id' ? [title] : ['id', title];
    expect(fieldsOf(titles).at(-1)).toBe(field);
  });

  test('each field once, the exact title first, and the request before any guess', () => {
    expect(fieldsOf(['Badge', 'User id', 'Full name', 'Name'])).toEqual([null, 'id', null, 'name']);
    expect(fieldsOf(['Id', 'User id', 'Name', 'Full name'])).toEqual(['id', null, 'name', null]);
    expect(fieldsOf(['Id', 'User id', 'Name'], { Id: 'id', Name: 'lastName' })).toEqual([
      'id',
      null,
      'lastName',
    ]);
    expect(fieldsOf(['Id', 'Name'], { Name: null })).toEqual(['id', null]);
  });

  test.each([
    [['Name'], undefined],
    [['Id', 'Name'], { Shoe: 'name' }],
    [['Id', 'Name'], { Name: 'shoe' }],
    [['Id', 'A', 'B'], { A: 'name', B: 'name' }],
  ])('%j with %j cannot be', (titles, mapping) => {
    expect(() => fieldsOf(titles, mapping as Record<string, string> | undefined)).toThrow(
      expect.toSatisfy((error: unknown) => isProblem(error, 'import.mapping')),
    );
  });
});

describe('dates', () => {
  test.each([
    [['2026-01-31', ''], null],
    [['31/01/2026', '01/02/2026'], 'dmy'],
    [['01/31/2026', '2/1/2026'], 'mdy'],
    [['01/02/2026'], null],
    [['01.02.2026'], 'dmy'],
    [['2026/1/31'], 'ymd'],
    [['31/01/2026', '01/31/2026'], null],
  ])('%j are in the order %j', (dates, order) => {
    expect(dateOrderOf(dates)).toBe(order);
  });

  test.each([
    ['2026-01-31', null, '2026-01-31'],
    ['2026-01-31 00:00:00', null, '2026-01-31'],
    ['1.2.2026', 'dmy', '2026-02-01'],
    ['1/2/2026', 'mdy', '2026-01-02'],
    ['2026/2/1', 'ymd', '2026-02-01'],
  ] as const)('%j in the order %j is %s', (text, order, value) => {
    expect(readCell(column('hiredOn'), text, order)).toEqual({ value });
  });

  test.each([
    ['1/2/2026', null, 'dateOrder'],
    ['2026-02-30', null, 'not a date'],
    ['30/02/2026', 'dmy', 'does not|not a date that exists'],
    ['1/2/26', 'dmy', 'not a date'],
    ['soon', null, 'YYYY-MM-DD'],
  ] as const)('%j in the order %j has a flaw', (text, order, flaw) => {
    expect(readCell(column('hiredOn'), text, order)).toEqual({
      flaw: expect.objectContaining({ message: expect.stringMatching(flaw), told: expect.anything() }),
    });
  });
});

test.each([
  ['custom.locker', '1,5', { value: 1.5 }],
  ['custom.locker', '-7', { value: -7 }],
  [
    'custom.locker',
    '1,234.5',
    { flaw: expect.objectContaining({ message: expect.any(String), told: expect.anything() }) },
  ],
  ['employeeNumber', ' 0815 ', { value: '0815' }],
  [
    'email',
    'nobody',
    {
      flaw: expect.objectContaining({ message: expect.stringContaining('e-mail'), told: expect.anything() }),
    },
  ],
  ['status', 'Suspended', { value: 'suspended' }],
  [
    'status',
    'gone',
    { flaw: expect.objectContaining({ message: expect.any(String), told: expect.anything() }) },
  ],
  [
    'name',
    'a\u202eb',
    {
      flaw: expect.objectContaining({ message: expect.stringContaining('U+202E'), told: expect.anything() }),
    },
  ],
  ['name', 'Zoe\u0308', { value: 'Zoë' }],
  [
    'dutyRosterId',
    'No Slug',
    { flaw: expect.objectContaining({ message: expect.any(String), told: expect.anything() }) },
  ],
])('a cell of %s with %j', (key, text, reading) => {
  expect(readCell(column(key), text, null)).toEqual(reading);
});
