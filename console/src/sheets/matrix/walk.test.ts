import { expect, test } from 'vitest';
import { nextToLookAt, type WalkedRow } from './walk.ts';

const columnOf = (date: string) => Number(date.slice(8)) - 1;
const rows: (WalkedRow | undefined)[] = [
  {
    days: [
      { date: '2026-03-01', status: 'present' },
      { date: '2026-03-02', status: 'absent' },
      { date: '2026-03-04', status: 'present', flags: ['late'] },
    ],
  },
  undefined,
  { days: [{ date: '2026-03-03', status: 'incomplete', flags: ['error', 'missing'] }] },
  { days: [{ date: '2026-03-01', status: 'pending', flags: ['pending'] }] },
];
const walk = (row: number, column: number, direction: -1 | 1) =>
  nextToLookAt(rows, { row, column }, direction, columnOf);

test('forwards it goes through a row and on to the next, past rows that are not there yet', () => {
  expect(walk(0, -1, 1)).toEqual({ row: 0, column: 1 });
  expect(walk(0, 1, 1)).toEqual({ row: 0, column: 3 });
  expect(walk(0, 3, 1)).toEqual({ row: 2, column: 2 });
  expect(walk(2, 2, 1)).toBeUndefined();
});

test('backwards it goes the same way', () => {
  expect(walk(3, 0, -1)).toEqual({ row: 2, column: 2 });
  expect(walk(2, 2, -1)).toEqual({ row: 0, column: 3 });
  expect(walk(0, 1, -1)).toBeUndefined();
});
