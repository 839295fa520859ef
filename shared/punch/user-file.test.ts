import { describe, expect, test } from 'vitest';
import { readUserFile } from '#shared/punch/user-file.ts';

/** The worked user of the protocol: slot 7, "100042", "TEST USER", card 123456789, group 1; here with a password. */
function user72(pin = '100042', name: string | Buffer = 'TEST USER'): Buffer {
  const record = Buffer.alloc(72);
  record.writeUInt16LE(7, 0);
  record.write('s3cret', 3);
  Buffer.from(name).copy(record, 11, 0, 24);
  record.writeUInt32LE(123_456_789, 35);
  record.writeUInt8(1, 39);
  record.write(pin, 48, 24);
  return record;
}

const user28 = Buffer.from('07000000000000005445535455534552' + '15cd5b0700010000ca860100', 'hex');
const expected = { uid: 7, pin: '100042', privilege: 0, disabled: false, card: '123456789', group: 1 };

test('users of 72 bytes are read, and their passwords are not', () => {
  const file = readUserFile(Buffer.concat([user72(), user72('0701', 'Second')]));
  expect(file).toEqual({
    layout: 'user72',
    rows: [
      { record: 1, name: 'TEST USER', ...expected },
      { record: 2, name: 'Second', ...expected, pin: '0701' },
    ],
    problems: [],
  });
  expect(JSON.stringify(file)).not.toContain('s3cret');
});

test('users of 28 bytes are read', () => {
  expect(readUserFile(Buffer.concat([user28, user28]))).toMatchObject({
    layout: 'user28',
    rows: [{ record: 1, name: 'TESTUSER', ...expected }, { record: 2 }],
    problems: [],
  });
});

test.each([
  ['72', 7, 'user72', () => user72()],
  ['28', 18, 'user28', () => user28],
])('504 bytes are users of %s by what stands in them', (_, count, layout, record) => {
  const file = readUserFile(Buffer.concat(Array.from({ length: count }, record)));
  expect([file.layout, file.rows.length, file.problems]).toEqual([layout, count, []]);
});

describe('what is not a user is reported', () => {
  test('an empty id', () => {
    const { rows, problems } = readUserFile(Buffer.concat([user72(), user72(''), user72()]));
    expect(rows.map(({ record }) => record)).toEqual([1, 3]);
    expect(problems).toMatchObject([{ record: 2, reason: 'no user id', told: { key: 'line.no-user-id' } }]);
  });

  test('a file that ends within a user', () => {
    const { rows, problems } = readUserFile(Buffer.concat([user72(), user72(), user72().subarray(0, 30)]));
    const told = { key: 'line.within-user', values: { bytes: 30 } };
    expect([rows.length, problems]).toMatchObject([
      2,
      [{ record: 3, reason: 'the file ends within a user (30 bytes)', told }],
    ]);
  });

  test('another file', () => {
    const file = readUserFile(Buffer.from('not a user file at all, only some text that somebody saved'));
    expect(file).toMatchObject({ layout: null, rows: [], problems: [{ record: 1 }] });
  });

  test('nothing for an empty file', () => {
    expect(readUserFile(new Uint8Array(0))).toEqual({ layout: null, rows: [], problems: [] });
  });
});

describe('a name', () => {
  const nameOf = (name: Buffer, encoding?: string) => readUserFile(user72('1', name), encoding).rows[0]?.name;
  test('ends at its NUL, or at the end of its field', () => {
    expect(nameOf(Buffer.from('Short\0stale'))).toBe('Short');
    expect(nameOf(Buffer.from('A name of 24 bytes: full'))).toBe('A name of 24 bytes: full');
  });
  test('is windows-1252 where it is not UTF-8, or what is said', () => {
    expect(nameOf(Buffer.from('M\xfcller', 'latin1'))).toBe('Müller');
    expect(nameOf(Buffer.from('d6d0cec4', 'hex'), 'gbk')).toBe('中文');
  });
});
