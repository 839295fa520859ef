import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/time/calendar.ts';
import { type Instant, instantFromEpoch, type LocalDate } from '#shared/time/wall-time.ts';
import { aUserId } from '#test/support/ids.ts';
import { type AskedDays, ComputedLately } from './computed-lately.ts';

const noon = Date.UTC(2026, 2, 20, 12);
const at = (seconds: number): Instant => instantFromEpoch(noon + seconds * 1_000);
const day = (number: number): LocalDate => addDays('2026-03-01' as LocalDate, number - 1);
const dates = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => day(from + index));

/** Days of the user 701 that were computed as they were at a moment. */
function computed(from: number, to: number, seconds: number) {
  return { userId: aUserId('701'), from: day(from), to: day(to), dates: dates(from, to), asOf: at(seconds) };
}

/** Days that a message asked for. */
function asked(from: number, to: number, seconds: number, now = 600): AskedDays {
  return { userId: aUserId('701'), from: day(from), to: day(to), askedAt: at(seconds), now: at(now) };
}

function remembering(...all: ReturnType<typeof computed>[]): ComputedLately {
  const lately = new ComputedLately();
  for (const days of all) lately.add('org', days);
  return lately;
}

describe('days that this process has computed', () => {
  test('hold what was asked for before', () => {
    const lately = remembering(computed(1, 20, 60));
    expect(lately.answerTo('org', asked(1, 20, 30))).toEqual(dates(1, 20));
    expect(lately.answerTo('org', asked(5, 8, 59))).toEqual(dates(5, 8));
  });

  test('do not hold what was asked for later, or within what clocks may be apart', () => {
    const lately = remembering(computed(1, 20, 60));
    expect(lately.answerTo('org', asked(1, 20, 61))).toBeUndefined();
    expect(lately.answerTo('org', asked(1, 20, 60))).toBeUndefined();
    expect(lately.answerTo('org', asked(1, 20, 59.5))).toBeUndefined();
  });

  test('hold nothing of other days, other people or another organisation', () => {
    const lately = remembering(computed(5, 20, 60));
    expect(lately.answerTo('org', asked(4, 8, 30))).toBeUndefined();
    expect(lately.answerTo('org', asked(19, 21, 30))).toBeUndefined();
    expect(lately.answerTo('org', { ...asked(5, 8, 30), userId: aUserId('702') })).toBeUndefined();
    expect(lately.answerTo('else', asked(5, 8, 30))).toBeUndefined();
  });

  test('are found by the same id with zeros before it', () => {
    const lately = remembering(computed(1, 20, 60));
    expect(lately.answerTo('org', { ...asked(5, 8, 30), userId: aUserId('0701') })).toEqual(dates(5, 8));
  });

  test('answer no message whose moment is unknown, or lies ahead', () => {
    const lately = remembering(computed(1, 20, 60));
    expect(lately.answerTo('org', { ...asked(1, 20, 30), askedAt: undefined })).toBeUndefined();
    expect(lately.answerTo('org', asked(1, 20, 30, 20))).toBeUndefined();
    expect(lately.answerTo('org', asked(1, 20, -16 * 86_400))).toBeUndefined();
  });

  test('are not forgotten because a part of them was computed again', () => {
    const parts = Array.from({ length: 12 }, (_, index) => computed(index + 1, index + 2, 70 + index));
    const lately = remembering(computed(1, 20, 60), ...parts);
    expect(lately.answerTo('org', asked(12, 13, 75))).toEqual(dates(12, 13));
    expect(lately.answerTo('org', asked(1, 20, 30))).toEqual(dates(1, 20));
  });
});

test('a message is answered only by days that hold all that it asks for, all read later', () => {
  const range = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 10 }), fc.nat(50));
  fc.assert(
    fc.property(fc.array(range, { maxLength: 12 }), range, (all, [from, length, seconds]) => {
      const lately = remembering(...all.map(([first, count, asOf]) => computed(first, first + count, asOf)));
      const answer = lately.answerTo('org', asked(from, from + length, seconds));
      const holds = all.some(
        ([first, count, asOf]) => first <= from && first + count >= from + length && asOf > seconds,
      );
      if (answer) expect(answer).toEqual(dates(from, from + length));
      if (answer) expect(holds).toBe(true);
    }),
  );
});
