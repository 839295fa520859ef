import { expect, test } from 'vitest';
import { cellAfterKey } from './movement.ts';

const size = { rows: 100, columns: 31, pageRows: 10 };
const after = (row: number, column: number, key: string, ctrl = false, isRtl = false) => {
  const cell = cellAfterKey({ row, column }, { key, ctrl }, size, isRtl);
  return cell && [cell.row, cell.column];
};

test('arrows lead one cell on, and stop at the edges', () => {
  expect(after(5, 5, 'ArrowDown')).toEqual([6, 5]);
  expect(after(5, 5, 'ArrowRight')).toEqual([5, 6]);
  expect(after(0, 30, 'ArrowUp')).toEqual([0, 30]);
  expect(after(0, 30, 'ArrowRight')).toEqual([0, 30]);
  expect(after(99, 0, 'ArrowDown')).toEqual([99, 0]);
});

test('left of the first day is the person, and nothing is left of the person', () => {
  expect(after(5, 0, 'ArrowLeft')).toEqual([5, -1]);
  expect(after(5, -1, 'ArrowLeft')).toEqual([5, -1]);
  expect(after(5, 7, 'Home')).toEqual([5, -1]);
});

test('Home and End lead along the row, with Ctrl to the corners; pages pass over rows', () => {
  expect(after(5, 7, 'End')).toEqual([5, 30]);
  expect(after(5, 7, 'Home', true)).toEqual([0, 0]);
  expect(after(5, 7, 'End', true)).toEqual([99, 30]);
  expect(after(5, 7, 'PageDown')).toEqual([15, 7]);
  expect(after(5, 7, 'PageUp')).toEqual([0, 7]);
});

test('from right to left, Arrow left leads to the next day', () => {
  expect(after(5, 7, 'ArrowLeft', false, true)).toEqual([5, 8]);
  expect(after(5, 0, 'ArrowRight', false, true)).toEqual([5, -1]);
});

test('other keys lead nowhere', () => {
  expect(after(5, 7, 'Enter')).toBeUndefined();
});
