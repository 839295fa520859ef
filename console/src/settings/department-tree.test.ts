import { expect, test } from 'vitest';
import { treeOf, withParts } from './department-tree.ts';

const listed = true;
const departments = [
  { name: 'Assembly', parent: 'Production', listed },
  { name: 'Office', listed },
  { name: 'Production', listed },
  { name: 'Welding', parent: 'Assembly', listed },
];

test('parts stand below what they are parts of', () => {
  expect(treeOf(departments).map(({ department, depth }) => [department.name, depth])).toEqual([
    ['Office', 0],
    ['Production', 0],
    ['Assembly', 1],
    ['Welding', 2],
  ]);
});

test('a ring of parts and a missing parent lose nobody', () => {
  const ring = [
    { name: 'A', parent: 'B', listed },
    { name: 'B', parent: 'A', listed },
    { name: 'C', parent: 'gone', listed },
  ];
  expect(treeOf(ring).map(({ department }) => department.name)).toEqual(['C', 'A', 'B']);
  expect([...withParts(ring, 'A')].sort()).toEqual(['A', 'B']);
});

test('all parts of a department are found, however deep', () => {
  expect([...withParts(departments, 'Production')].sort()).toEqual(['Assembly', 'Production', 'Welding']);
});
