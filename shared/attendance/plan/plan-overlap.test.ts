import { describe, expect, test } from 'vitest';
import { RollcallError } from '#shared/errors.ts';
import { ClockingSchedule } from '../model/index.ts';
import { cycleOf, plainShift, threeShifts } from '../testing/presets.ts';
import { prepare, type Scenario } from '../testing/scenario.ts';
import { assertNoOverlap } from './plan-overlap.ts';

/** Section 1 of the rules: shifts that overlap are refused, and named in the order of time, however they are entered. */

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const free = ClockingSchedule.parse({ id: 'sch_free', name: 'Free', kind: 'weekly', days: {} });

/** What is said of the first overlap from Monday to Tuesday; `null` where the plan is accepted. */
function overlapOf(scenario: Scenario) {
  const { input, book } = prepare(scenario, monday, '2026-03-04');
  try {
    assertNoOverlap(input, book, input);
    return null;
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    return { code: error.code, ...error.facts };
  }
}

/** Several shifts on one Monday, `HH:MM to HH:MM` in the order in which somebody names them. */
function overlapOnMonday(...times: string[]) {
  const [scheduleId = null, ...furtherScheduleIds] = times;
  const shifts = times.map((time) => plainShift(time.slice(0, 5), time.slice(9), {}, time));
  return overlapOf({
    schedules: [free, ...shifts],
    overrides: [{ date: monday, scheduleId, furtherScheduleIds }],
  });
}

function both(first: string, second: string) {
  const named = (times: string) => `${times} on ${monday}, ${times.replace(' to ', '–')}`;
  return { code: 'plan.overlap', userId: '1042', first: named(first), second: named(second) };
}

describe('shifts of one date that overlap are named in the order of time, whichever is entered first', () => {
  test.each([
    ['one begins before the other ends', '09:00 to 13:00', '12:59 to 18:00'],
    ['one lies within the other', '09:00 to 18:00', '12:00 to 13:00'],
    ['both begin together: the shorter one first', '09:00 to 12:00', '09:00 to 18:00'],
  ])('%s', (_how, first, second) => {
    expect(overlapOnMonday(first, second)).toEqual(both(first, second));
    expect(overlapOnMonday(second, first)).toEqual(both(first, second));
  });

  test('of three, the first two that overlap', () => {
    const early = '05:00 to 08:00';
    const [day, late] = ['09:00 to 18:00', '17:00 to 20:00'];
    for (const order of [
      [early, day, late],
      [late, early, day],
      [day, late, early],
      [late, day, early],
    ]) {
      expect(overlapOnMonday(...order)).toEqual(both(day, late));
    }
  });

  test('three that only touch are accepted in every order', () => {
    expect(overlapOnMonday('06:00 to 10:00', '10:00 to 14:00', '14:00 to 18:00')).toBeNull();
    expect(overlapOnMonday('14:00 to 18:00', '06:00 to 10:00', '10:00 to 14:00')).toBeNull();
  });
});

describe('somebody who moves far east on Tuesday, where the day begins a day earlier', () => {
  const moving = (onMonday: ClockingSchedule, onTuesday: ClockingSchedule) =>
    overlapOf({
      zone: 'Pacific/Niue',
      schedules: [free, onMonday, onTuesday],
      rosters: [cycleOf(monday, [onMonday.id, onTuesday.id, null, null, null, null, null])],
      assignments: [{ rosterId: 'ros_cycle', from: '2026-01-01' }],
      user: { zoneChanges: [{ from: tuesday, zone: 'Pacific/Kiritimati' }] } as never,
    });

  test('may work the shift of Tuesday before that of Monday', () => {
    // In UTC: Monday 10:00 to 15:00 by the date of Tuesday, and from 20:00 on by the date of Monday.
    expect(moving(plainShift('09:00', '17:00'), plainShift('00:00', '05:00'))).toBeNull();
  });

  test('is told of both shifts where they overlap, the one of Tuesday first', () => {
    // In UTC: Monday 19:00 to 03:00, and 20:00 to 04:00.
    expect(moving(plainShift('09:00', '17:00'), plainShift('09:00', '17:00', {}, 'sch_east'))).toEqual({
      code: 'plan.overlap',
      userId: '1042',
      first: `09:00 to 17:00 on ${tuesday}, 09:00–17:00`,
      second: `09:00 to 17:00 on ${monday}, 09:00–17:00`,
    });
  });
});

test('the shifts of an open schedule exclude each other, so that none of them overlaps', () => {
  const shifts = [{ slots: { in: '06:00', out: '14:00' } }, { slots: { in: '10:00', out: '18:00' } }];
  const open = ClockingSchedule.parse({ id: 'sch_choice', name: 'Choice', kind: 'open', shifts });
  expect(overlapOf({ schedules: [open] })).toBeNull();
  expect(overlapOf({ schedules: [threeShifts()] })).toBeNull();
});
