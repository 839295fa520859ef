import { expect, test } from 'vitest';
import { filterOf, viewsOf } from './view-store.ts';

test('views are read as they were kept', () => {
  const filter = filterOf({
    department: 'Stores',
    has: ['missing'],
    from: '2026-03-01',
    day: '1042:2026-03-03',
  });
  const text = JSON.stringify([{ name: 'Missing in Stores', filter }]);
  expect(viewsOf(text)).toEqual([
    { name: 'Missing in Stores', filter: { department: 'Stores', has: ['missing'] } },
  ]);
});

test('what is no view is left out', () => {
  expect(viewsOf(null)).toEqual([]);
  expect(viewsOf('{')).toEqual([]);
  expect(
    viewsOf('[1, {"name": 2}, {"name": "a"}, {"name": "b", "filter": {"has": "late", "view": "x"}}]'),
  ).toEqual([{ name: 'b', filter: { has: ['late'] } }]);
});
