import { expect, test } from 'vitest';
import { figuresOf } from './day-figures.ts';

const plain = { worked: 0, overtime: [], premiums: [], late: 0, early: 0, short: 0, undertime: 0 };
const paid = (code: string, seconds: number) => ({ code, seconds, multiplier: 1, approved: true });

test('figures that are 0 are left out, unless they were something', () => {
  expect(figuresOf({ ...plain, worked: 60 }, undefined)).toEqual([
    { name: 'worked', seconds: 60, was: undefined, codes: [] },
  ]);
  expect(figuresOf(plain, { ...plain, late: 720 })).toEqual([
    { name: 'late', seconds: 0, was: 720, codes: [] },
  ]);
});

test('overtime is the sum of its codes', () => {
  const day = { ...plain, overtime: [paid('A', 60), paid('B', 120), paid('A', 60)] };
  expect(figuresOf(day, plain)).toEqual([{ name: 'overtime', seconds: 240, was: 0, codes: ['A', 'B'] }]);
});
