import { expect, test } from 'vitest';
import { compareRows } from './rows.ts';

const truth = ['1', '2', '3'].map((pin) => ({ pin, time: '2026-11-22 08:59:30', status: 0 }));

test('rows that are all right count as right', () => {
  expect(compareRows(truth, truth)).toEqual({ correct: 3, correctWithStatus: 3 });
});

test('a wrong PIN, a wrong time and a wrong status are noticed', () => {
  const [first = truth[0], second, third] = truth.map((row) => ({ ...row }));
  if (first === undefined || second === undefined || third === undefined) throw new Error('three rows');
  const rows = [
    { ...first, pin: '9' },
    { ...second, time: '' },
    { ...third, status: 1 },
  ];
  expect(compareRows(rows, truth)).toEqual({ correct: 1, correctWithStatus: 0 });
});

test('surplus rows and rows out of place do not count as right', () => {
  expect(compareRows([...truth.slice(1), ...truth], truth)).toEqual({ correct: 0, correctWithStatus: 0 });
});

test('a client without statuses is not blamed for wrong ones', () => {
  const rows = truth.map((row) => ({ ...row, status: null }));
  expect(compareRows(rows, truth)).toEqual({ correct: 3, correctWithStatus: null });
});
