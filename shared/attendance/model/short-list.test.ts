import { expect, test } from 'vitest';
import { appended } from './short-list.ts';

test('a list gets longer by one entry at its end', () => {
  let list: number[] = [];
  for (let entry = 1; entry <= 5; entry += 1) {
    list = appended(list, entry);
    expect(list).toEqual(Array.from({ length: entry }, (_, index) => index + 1));
  }
});

test('an empty list that several share stays empty', () => {
  const shared: string[] = [];
  expect([appended(shared, 'first'), appended(shared, 'other')]).toEqual([['first'], ['other']]);
  expect(shared).toEqual([]);
});
