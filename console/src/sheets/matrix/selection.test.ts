import { expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import {
  addPeople,
  isEmpty,
  nothing,
  selectedDays,
  selectedPeople,
  stretchTo,
  togglePerson,
} from './selection.ts';

const people = ['1', '2', '3', '4'];
const days = ['2026-03-01', '2026-03-02', '2026-03-03'] as LocalDate[];
const cell = (row: number, column: number) => ({ row, column });

test('a block goes from where it began to where it is stretched, in any direction', () => {
  const one = stretchTo(nothing, cell(2, 2), cell(2, 1));
  const block = stretchTo(one, cell(2, 1), cell(1, 1));
  expect(selectedDays(block, people, days)).toEqual([
    { userId: '2', date: '2026-03-02' },
    { userId: '2', date: '2026-03-03' },
    { userId: '3', date: '2026-03-02' },
    { userId: '3', date: '2026-03-03' },
  ]);
  expect(selectedPeople(block, people)).toEqual(['2', '3']);
});

test('people are selected with all their days, in the order of rows', () => {
  const two = togglePerson(togglePerson(nothing, '4'), '1');
  expect(selectedPeople(two, people)).toEqual(['1', '4']);
  expect(selectedDays(two, people, days)).toHaveLength(6);
  expect(selectedPeople(addPeople(two, people, 2, 1), people)).toEqual(people);
  expect(isEmpty(togglePerson(togglePerson(two, '4'), '1'))).toBe(true);
});

test('people and a block exclude one another', () => {
  const block = stretchTo(togglePerson(nothing, '4'), cell(0, -1), cell(0, 1));
  expect(selectedPeople(block, people)).toEqual(['1']);
  expect(selectedDays(togglePerson(block, '2'), people, days).map(({ userId }) => userId)).toEqual([
    '2',
    '2',
    '2',
  ]);
});
