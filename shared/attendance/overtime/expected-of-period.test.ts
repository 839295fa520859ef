import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { ClockingSchedule, OvertimeLayer } from '../model/index.ts';
import { computeDays } from '../sheet/index.ts';
import { hoursOfWeek } from '../testing/presets.ts';
import { prepare, type Scenario } from '../testing/scenario.ts';

/** Overtime of a period beyond what its plan expects. */

const monday = '2026-03-02';
const date = (index: number) => addDays(monday as LocalDate, index);
const full = { kind: 'full' };

function schedule(layers: object[]) {
  const day = { shifts: [{ slots: { in: '08:00', out: '16:00' } }] };
  return ClockingSchedule.parse({
    id: 'week',
    name: 'Week',
    kind: 'weekly',
    rules: { overtime: { layers: layers.map((layer) => OvertimeLayer.parse({ code: 'OT', ...layer })) } },
    days: Object.fromEntries(
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((weekday) => [weekday, day]),
    ),
  });
}

/** Overtime of each day in hours. @param hours - worked on each day from 8:00 on, 0 for none */
function overtime(layer: object, hours: readonly number[], more: Scenario = {}): number[] {
  const punches = hours.flatMap((length, index) =>
    length === 0 ? [] : [`${date(index)} 08:00`, `${date(index)} ${String(8 + length).padStart(2, '0')}:00`],
  );
  const { input, book } = prepare(
    { schedules: [schedule([layer])], punches, ...more },
    monday,
    date(hours.length),
  );
  const days = computeDays(input, book);
  // Each day alone says the same.
  for (const day of days) {
    const [alone] = computeDays({ ...input, from: day.date, to: addDays(day.date, 1) }, book);
    expect(alone).toEqual(day);
  }
  return days.map((day) => day.overtime.reduce((sum, { seconds }) => sum + seconds, 0) / 3_600);
}

const week = [9, 9, 9, 9, 9, 0, 0];
const expected = { kind: 'weekly', beyond: 'expected' };

describe('beyond what is expected of the week', () => {
  test('an ordinary week has 40 hours', () => {
    expect(overtime(expected, week)).toEqual([0, 0, 0, 0, 5, 0, 0]);
  });

  test('a week with a holiday has less, also before the holiday comes', () => {
    const holidays = [{ date: date(4), name: 'Friday' }];
    expect(overtime(expected, [9, 9, 9, 9, 0, 0, 0], { holidays })).toEqual([0, 0, 0, 4, 0, 0, 0]);
    const half = [{ date: date(4), name: 'Friday', half: true }];
    expect(overtime(expected, [9, 9, 9, 9, 4, 0, 0], { holidays: half })).toEqual([0, 0, 0, 0, 4, 0, 0]);
  });

  test('so does a week with leave', () => {
    const leaves = [{ type: 'annual', from: date(3), to: date(5), portion: full }];
    expect(overtime(expected, [9, 9, 9, 0, 0, 0, 0], { leaves })).toEqual([0, 0, 3, 0, 0, 0, 0]);
    const corrections = [{ kind: 'set-leave', date: date(4), type: 'annual', portion: full }];
    expect(overtime(expected, [9, 9, 9, 9, 0, 0, 0], { corrections })).toEqual([0, 0, 0, 4, 0, 0, 0]);
  });

  test('a rule value says that holidays, or leave, lower nothing', () => {
    const holidays = [{ date: date(4), name: 'Friday' }];
    const none = { ...expected, reducedBy: [] };
    expect(overtime(none, [9, 9, 9, 9, 9, 0, 0], { holidays })).toEqual([0, 0, 0, 0, 5, 0, 0]);
    const leaves = [{ type: 'annual', from: date(3), to: date(4), portion: full }];
    const both = { leaves, holidays };
    expect(overtime({ ...expected, reducedBy: ['holiday'] }, [12, 12, 12, 0, 0, 0, 0], both)).toEqual([
      0, 0, 4, 0, 0, 0, 0,
    ]);
    expect(overtime({ ...expected, reducedBy: ['leave'] }, [12, 12, 12, 0, 0, 0, 0], both)).toEqual([
      0, 0, 4, 0, 0, 0, 0,
    ]);
    expect(overtime(expected, [12, 12, 12, 0, 0, 0, 0], both)).toEqual([0, 0, 12, 0, 0, 0, 0]);
  });

  test('a fixed number of hours stays, or is lowered where the rules say so', () => {
    const holidays = [{ date: date(0), name: 'Monday' }];
    const fixed = { kind: 'weekly', beyond: 38 * 60 };
    const hours = [0, 9, 9, 9, 9, 0, 0];
    expect(overtime(fixed, hours, { holidays })).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(overtime({ ...fixed, reducedBy: ['holiday'] }, hours, { holidays })).toEqual([
      0, 0, 0, 0, 6, 0, 0,
    ]);
  });

  test('leave that was worked lowers nothing any more', () => {
    const leaves = [{ type: 'annual', from: date(0), to: date(1), portion: full }];
    expect(overtime(expected, [8, 9, 9, 9, 9, 0, 0], { leaves })).toEqual([0, 0, 0, 0, 4, 0, 0]);
    // Nor on the day on which it is worked itself: five days of eight hours are an ordinary week.
    const onFriday = [{ type: 'annual', from: date(4), to: date(5), portion: full }];
    expect(overtime(expected, [8, 8, 8, 8, 8, 0, 0], { leaves: onFriday })).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(overtime(expected, [8, 8, 8, 8, 9, 0, 0], { leaves: onFriday })).toEqual([0, 0, 0, 0, 1, 0, 0]);
  });

  test('leave that is worked later raises the threshold again, and no hour is paid twice', () => {
    const onFriday = [{ type: 'annual', from: date(4), to: date(5), portion: full }];
    const paid = (hours: number[], layer: object = expected) => overtime(layer, hours, { leaves: onFriday });
    // 44 hours of 40: the four of Thursday are all.
    expect(paid([9, 9, 9, 9, 8, 0, 0])).toEqual([0, 0, 0, 4, 0, 0, 0]);
    expect(paid([9, 9, 9, 9, 9, 0, 0])).toEqual([0, 0, 0, 4, 1, 0, 0]);
    // 40 hours of 36: half of the leave was worked.
    expect(paid([9, 9, 9, 9, 4, 0, 0])).toEqual([0, 0, 0, 4, 0, 0, 0]);
    expect(paid([9, 9, 9, 9, 8, 3, 0])).toEqual([0, 0, 0, 4, 0, 3, 0]);
    // 34 hours before Friday: two are paid on Thursday.
    expect(paid([9, 9, 8, 8, 9, 0, 0])).toEqual([0, 0, 0, 2, 1, 0, 0]);
    expect(paid([9, 9, 9, 9, 9, 0, 0], { ...expected, counts: 'worked' })).toEqual([0, 0, 0, 4, 1, 0, 0]);
    // A threshold that leave lowers below nothing stays at nothing: ten hours less twelve of leave.
    const onTwo = [{ type: 'annual', from: date(3), to: date(5), portion: { kind: 'hours', minutes: 360 } }];
    const ten = { kind: 'weekly', beyond: 600, reducedBy: ['leave'] };
    expect(overtime(ten, [3, 0, 0, 8, 8, 0, 0], { leaves: onTwo }).reduce((sum, each) => sum + each, 0)).toBe(
      9,
    );
  });

  test.each(['biweekly', 'monthly'])(
    'nor does it in a %s sum, however long ago the hours were paid',
    (kind) => {
      const rules = { overtime: { biweeklyAnchor: monday as LocalDate } };
      // All that is left of the period is leave, and the last day of the second week is worked after all.
      const leaves = [{ type: 'annual', from: date(4), to: '2026-04-01', portion: full }];
      const hours = [10, 10, 10, 10, 0, 0, 0, 0, 0, 0, 0, 9];
      const paid = overtime({ kind, beyond: 'expected' }, hours, { rules, leaves });
      // 32 of what is planned are left to be worked: eight hours on Thursday are beyond them, and one of the last day.
      expect(paid).toEqual([0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1]);
    },
  );

  test('days on which the user is not employed expect nothing', () => {
    const user = { issuedOn: date(2) };
    expect(overtime(expected, [0, 0, 9, 9, 9, 0, 0], { user })).toEqual([0, 0, 0, 0, 3, 0, 0]);
  });

  test('two weeks, and the month', () => {
    const biweekly = { kind: 'biweekly', beyond: 'expected' };
    const holidays = [{ date: date(9), name: 'Wednesday' }];
    const rules = { overtime: { biweeklyAnchor: monday as LocalDate } };
    // 72 hours are expected.
    expect(
      overtime(biweekly, [10, 10, 10, 10, 10, 0, 0, 10, 10, 0, 10, 10], { rules, holidays }).slice(7),
    ).toEqual([0, 0, 0, 8, 10]);
    const monthly = { kind: 'monthly', beyond: 'expected' };
    const leaves = [{ type: 'annual', from: date(3), to: '2026-04-01', portion: full }];
    // Only 2, 3 and 4 March are left: 24 hours.
    expect(overtime(monthly, [9, 9, 9], { leaves })).toEqual([0, 0, 3]);
  });

  test('the hash of a day changes with the plan of a later day of its week', () => {
    const hashOf = (more: Scenario) => {
      const { input, book } = prepare({ schedules: [schedule([expected])], ...more }, monday, date(1));
      return computeDays(input, book)[0]?.inputHash;
    };
    const punches = [`${monday} 08:00`, `${monday} 17:00`];
    const leaves = [{ type: 'annual', from: date(4), to: date(5), portion: full }];
    expect(hashOf({ punches })).not.toBe(hashOf({ punches, leaves }));
  });
});

test('the hours of a week of somebody who chooses the days', () => {
  const layers = [OvertimeLayer.parse({ code: 'OT', ...expected })];
  const hours = hoursOfWeek({ overtime: { layers } });
  const more = { schedules: [hours] };
  expect(overtime(expected, [10, 0, 11, 0, 0, 0, 0], more)).toEqual([0, 0, 1, 0, 0, 0, 0]);
  const holidays = [{ date: date(4), name: 'Friday' }];
  // A holiday takes a fifth of the week.
  expect(overtime(expected, [10, 0, 11, 0, 0, 0, 0], { ...more, holidays })).toEqual([0, 0, 5, 0, 0, 0, 0]);
});
