import { describe, expect, test } from 'vitest';
import { PayrollTemplate, presetNames, presetTemplate } from './index.ts';

const good = {
  title: 'A template',
  settings: { company: 'ABC' },
  files: [
    {
      kind: 'table',
      key: 'pay',
      name: 'pay-{last:yyyyMM}.csv',
      rows: { per: 'period', by: 'code' },
      form: { kind: 'delimited', separator: 'comma' },
      columns: [
        { title: 'Company', value: { kind: 'constant', text: '{company}' } },
        { title: 'Id', value: { kind: 'person', field: 'id' } },
        { title: 'Code', value: { kind: 'code' } },
        { title: 'Hours', value: { kind: 'figure', format: { as: 'decimal' } } },
      ],
    },
  ],
  codes: [{ figures: ['regular'], code: 'REG' }],
};

/** The messages about a template whose file, columns or codes are changed. */
function messages(given: {
  file?: object;
  column?: object;
  codes?: object[];
  leaveOut?: string[];
}): string[] {
  const [file] = good.files;
  const columns = given.column ? [...(file?.columns ?? []), given.column] : file?.columns;
  const template = {
    ...good,
    ...(given.codes ? { codes: given.codes } : {}),
    ...(given.leaveOut ? { leaveOut: given.leaveOut } : {}),
    files: [{ ...file, columns, ...given.file }],
  };
  return PayrollTemplate.safeParse(template).error?.issues.map(({ message }) => message) ?? [];
}

test('a template that can work is taken', () => {
  expect(messages({})).toEqual([]);
});

describe('a column that cannot work is refused by its name', () => {
  const figure = (value: object) => ({
    column: { title: 'X', value: { kind: 'figure', format: { as: 'decimal' }, ...value } },
  });
  test.each([
    [
      'a text that names no setting',
      { column: { title: 'X', value: { kind: 'constant', text: '{batch}' } } },
      /^column 5 "X" \{batch\} is none of/,
    ],
    [
      'a date without a pattern',
      { column: { title: 'X', value: { kind: 'constant', text: '{from:xx}' } } },
      /^column 5 "X" \{from:xx\} has no date pattern/,
    ],
    [
      'a day in rows of a period',
      { column: { title: 'X', value: { kind: 'date', of: 'day', format: 'd' } } },
      /^column 5 "X" shows the day of a row/,
    ],
    [
      'a time in rows by code',
      { column: { title: 'X', value: { kind: 'time', slot: 'in' } } },
      /^column 5 "X" shows something of one day/,
    ],
    ['a sum in rows by code', figure({ of: ['regular'] }), /^column 5 "X" cannot say in "of"/],
    ['a place in rows by code', figure({ place: 'a' }), /^column 5 "X" has a "place"/],
    [
      'a part that no code has',
      { column: { title: 'X', value: { kind: 'code', part: 'item' } } },
      /^column 5 "X" shows the part "item"/,
    ],
    ['no width in fixed width', { file: { form: { kind: 'fixed' } } }, /^column 1 "Company" needs a width/],
    [
      'a decimal comma between bare commas',
      {
        file: { form: { kind: 'delimited', separator: 'comma', quote: 'never' } },
        ...figure({ format: { as: 'decimal', point: ',' } }),
      },
      /^column/,
    ],
    [
      'zeros behind a figure',
      { column: { title: 'X', width: 9, pad: 'zero', value: { kind: 'figure', format: { as: 'decimal' } } } },
      /^column 5 "X" would be filled with zeros/,
    ],
  ])('%s', (_, given, message) => {
    if ('file' in given && 'column' in given) {
      const columns = [good.files[0]?.columns[1], given.column];
      expect(messages({ file: { ...given.file, columns } })).toEqual([
        expect.stringMatching(/^column 2 "X" writes a decimal comma/),
      ]);
    } else expect(messages(given)[0]).toMatch(message);
  });
});

test.each([
  [
    'a code for a file that is not there',
    { codes: [{ figures: ['regular'], code: 'A', file: 'other' }] },
    /"A" goes into the file "other"/,
  ],
  ['a figure that is none', { codes: [{ figures: ['hours'], code: 'A' }] }, /"A": "hours" names no figure/],
  ['a figure of nobody pay', { codes: [{ figures: ['late'], code: 'A' }] }, /"late" is not paid by a code/],
  [
    'a figure that is paid twice',
    {
      codes: [
        { figures: ['regular'], code: 'A' },
        { figures: ['regular'], code: 'B' },
      ],
    },
    /which would pay it twice/,
  ],
  [
    'a figure that is paid and left out',
    { leaveOut: ['regular'] },
    /"regular" is left out and goes into the code "REG"/,
  ],
  [
    'a place in rows by code',
    { codes: [{ figures: ['regular'], code: 'A', place: 'x' }] },
    /"A" has a "place"/,
  ],
  ['a file without a person', { file: { columns: good.files[0]?.columns.slice(2) } }, /says who is paid/],
  [
    'a file without a figure',
    { file: { columns: good.files[0]?.columns.slice(0, 3) } },
    /no column with a figure/,
  ],
  ['a file name with a folder', { file: { name: '../pay.csv' } }, /is no file name/],
  [
    'a byte order mark without Unicode',
    { file: { encoding: 'windows-1252', byteOrderMark: true } },
    /has no byte order mark/,
  ],
])('%s is refused', (_, given, message) => {
  expect(messages(given)).toContainEqual(expect.stringMatching(message));
});

test.each(presetNames)('the preset %s can work', (name) => {
  expect(() => presetTemplate(name)).not.toThrow();
});
