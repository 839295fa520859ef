import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wallTimeOf } from '#shared/time/clock-text.ts';
import { lawOptions } from '../testing/laws.ts';
import {
  flexiHours,
  nightShift,
  officeWeek,
  plainShift,
  sixColumns,
  threeShifts,
} from '../testing/presets.ts';
import { daysOf } from '../testing/scenario.ts';

/** Laws about punches without keys: what is worked is paid, and nothing disappears without a word. */

const tuesday = Date.UTC(2026, 2, 3) / 1_000;
const shifts = {
  plain: { schedule: plainShift('09:00', '18:00'), from: 7 * 60, to: 22 * 60 },
  office: { schedule: officeWeek(), from: 7 * 60, to: 22 * 60 },
  six: { schedule: sixColumns(), from: 7 * 60, to: 25 * 60 },
  flexi: { schedule: flexiHours({}, 480), from: 5 * 60, to: 21 * 60 },
  night: { schedule: nightShift(), from: 20 * 60, to: 34 * 60 },
  open: { schedule: threeShifts(), from: 5 * 60 + 10, to: 18 * 60 },
};
const shiftArbitrary = fc.constantFrom(...Object.values(shifts));

/** Minutes of the day, in order, each two minutes or more after the one before it. */
function minutesApart(from: number, to: number, least: number, most: number): fc.Arbitrary<number[]> {
  return fc
    .uniqueArray(fc.integer({ min: 0, max: Math.floor((to - from) / 2) }), {
      minLength: least,
      maxLength: most,
    })
    .map((steps) => steps.map((step) => from + step * 2).sort((a, b) => a - b));
}

const textOf = (minute: number): string => wallTimeOf(tuesday + minute * 60).replace('T', ' ');
const days = (schedule: (typeof shifts)['plain']['schedule'], minutes: readonly number[]) =>
  daysOf({ schedules: [schedule], punches: minutes.map(textOf) }, '2026-03-01', '2026-03-07');

test("an even number of punches within one shift's reach pays the sum of its pairs", () => {
  const cases = shiftArbitrary.chain((shift) =>
    fc.tuple(fc.constant(shift), minutesApart(shift.from, shift.to, 2, 8)),
  );
  fc.assert(
    fc.property(cases, ([{ schedule }, minutes]) => {
      const even = minutes.length % 2 === 0 ? minutes : minutes.slice(1);
      const sum = even.reduce((total, minute, index) => total + (index % 2 === 0 ? -minute : minute), 0);
      const worked = days(schedule, even).reduce((total, day) => total + day.worked, 0);
      expect(worked).toBe(sum * 60);
    }),
    lawOptions,
  );
});

test('no punch is both unused and unflagged', () => {
  const cases = shiftArbitrary.chain((shift) =>
    fc.tuple(
      fc.constant(shift),
      fc.array(minutesApart(shift.from, shift.to, 0, 5), { minLength: 3, maxLength: 3 }),
    ),
  );
  fc.assert(
    fc.property(cases, ([{ schedule }, threeDays]) => {
      const minutes = threeDays.flatMap((day, index) => day.map((minute) => minute + index * 1_440));
      const rows = days(
        schedule,
        [...new Set(minutes)].sort((a, b) => a - b),
      );
      const used = new Set(
        rows.flatMap(({ intervals, ignored }) => [
          ...intervals.flatMap(({ punches }) => punches.map(({ wallTime }) => wallTime)),
          ...ignored.filter(({ reason }) => reason !== 'unpaired').map(({ punch }) => punch.wallTime),
        ]),
      );
      for (const minute of minutes) {
        const wall = wallTimeOf(tuesday + minute * 60);
        if (used.has(wall)) continue;
        const near = rows.filter(
          ({ date }) => Math.abs(Date.parse(date) - Date.parse(wall.slice(0, 10))) <= 86_400_000,
        );
        const codes = near.flatMap(({ exceptions }) => exceptions.map(({ code }) => code));
        const isFlagged = near.some(({ exceptions }) =>
          exceptions.some(({ severity }) => severity === 'error'),
        );
        expect([wall, isFlagged || codes.includes('missing-break')]).toEqual([wall, true]);
      }
    }),
    lawOptions,
  );
});
