import { expect, test } from 'vitest';
import { changedKeys, conflictsOf, type Edits, keepMine, shownOf, takeTheirs, withChange } from './edits.ts';

interface Form {
  times: string[];
  isOn: boolean;
}
const saved: Form = { times: ['06:30'], isOn: false };
const none: Edits<Form> = {};

test('a field that is set back to what is saved is no change', () => {
  const edits = withChange(saved, none, { isOn: true });
  expect(changedKeys(saved, edits)).toEqual(['isOn']);
  expect(withChange(saved, edits, { isOn: false })).toEqual({});
});

test('what others have saved elsewhere in the form is shown, and is no conflict', () => {
  const edits = withChange(saved, none, { isOn: true });
  const theirs = { ...saved, times: ['12:00'] };
  expect(shownOf(theirs, edits)).toEqual({ times: ['12:00'], isOn: true });
  expect(conflictsOf(theirs, edits)).toEqual([]);
});

test('a field that both have changed waits for a decision', () => {
  const edits = withChange(saved, none, { times: ['07:00'] });
  const theirs = { ...saved, times: ['12:00'] };
  expect(conflictsOf(theirs, edits)).toEqual(['times']);
  const mine = keepMine(theirs, edits, 'times');
  expect(conflictsOf(theirs, mine)).toEqual([]);
  expect(shownOf(theirs, mine).times).toEqual(['07:00']);
  expect(shownOf(theirs, takeTheirs(edits, 'times')).times).toEqual(['12:00']);
});

test('both having changed a field to the same is no conflict, and nothing is left to save', () => {
  const edits = withChange(saved, none, { times: ['07:00'] });
  expect(changedKeys({ ...saved, times: ['07:00'] }, edits)).toEqual([]);
});

test('fields that the form does not have any more are left alone', () => {
  const edits = { gone: { from: 1, to: 2 } } as Edits<Form>;
  expect(shownOf(saved, edits)).toEqual(saved);
});

test('a field that was empty when it was first touched is not taken for what others have entered since', () => {
  const empty: { zone: string | null } = { zone: null };
  const edits = withChange(empty, {}, { zone: 'Asia/Jakarta' });
  const theirs = { zone: 'Asia/Tokyo' };
  expect(conflictsOf(theirs, withChange(theirs, edits, { zone: 'Asia/Manila' }))).toEqual(['zone']);
});
