import { expect, test } from 'vitest';
import { conflictsOf, shownOf, withChange } from '../ui/edits.ts';
import {
  fieldOf,
  isReleaseAddress,
  isUnfinished,
  noReleases,
  noSource,
  switched,
  updatesDraft,
  updatesOf,
} from './updates-form.ts';

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
  expect(updatesOf({ ...updatesDraft(set), source: noSource })).toEqual({ ...set, from: null });
});

test('switched on for the first time, everybody takes a release after a day', () => {
  const draft = {
    ...updatesDraft({ from: null, afterHours: null, sites: [] }),
    source: { isOn: true, from: ` ${from} ` },
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
  expect(isUnfinished({ ...updatesDraft(set), source: { isOn: true, from: address } })).toBe(true);
  expect(isUnfinished({ ...updatesDraft(set), source: { isOn: false, from: address } })).toBe(false);
});

test('an empty number of hours is not saved', () => {
  expect(isUnfinished(updatesDraft(set))).toBe(false);
  expect(isUnfinished({ ...updatesDraft(set), everybody: { isOn: true, hours: null } })).toBe(true);
});

test('a ring that is switched off and on again has its hours back', () => {
  const { everybody } = updatesDraft({ ...set, afterHours: 48 });
  expect(switched(everybody, false)).toEqual(noReleases);
  expect(switched(everybody, true)).toEqual({ isOn: true, hours: 48 });
  expect(switched(null, true)).toEqual({ isOn: true, hours: 24 });
});

test('rings that two people give to different sites both stand; of one that both have changed, both are known', () => {
  const own = (site: string, afterHours: number | null) => ({ site, afterHours });
  const form = (sites: (typeof set)['sites'], touched: object) => updatesDraft({ ...set, sites }, touched);
  const mine = { [fieldOf('Store')]: { isOn: true, hours: 6 }, [fieldOf('Gate')]: null };
  const edits = withChange(form(set.sites, mine), {}, mine);

  const apart = form([...set.sites, own('Office', 1)], edits);
  expect(conflictsOf(apart, edits)).toEqual([]);
  expect(updatesOf(shownOf(apart, edits)).sites).toEqual([
    own('Yard', null),
    own('Office', 1),
    own('Store', 6),
  ]);

  const same = form([own('Yard', null), own('Gate', 2), own('Store', 12)], edits);
  expect(conflictsOf(same, edits)).toEqual([fieldOf('Gate'), fieldOf('Store')]);
});

test('an address that somebody else has changed is not dropped unseen by who switches updates off', () => {
  const edits = withChange(updatesDraft(set), {}, { source: noSource });
  const theirs = updatesDraft({ ...set, from: `${from}newer/` });
  expect(conflictsOf(theirs, edits)).toEqual(['source']);
});
