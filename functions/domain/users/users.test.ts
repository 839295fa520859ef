import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { assignRoster } from './assign-roster.ts';
import { suspensionsAfter } from './edits.ts';

const date = (text: string) => text as LocalDate;
const office = { rosterId: 'office', from: date('2026-01-01'), to: null };

describe('a roster that is assigned', () => {
  test('ends the one in force on its first day', () => {
    expect(assignRoster([office], 'night', date('2026-03-02'))).toEqual([
      { ...office, to: '2026-03-02' },
      { rosterId: 'night', from: '2026-03-02', to: null },
    ]);
  });

  test('replaces one that begins on the same day or later', () => {
    const later = { rosterId: 'summer', from: date('2026-06-01'), to: null };
    expect(assignRoster([{ ...office, to: date('2026-06-01') }, later], 'night', date('2026-01-01'))).toEqual(
      [{ rosterId: 'night', from: '2026-01-01', to: null }],
    );
  });

  test('leaves one that has ended before as it was', () => {
    const ended = { ...office, to: date('2026-02-01') };
    expect(assignRoster([ended], 'night', date('2026-03-02'))).toEqual([
      ended,
      { rosterId: 'night', from: '2026-03-02', to: null },
    ]);
  });

  test('may be none: the one in force ends', () => {
    expect(assignRoster([office], null, date('2026-03-02'))).toEqual([{ ...office, to: '2026-03-02' }]);
  });

  test('for a while lets the one before it go on afterwards', () => {
    const [from, to] = [date('2026-03-02'), date('2026-03-09')];
    const night = { rosterId: 'night', from, to };
    expect(assignRoster([office], 'night', from, to)).toEqual([
      { ...office, to: from },
      night,
      { ...office, from: to },
    ]);
    const summer = { rosterId: 'summer', from: date('2026-03-05'), to: null };
    expect(assignRoster([{ ...office, to: summer.from }, summer], 'night', from, to)).toEqual([
      { ...office, to: from },
      night,
      { ...summer, from: to },
    ]);
    const autumn = { ...summer, from: date('2026-09-01') };
    expect(assignRoster([autumn], 'night', from, to)).toEqual([night, autumn]);
    expect(assignRoster([office], null, from, to)).toEqual([
      { ...office, to: from },
      { ...office, from: to },
    ]);
  });

  test('never overlaps another one, and the days outside it keep theirs', () => {
    const first = date('2026-01-01');
    const assignment = fc.record({
      rosterId: fc.constantFrom('a', 'b', null),
      day: fc.nat(40),
      days: fc.option(fc.integer({ min: 1, max: 20 })),
    });
    type Assignments = ReturnType<typeof assignRoster>;
    const rosterOn = (all: Assignments, on: LocalDate) =>
      all.filter(({ from, to }) => from <= on && (to === null || on < to)).map(({ rosterId }) => rosterId);
    const rangeOf = ({ day, days }: { day: number; days: number | null }) => {
      const from = addDays(first, day);
      return { from, to: days === null ? null : addDays(from, days) };
    };
    fc.assert(
      fc.property(fc.array(assignment), assignment, (earlier, last) => {
        const before = earlier.reduce<Assignments>((all, { rosterId, ...range }) => {
          const { from, to } = rangeOf(range);
          return assignRoster(all, rosterId, from, to);
        }, []);
        const { from, to } = rangeOf(last);
        const after = assignRoster(before, last.rosterId, from, to);
        for (let at = 0; at < 65; at += 1) {
          const on = addDays(first, at);
          expect(rosterOn(after, on).length).toBeLessThanOrEqual(1);
          const assigned = last.rosterId === null ? [] : [last.rosterId];
          const isInRange = on >= from && (to === null || on < to);
          expect(rosterOn(after, on)).toEqual(isInRange ? assigned : rosterOn(before, on));
        }
      }),
    );
  });
});

describe('a suspension', () => {
  const today = date('2026-03-02');

  test('begins on the day on which the user is suspended', () => {
    expect(suspensionsAfter(undefined, 'suspended', today)).toEqual([{ from: today, to: null }]);
  });

  test('is the same one while the user stays suspended', () => {
    const open = [{ from: date('2026-02-01'), to: null }];
    expect(suspensionsAfter(open, 'suspended', today)).toBe(open);
  });

  test('ends on the day on which the user is active again, and stays on record', () => {
    const open = [{ from: date('2026-02-01'), to: null }];
    const ended = suspensionsAfter(open, 'active', today);
    expect(ended).toEqual([{ from: '2026-02-01', to: today }]);
    expect(suspensionsAfter(ended, 'suspended', date('2026-04-01'))).toEqual([
      { from: '2026-02-01', to: today },
      { from: '2026-04-01', to: null },
    ]);
  });

  test('that ends on the day on which it began leaves no trace', () => {
    expect(suspensionsAfter([{ from: today, to: null }], 'active', today)).toEqual([]);
  });

  test('does not come from other changes of status', () => {
    expect(suspensionsAfter(undefined, 'active', today)).toBeUndefined();
  });
});
