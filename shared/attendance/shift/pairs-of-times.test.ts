import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wallTimeOf } from '#shared/time/clock-text.ts';
import type { PaidDay } from '../day/index.ts';
import { payRange } from '../sheet/compute-days.ts';
import { lawOptions } from '../testing/laws.ts';
import {
  flexiHours,
  nightShift,
  officeWeek,
  plainShift,
  sixColumns,
  threeShifts,
} from '../testing/presets.ts';
import { prepare } from '../testing/scenario.ts';
import { resolveDirection } from './direction.ts';
import { isPairedInOrder, orderedTimes, pairTimes } from './ordered-times.ts';
import type { ShiftOutcome } from './outcome.ts';
import { pairedTimes } from './paired-times.ts';

/** Times that come as complete pairs know their pairs; put together from the columns they are the same. */

const tuesday = Date.UTC(2026, 2, 3) / 1_000;
const firstDay = tuesday / 86_400 - 1;
const schedules = [
  plainShift('09:00', '18:00'),
  officeWeek(),
  officeWeek({ direction: { hours: 'first-last' } }),
  sixColumns(),
  flexiHours({}, 480),
  nightShift(),
  threeShifts(),
];
const keys = ['', '', '', ' in', ' out'];
const punchArbitrary = fc.tuple(fc.integer({ min: 0, max: 4_000 }), fc.constantFrom(...keys));

function timesOf({ shift }: ShiftOutcome) {
  const direction = resolveDirection(shift.policy, shift.punches);
  if (!shift.instance) return pairedTimes(shift, direction);
  return isPairedInOrder(shift.policy, direction) ? orderedTimes(shift, shift.instance, direction) : null;
}

test('pairs that are known are those of the columns', () => {
  let known = 0;
  let unknown = 0;
  const days = fc.tuple(
    fc.constantFrom(...schedules),
    fc.array(punchArbitrary, { minLength: 1, maxLength: 14 }),
  );
  fc.assert(
    fc.property(days, ([schedule, minutes]) => {
      const punches = minutes.map(
        ([minute, key]) => wallTimeOf(tuesday + minute * 60).replace('T', ' ') + key,
      );
      const { input, book } = prepare({ schedules: [schedule], punches }, '2026-03-02', '2026-03-08');
      const paid: PaidDay[] = [];
      payRange(input, book, firstDay, firstDay + 6, (day) => paid.push(day));
      for (const { outcome } of paid.flatMap(({ basis }) => basis.pieces)) {
        const times = outcome.shift.punches.length === 0 ? null : timesOf(outcome);
        if (times?.pairs) {
          known += 1;
          expect([...times.pairs]).toEqual(pairTimes(times.slots, times.beyond));
        } else if (times) unknown += 1;
      }
    }),
    lawOptions,
  );
  // The law has been tried on both kinds; a few runs, as mutation testing makes, cannot promise that.
  if (lawOptions.numRuns >= 100) expect([known > 100, unknown > 20]).toEqual([true, true]);
});
