import { expect, test } from 'vitest';
import { isReleaseAddress, isUnfinished, updatesDraft, updatesOf } from './updates-form.ts';

const from = 'https://releases.rollcall.example/bridge/';
const set = {
  from,
  afterHours: 24,
  sites: [
    { site: 'Yard', afterHours: null },
    { site: 'Gate', afterHours: 0 },
  ],
};

test('what is set comes back as it was, also at sites that take none or take it at once', () => {
  expect(updatesOf(updatesDraft(set))).toEqual(set);
});

test('switched off, the rings stay for the next time', () => {
  expect(updatesOf({ ...updatesDraft(set), isOn: false })).toEqual({ ...set, from: null });
});

test('switched on for the first time, everybody takes a release after a day', () => {
  const draft = {
    ...updatesDraft({ from: null, afterHours: null, sites: [] }),
    isOn: true,
    from: ` ${from} `,
  };
  expect(updatesOf(draft)).toEqual({ from, afterHours: 24, sites: [] });
});

test.each([
  'http://releases.rollcall.example/',
  'releases',
  `${from}?a=b`,
  'https://user@releases.rollcall.example/',
])('releases are not fetched from %s', (address) => {
  expect(isReleaseAddress(address)).toBe(false);
  expect(isUnfinished({ ...updatesDraft(set), from: address })).toBe(true);
  expect(isUnfinished({ ...updatesDraft(set), from: address, isOn: false })).toBe(false);
});

test('an empty number of hours is not saved', () => {
  expect(isUnfinished(updatesDraft(set))).toBe(false);
  expect(isUnfinished({ ...updatesDraft(set), everybody: { isOn: true, hours: null } })).toBe(true);
});
