/** Each step of a sheet takes what the one before it has made, and nothing that only looks like it; `npm run types` checks. */
import { expectTypeOf, test } from 'vitest';
import type { buildDay, payDay } from './day/index.ts';
import type { matchPunches, preparePunches } from './matching/index.ts';
import type { TimedPunch } from './model/index.ts';
import type { DaysBefore } from './overtime/index.ts';
import type { payDays } from './sheet/pay-days.ts';
import type { placeShifts } from './sheet/place-shifts.ts';
import type { ShiftOutcome, workOut } from './shift/index.ts';

/** The same properties, but not made by the step. */
type LookAlike<T> = { [K in keyof T]: T[K] };

test('a step takes what the step before it makes', () => {
  expectTypeOf<ReturnType<typeof preparePunches>>().toExtend<Parameters<typeof matchPunches>[0]>();
  expectTypeOf<ReturnType<typeof matchPunches>>().toExtend<Parameters<typeof placeShifts>[0]>();
  expectTypeOf<ReturnType<typeof placeShifts>>().toExtend<Parameters<typeof payDays>[0]>();
  expectTypeOf<ReturnType<typeof payDay>>().toExtend<Parameters<typeof buildDay>[0]>();
});

test('and nothing else', () => {
  type Prepared = ReturnType<typeof preparePunches>;
  type Matched = ReturnType<typeof matchPunches>;
  type Placed = ReturnType<typeof placeShifts>;
  type Paid = ReturnType<typeof payDay>;
  expectTypeOf<LookAlike<Prepared>>().not.toExtend<Prepared>();
  expectTypeOf<LookAlike<Matched>>().not.toExtend<Matched>();
  expectTypeOf<LookAlike<Matched['shifts'][number]>>().not.toExtend<Parameters<typeof workOut>[0]>();
  expectTypeOf<LookAlike<Placed>>().not.toExtend<Placed>();
  expectTypeOf<LookAlike<DaysBefore>>().not.toExtend<DaysBefore>();
  expectTypeOf<LookAlike<Paid>>().not.toExtend<Paid>();
});

test('a punch and a shift carry no marks: why a punch takes no part stands in what a step returns', () => {
  expectTypeOf<TimedPunch>().toEqualTypeOf<Readonly<TimedPunch>>();
  expectTypeOf<TimedPunch>().not.toHaveProperty('ignored');
  type Shift = ShiftOutcome['shift'];
  expectTypeOf<LookAlike<Shift>>().toEqualTypeOf<Readonly<LookAlike<Shift>>>();
  expectTypeOf<Shift['punches']>().toEqualTypeOf<readonly TimedPunch[]>();
});
