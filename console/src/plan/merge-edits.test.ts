import { expect, test } from 'vitest';
import { mergeEdits } from './merge-edits.ts';

const base = {
  name: 'Office',
  days: { monday: { shifts: [1] }, friday: { shifts: [1] } },
  rules: { grace: { in: 5 } },
};

test('edits of different parts stand both, also those that take something away', () => {
  const mine = { ...base, days: { ...base.days, monday: { shifts: [1, 2] } }, rules: {} };
  const theirs = { ...base, name: 'Offices', days: { ...base.days, friday: { shifts: [] } } };
  expect(mergeEdits<object>(base, mine, theirs)).toEqual({
    value: {
      name: 'Offices',
      days: { monday: { shifts: [1, 2] }, friday: { shifts: [] } },
      rules: {},
    },
    conflicts: [],
  });
});

test('what both have changed is named, and mine stands there; the same change is none', () => {
  const mine = { ...base, name: 'Ours', days: { ...base.days, monday: { shifts: [2] } } };
  const theirs = { ...base, name: 'Theirs', days: { monday: { shifts: [2] }, friday: { shifts: [3] } } };
  expect(mergeEdits<object>(base, mine, theirs)).toEqual({
    value: { ...mine, days: { monday: { shifts: [2] }, friday: { shifts: [3] } } },
    conflicts: [['name']],
  });
  expect(
    mergeEdits<object>(base, { ...base, rules: {} }, { ...base, rules: { grace: { in: 6 } } }).conflicts,
  ).toEqual([['rules', 'grace']]);
});
