import { describe, expect, test } from 'vitest';
import { BREAK, IN, OUT, RESUME } from '../model/index.ts';
import { plannedOn } from '../testing/planned.ts';
import { officeWeek, plainShift } from '../testing/presets.ts';
import { h } from '../testing/scenario.ts';
import { attendedEnds, attendedHalf, attendedTimes } from './attended-times.ts';

/** Section 1 of the rules: half a day of leave moves the times of a shift to those of the half that is attended. */

const monday = '2026-03-02';
const none = Number.NaN;

/** A Monday with half of it free: its plan, its shift, and the midnight that it begins with. */
function halfOff(half: 'first' | 'second' | null, schedule = plainShift('09:00', '17:00')) {
  const portion = { kind: 'half', half };
  const leaves = half === null ? [] : [{ type: 'annual', from: monday, to: '2026-03-03', portion }];
  const planned = plannedOn({ schedules: [schedule], leaves }, monday);
  const [shift] = planned.template.instances;
  if (shift === undefined) throw new RangeError('a shift is planned');
  return { planned, shift, midnight: planned.day * h(24) };
}

describe('a whole day', () => {
  test('has the times of its shift, the very same ones', () => {
    const { planned, shift } = halfOff(null);
    expect(attendedTimes(shift, planned)).toBe(shift);
    expect(attendedHalf(shift, planned)).toBe(shift);
  });

  test('is due from its start to its end', () => {
    const { planned, shift, midnight } = halfOff(null);
    expect(attendedEnds(shift, planned)).toEqual({ due: midnight + h(9), over: midnight + h(17) });
  });
});

describe.each([
  ['first', 13, 17],
  ['second', 9, 13],
] as const)('without a break, the %s half free', (half, from, to) => {
  test(`somebody is due at ${from}:00 and may leave at ${to}:00`, () => {
    const { planned, shift, midnight } = halfOff(half);
    const ends = { due: midnight + h(from), over: midnight + h(to) };
    expect(attendedEnds(shift, planned)).toEqual(ends);
    const moved = shift.at.map((time, column) =>
      column === IN ? ends.due : column === OUT ? ends.over : time,
    );
    expect(attendedTimes(shift, planned)).toEqual({ ...shift, at: moved });
  });
});

describe('with a break from 12:00 to 13:00', () => {
  test.each([
    ['first', 13, 18],
    ['second', 9, 12],
  ] as const)('and the %s half free, the attended half is from %d:00 to %d:00', (half, from, to) => {
    const { planned, shift, midnight } = halfOff(half, officeWeek());
    expect(attendedEnds(shift, planned)).toEqual({ due: midnight + h(from), over: midnight + h(to) });
    expect([shift.at[BREAK], shift.at[RESUME]]).toEqual([midnight + h(12), midnight + h(13)]);
    // Its columns are all there: the punches of the attended half find their own.
    expect(attendedTimes(shift, planned)).toBe(shift);
  });

  test('an odd punch is told apart by the two ends of the attended half alone', () => {
    const { planned, shift, midnight } = halfOff('second', officeWeek());
    expect(attendedHalf(shift, planned)).toEqual({
      at: [midnight + h(9), none, none, midnight + h(12), none, none],
      until: [none, none, none, none, none, none],
      shift: {
        ...shift.shift,
        scheduled: [IN, OUT],
        arrivals: [IN],
        departures: [OUT],
        lastDepartures: [OUT],
      },
    });
  });
});
