import { expect, test } from 'vitest';
import type { Item } from './database.ts';
import { toExisting } from './existing.ts';
import { number, object, optional, text } from './shape.ts';
import { readerOf, UnreadableItem } from './stored-kind.ts';
import { toPlace, toPunch } from './stored-punch.ts';
import { resultOf } from './stored-result.ts';
import { toRow, toStamp, userAndDateOf } from './stored-row.ts';

const key = { pk: 'acme#LAMP#l1', sk: 'LAMP' };

const toLamp = readerOf(
  'lamp',
  object<{ id: string; watts?: number }>({ id: text(), watts: optional(number()) }),
  ['searchText'],
);

test('an item is read without what makes it findable; what this code does not know of it stays', () => {
  const item = { ...key, kindPk: 'a', kindSk: 'b', searchText: 'l1', id: 'l1', watts: 4, later: 'x' };
  expect(toLamp(item)).toEqual({ id: 'l1', watts: 4, later: 'x' });
});

test('an item of a later version is refused, and the message says which kind, key and version', () => {
  expect(() => toLamp({ ...key, id: 'l1', v: 2 })).toThrow(
    'the stored lamp "acme#LAMP#l1 LAMP" cannot be read: it has version 2, and this code knows 1',
  );
  expect(toLamp({ ...key, id: 'l1', v: 1 })).toMatchObject({ id: 'l1' });
});

/** Version 2 counts in milliwatts, and version 3 has a colour. */
const toColouredLamp = readerOf(
  'lamp',
  object<{ id: string; milliwatts: number; colour: string }>({
    id: text(),
    milliwatts: number(),
    colour: text(),
  }),
  [],
  [
    ({ watts, ...value }) => (typeof watts === 'number' ? { ...value, milliwatts: watts * 1_000 } : value),
    (value) => ({ colour: 'white', ...value }),
  ],
);

test('an item of an earlier version takes the steps that it lacks, and none that it has behind it', () => {
  const now = { id: 'l1', milliwatts: 4_000, colour: 'white' };
  expect(toColouredLamp({ ...key, id: 'l1', watts: 4 })).toEqual(now);
  expect(toColouredLamp({ ...key, id: 'l1', watts: 4, v: 1 })).toEqual(now);
  expect(toColouredLamp({ ...key, id: 'l1', milliwatts: 4_000, v: 2 })).toEqual(now);
  expect(toColouredLamp({ ...key, ...now, colour: 'red', v: 3 })).toEqual({ ...now, colour: 'red' });
  expect(() => toColouredLamp({ ...key, id: 'l1', watts: 4, v: 2 })).toThrow('its field /milliwatts');
  expect(() => toColouredLamp({ ...key, ...now, v: 4 })).toThrow('has version 4, and this code knows 3');
  for (const v of [0, 1.5, '2', null])
    expect(() => toColouredLamp({ ...key, ...now, v })).toThrow(UnreadableItem);
});

test('an item that has lost its shape is refused with the field, and without its content', () => {
  const read = () => toLamp({ ...key, id: 'l1', watts: 'Ada Lovelace' });
  expect(read).toThrow(UnreadableItem);
  expect(read).toThrow(
    'the stored lamp "acme#LAMP#l1 LAMP" cannot be read: its field /watts is not what it must be',
  );
});

const row = {
  userId: '0042',
  date: '2026-03-02',
  status: 'pending',
  department: 'Sales',
  inputHash: 'h',
  pendingUntil: '2026-03-03T05:00:00Z',
  result: '{}',
  lockId: 'lck_1',
};
const rowItem: Item = { pk: 'acme#USER#42', sk: 'SHEET#2026-03-02', dayPk: 'a', daySk: 'b', ...row };

test('a sheet row is read with exactly its fields', () => {
  expect(toRow(rowItem)).toStrictEqual(row);
  const { department: _department, pendingUntil: _pendingUntil, lockId: _lockId, ...least } = row;
  expect(toRow({ pk: 'p', sk: 's', ...least })).toStrictEqual(least);
});

test.each(Object.keys(row))('a sheet row with a number for its %s is refused', (name) => {
  expect(() => toRow({ ...rowItem, [name]: 7 })).toThrow(`its field /${name} is not what it must be`);
});

test('a part of a sheet row is read, and refused when it is of a later version', () => {
  const { date, inputHash, department, lockId, userId } = row;
  expect(toStamp({ date, inputHash, department, lockId })).toStrictEqual({
    date,
    inputHash,
    department,
    lockId,
  });
  expect(userAndDateOf({ userId, date })).toStrictEqual({ userId, date });
  for (const read of [toStamp, userAndDateOf]) {
    expect(() => read({ ...rowItem, v: 2 })).toThrow('the stored sheet row "acme#USER#42 SHEET#2026-03-02"');
    expect(() => read({ ...rowItem, date: null })).toThrow('/date');
  }
  expect(() => userAndDateOf({ date })).toThrow('/userId');
});

test('a result that is no day result is refused with the row that holds it', () => {
  const stored = toRow(rowItem);
  expect(() => resultOf({ ...stored, result: 'x' })).toThrow(
    'the stored sheet row "0042 2026-03-02" cannot be read: its result is not JSON',
  );
  expect(() => resultOf({ ...stored, result: '{"userId":"0042"}' })).toThrow('its field /result/date');
});

const punch = {
  serial: 'CKJ1',
  pin: '0042',
  wallTime: '2026-03-02T09:00:00',
  instant: '2026-03-02T08:00:00Z',
  status: 0,
  verify: 1,
  workCode: '',
  clockSuspect: true,
  receivedAt: '2026-03-02T08:00:01.000Z',
  batchId: 'bat_1',
  order: 3,
};
const punchItem: Item = { pk: 'acme#PIN#42', sk: 'PUNCH#1', arrivalPk: 'a', arrivalSk: 'b', ...punch };

test('a punch is read with exactly its fields', () => {
  expect(toPunch(punchItem)).toStrictEqual(punch);
  const { clockSuspect: _clockSuspect, ...least } = punch;
  expect(toPunch({ pk: 'p', sk: 's', ...least })).toStrictEqual(least);
});

test.each(Object.keys(punch))('a punch with null for its %s is refused', (name) => {
  expect(() => toPunch({ ...punchItem, [name]: null })).toThrow(`its field /${name} is not what it must be`);
});

test('a part of a punch is read; its repeat is recognised whatever its version', () => {
  expect(toPlace({ serial: punch.serial, wallTime: punch.wallTime })).toEqual({
    serial: punch.serial,
    wallTime: punch.wallTime,
  });
  expect(() => toPlace({ ...punchItem, v: 2 })).toThrow('version 2');
  expect(() => toPlace({ serial: punch.serial })).toThrow('/wallTime');
  const { pk, sk, batchId } = { ...punchItem, ...punch };
  expect(toExisting({ pk, sk, batchId, v: 2 })).toEqual({ pk, sk, batchId });
  expect(() => toExisting({ pk, sk })).toThrow('/batchId');
});
