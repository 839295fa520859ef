import { describe, expect, test } from 'vitest';
import { type LeaveDay, type Taken, withLeave } from './leave-of-day.ts';

/** Sections 1 and 6 of the rules: what leaves, alone and together, make of the hours of a day. */

const hour = 3_600;
const workday: LeaveDay = {
  dayType: 'workday',
  full: 8 * hour,
  share: 0,
  isHalfHoliday: false,
  hasSeveralShifts: false,
  types: new Map(),
};
const halfHoliday = { ...workday, isHalfHoliday: true };
const severalShifts = { ...workday, hasSeveralShifts: true };
const restday: LeaveDay = { ...workday, dayType: 'restday', full: 0 };

const full: Taken = { id: 'lve_1', type: 'annual', portion: { kind: 'full' } };
const morning: Taken = { id: 'lve_2', type: 'morning', portion: { kind: 'half', half: 'first' } };
const afternoon: Taken = { id: 'lve_3', type: 'afternoon', portion: { kind: 'half', half: 'second' } };
const twoHours: Taken = { id: 'lve_4', type: 'errand', portion: { kind: 'hours', minutes: 120 } };

/** What is left to be worked, and what is said of the day, where nothing takes anything of it. */
const untouched = {
  expected: 8 * hour,
  leave: [],
  conflicts: [],
  isFullLeave: false,
  freeHalf: { first: false, second: false },
  leaveByHour: 0,
  isHalfDay: false,
};

describe('on a workday', () => {
  test('a full leave takes all of it, and neither half of it nor hours', () => {
    expect(withLeave([full], workday)).toEqual({
      ...untouched,
      expected: 0,
      leave: [{ type: 'annual', seconds: 8 * hour }],
      isFullLeave: true,
    });
  });

  test('half a day of leave frees its half, and halves the limits of the day', () => {
    expect(withLeave([morning], workday)).toEqual({
      ...untouched,
      expected: 4 * hour,
      leave: [{ type: 'morning', seconds: 4 * hour }],
      freeHalf: { first: true, second: false },
      isHalfDay: true,
    });
  });

  test('both halves together are a day of full leave', () => {
    expect(withLeave([afternoon, morning], workday)).toEqual({
      ...untouched,
      expected: 0,
      leave: [
        { type: 'morning', seconds: 4 * hour },
        { type: 'afternoon', seconds: 4 * hour },
      ],
      isFullLeave: true,
      freeHalf: { first: true, second: true },
      isHalfDay: true,
    });
  });

  test('leave by the hour covers lateness, and more hours than the day has are a day of full leave', () => {
    expect(withLeave([twoHours], workday)).toEqual({
      ...untouched,
      expected: 6 * hour,
      leave: [{ type: 'errand', seconds: 2 * hour }],
      leaveByHour: 2 * hour,
    });
    const allDay: Taken = { ...twoHours, portion: { kind: 'hours', minutes: 600 } };
    expect(withLeave([allDay], workday)).toEqual({
      ...untouched,
      expected: 0,
      leave: [{ type: 'errand', seconds: 8 * hour }],
      isFullLeave: true,
      leaveByHour: 8 * hour,
    });
  });

  test('a full leave is one also where no hours are expected of the day', () => {
    expect(withLeave([full], { ...workday, full: 0 })).toEqual({
      ...untouched,
      expected: 0,
      leave: [{ type: 'annual', seconds: 0 }],
      isFullLeave: true,
    });
    expect(withLeave([full], { ...workday, full: 0, share: 4 * hour })).toEqual({
      ...untouched,
      expected: 0,
      leave: [{ type: 'annual', seconds: 4 * hour }],
      isFullLeave: true,
    });
  });
});

describe('on a day of several shifts, where no half has a border', () => {
  test('half a day of leave is half of the hours, whichever shift they lie in', () => {
    expect(withLeave([morning], severalShifts)).toEqual({
      ...untouched,
      expected: 4 * hour,
      leave: [{ type: 'morning', seconds: 4 * hour }],
      leaveByHour: 4 * hour,
      isHalfDay: true,
    });
  });

  test('a full leave takes all shifts, and none of it is leave by the hour', () => {
    expect(withLeave([full], severalShifts)).toEqual({
      ...untouched,
      expected: 0,
      leave: [{ type: 'annual', seconds: 8 * hour }],
      isFullLeave: true,
    });
  });

  test('half a holiday frees half of the hours', () => {
    expect(withLeave([], { ...severalShifts, isHalfHoliday: true })).toEqual({
      ...untouched,
      expected: 4 * hour,
      leaveByHour: 4 * hour,
      isHalfDay: true,
    });
  });
});

describe('on half a holiday', () => {
  const afternoonFree = { freeHalf: { first: false, second: true }, isHalfDay: true };

  test('the second half is free without any leave', () => {
    expect(withLeave([], halfHoliday)).toEqual({ ...untouched, ...afternoonFree, expected: 4 * hour });
  });

  test('leave for the second half takes nothing, and is no conflict with the leave of the first', () => {
    expect(withLeave([afternoon], halfHoliday)).toEqual({
      ...untouched,
      ...afternoonFree,
      expected: 4 * hour,
      leave: [{ type: 'afternoon', seconds: 0 }],
    });
    expect(withLeave([morning, afternoon], halfHoliday)).toEqual({
      ...untouched,
      expected: 0,
      leave: [
        { type: 'morning', seconds: 4 * hour },
        { type: 'afternoon', seconds: 0 },
      ],
      isFullLeave: true,
      freeHalf: { first: true, second: true },
      isHalfDay: true,
    });
  });

  test('a full leave takes the half that is left', () => {
    expect(withLeave([full], halfHoliday)).toEqual({
      ...untouched,
      ...afternoonFree,
      expected: 0,
      leave: [{ type: 'annual', seconds: 4 * hour }],
      isFullLeave: true,
    });
  });
});

describe('on a rest day', () => {
  test('leave takes nothing and is not shown, so that nobody is on leave', () => {
    for (const leave of [full, morning, twoHours]) {
      const { leave: shown, isFullLeave, expected } = withLeave([leave], restday);
      expect({ shown, isFullLeave, expected }).toEqual({ shown: [], isFullLeave: false, expected: 0 });
    }
    expect(withLeave([full], restday)).toEqual({ ...untouched, expected: 0 });
  });

  test('leave of a type that counts there takes what its type says, and the day is one of leave', () => {
    const types = new Map([
      ['annual', { fullDay: 6 * hour, countsOn: new Set(['restday'] as const) }],
      ['errand', { fullDay: 6 * hour, countsOn: new Set(['holiday'] as const) }],
    ]);
    expect(withLeave([full], { ...restday, types })).toEqual({
      ...untouched,
      expected: 0,
      leave: [{ type: 'annual', seconds: 6 * hour }],
      isFullLeave: true,
    });
    expect(withLeave([twoHours], { ...restday, types })).toEqual({ ...untouched, expected: 0 });
  });
});

describe('of two leaves that want the same time', () => {
  test('the one with the earlier id takes it, and both are named', () => {
    const second: Taken = { ...full, id: 'lve_0', type: 'sick' };
    for (const taken of [
      [full, second],
      [second, full],
    ]) {
      expect(withLeave(taken, workday)).toEqual({
        ...untouched,
        expected: 0,
        leave: [
          { type: 'sick', seconds: 8 * hour },
          { type: 'annual', seconds: 0 },
        ],
        conflicts: [{ first: 'sick', second: 'annual' }],
        isFullLeave: true,
      });
    }
  });

  test('a second leave of the same half takes nothing of the other one', () => {
    const again: Taken = { ...morning, id: 'lve_9', type: 'sick' };
    expect(withLeave([again, morning], workday)).toMatchObject({
      expected: 4 * hour,
      leave: [
        { type: 'morning', seconds: 4 * hour },
        { type: 'sick', seconds: 0 },
      ],
      conflicts: [{ first: 'morning', second: 'sick' }],
      freeHalf: { first: true, second: false },
    });
  });

  test('hours are taken of what a half has left', () => {
    const sixHours: Taken = { ...twoHours, portion: { kind: 'hours', minutes: 360 } };
    expect(withLeave([sixHours, morning], workday)).toMatchObject({
      expected: 0,
      leave: [
        { type: 'morning', seconds: 4 * hour },
        { type: 'errand', seconds: 4 * hour },
      ],
      conflicts: [{ first: 'morning', second: 'errand' }],
      leaveByHour: 4 * hour,
    });
  });
});
