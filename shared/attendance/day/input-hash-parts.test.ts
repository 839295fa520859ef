import { expect, test } from 'vitest';
import { IgnoreReason } from '../model/day-result.ts';
import { inputHashOf } from './input-hash.ts';

/** Each part of a day is in its hash on its own, whatever else is in it. */

const ref = { serial: 'SAMPLE1', wallTime: '2026-03-02T09:00:00', status: 255 };
const punch = { ref, recorded: 9, at: 8, flow: 1, correctionId: null as string | null };
const planned = { day: 1, dayType: 'workday', expected: 100 };
const instance = { start: 10, end: 20, schedule: { versionNumber: 5 } };
const shift = {
  planned,
  instance: instance as object | null,
  windowStart: 2,
  windowEnd: 30,
  punches: [punch],
};
const slots = [null, { punch: null, wall: 7 }] as (object | null)[];
const piece = { day: 1, isPart: false, outcome: { shift, slots } };
const plan = {
  schedule: { versionNumber: 1 },
  zone: { nameNumber: 2 },
  day: 1,
  dayType: 'workday',
  expected: 100,
  isFullLeave: false,
  freeHalf: { first: false, second: false },
  holiday: null as object | null,
  leave: [] as object[],
  leaveConflicts: [] as object[],
  isHalfDay: false,
  fullExpected: 100,
};
const ignored = { punch, reason: 'double' };
const basis = {
  userId: '1042',
  own: { day: 1, employed: true },
  plan,
  pieces: [] as object[],
  ignored: [] as object[],
  corrections: [] as object[],
  isSettled: true,
};

const hashOf = (fields: object, matters = true, consulted: number[] = []) =>
  inputHashOf({ ...basis, ...fields } as never, matters, { list: consulted, count: consulted.length });
const ofPlan = (fields: object) => hashOf({ plan: { ...plan, ...fields } });
const ofShift = (fields: object, part: object = {}, more: object = {}) =>
  hashOf({ pieces: [{ ...piece, ...part, outcome: { shift: { ...shift, ...fields }, slots, ...more } }] });
const ofPunch = (fields: object) => ofShift({ punches: [{ ...punch, ...fields }] });
const ofIgnored = (fields: object) => hashOf({ ignored: [{ ...ignored, ...fields }] });

test('of two days that differ in one part alone no two share a hash', () => {
  const hashes = [
    hashOf({}),
    hashOf({ userId: '1043' }),
    hashOf({ own: { day: 2, employed: true } }),
    hashOf({ own: { day: 1, employed: false } }),
    hashOf({ isSettled: false }),
    hashOf({}, false),
    hashOf({}, true, [3]),
    hashOf({ corrections: [{ id: 'cor_1' }] }),
    ofPlan({ schedule: { versionNumber: 3 } }),
    ofPlan({ zone: { nameNumber: 3 } }),
    ofPlan({ day: 2 }),
    ofPlan({ dayType: 'restday' }),
    ofPlan({ expected: 101 }),
    ofPlan({ isFullLeave: true }),
    ofPlan({ freeHalf: { first: true, second: false } }),
    ofPlan({ freeHalf: { first: false, second: true } }),
    ofPlan({ freeHalf: { first: true, second: true } }),
    ofPlan({ holiday: { name: 'One' } }),
    ofPlan({ holiday: { name: 'Two' } }),
    ofPlan({ leave: [{ type: 'annual', seconds: 1 }] }),
    ofPlan({ leave: [{ type: 'annual', seconds: 2 }] }),
    ofPlan({ leave: [{ type: 'sick', seconds: 1 }] }),
    ofPlan({ leaveConflicts: [{ first: 'sick', second: 'annual' }] }),
    ofPlan({ isHalfDay: true }),
    ofPlan({ fullExpected: 101 }),
    ofIgnored({}),
    ofIgnored({ punch: { ...punch, ref: { ...ref, serial: 'SAMPLE2' } } }),
    ofIgnored({ punch: { ...punch, recorded: 10 } }),
    ofIgnored({ punch: { ...punch, ref: { ...ref, status: 1 } } }),
    ofIgnored({ punch: { ...punch, at: 9 } }),
    hashOf({ ignored: [ignored, ignored] }),
    hashOf({ ignored: [ignored, { ...ignored, punch: { ...punch, ref: { ...ref, serial: 'SAMPLE2' } } }] }),
    ...IgnoreReason.options.filter((reason) => reason !== 'double').map((reason) => ofIgnored({ reason })),
    ofShift({}),
    ofShift({ planned: { ...planned, day: 2 } }),
    ofShift({ instance: null }),
    ofShift({ instance: { ...instance, start: 11 } }),
    ofShift({ instance: { ...instance, end: 21 } }),
    ofShift({ windowStart: 3 }),
    ofShift({ windowEnd: 31 }),
    ofShift({ punches: [] }),
    ofShift({ punches: [punch, punch] }),
    ofShift({ punches: [punch, { ...punch, ref: { ...ref, serial: 'SAMPLE2' } }] }),
    ofShift({}, { isPart: true }),
    ofShift({}, { isPart: true, day: 2 }),
    ofShift({ planned: { ...planned, dayType: 'restday' } }, { isPart: true }),
    ofShift({ planned: { ...planned, expected: 101 } }, { isPart: true }),
    ofShift({ instance: { ...instance, schedule: { versionNumber: 6 } } }, { isPart: true }),
    ofShift({}, {}, { slots: [] }),
    ofShift({}, {}, { slots: [null, { punch: null, wall: 8 }] }),
    ofPunch({ ref: { ...ref, serial: 'SAMPLE2' } }),
    ofPunch({ ref: { ...ref, status: 1 } }),
    ofPunch({ recorded: 10 }),
    ofPunch({ at: 9 }),
    ofPunch({ correctionId: 'cor_1' }),
    ofPunch({ correctionId: 'cor_2' }),
    ofPunch({ correctionId: 'cor_1', flow: -1 }),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('what decides nothing is not in it: whether a day is settled, and the date of a shift that is not cut', () => {
  expect(hashOf({ isSettled: false }, false)).toBe(hashOf({ isSettled: true }, false));
  expect(ofShift({}, { day: 2 })).toBe(ofShift({}));
  expect(ofPunch({ flow: -1 })).toBe(ofPunch({}));
});
