import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lookBackOf } from '../overtime/index.ts';
import { completeRules } from '../rules/index.ts';
import { compilePolicy, type Policy } from '../rules/policy.ts';
import { type Known, PunchesOfDays } from './readings.ts';

/** Weighing ways to read punches: the fast way gives what trying every sense of every punch gives. */

const day = 86_400;
const nothingKnown: Known = { arrives: [], afterRest: [] };

/** Wall seconds of `D HH:MM`, D days after the first one. */
function wallOf(text: string): number {
  const [date = 0, hour = 0, minute = 0] = text.split(/[ :]/).map(Number);
  return date * day + hour * 3_600 + minute * 60;
}

const policyOf = (maxShiftMinutes: number, restAfterMinutes: number): Policy =>
  compilePolicy(completeRules({ matching: { maxShiftMinutes, restAfterMinutes } }), lookBackOf);
const policy = policyOf(960, 720);
const punchesAt = (times: string, days = 3) =>
  new PunchesOfDays(times.split(', ').map(wallOf), 0, days * day);

/** Hours of work cost a thousandth each; nights longer than the rest 1.1, and more than the longest shift 10. */
function costOfStretch(begin: number, end: number, { restAfter, maxShift }: Policy): number {
  const nights = Array.from({ length: 9 }, (_, date) => date * day + 10_800);
  const isNight = nights.some((three) => three >= begin && three < end);
  const seconds = end - begin;
  return seconds / 3_600_000 + (seconds > restAfter && isNight ? 1.1 : 0) + (seconds > maxShift ? 10 : 0);
}

/** What a way costs, worked out punch by punch. */
function costOf(arrives: readonly boolean[], walls: readonly number[], to: number, rules: Policy): number {
  let cost = 0;
  for (const [b, late] of walls.entries()) {
    if (b > 0 && arrives[b] === arrives[b - 1]) cost += 1;
    for (const [a, early] of walls.slice(0, b).entries()) {
      const days = Math.round((late - early) / day);
      const isAlike = days > 0 && Math.abs(late - early - days * day) <= 5_400;
      if (isAlike && arrives[a] !== arrives[b]) cost += 0.5;
    }
  }
  const first = walls[0] ?? 0;
  const last = walls.at(-1) ?? 0;
  if (!arrives[0]) cost += first > rules.maxShift ? 1 : costOfStretch(0, first, rules);
  if (arrives.at(-1)) cost += to - last > rules.maxShift ? 1 : costOfStretch(last, to, rules);
  for (let i = 1; i < walls.length; i += 1) {
    if (arrives[i - 1] && !arrives[i]) cost += costOfStretch(walls[i - 1] ?? 0, walls[i] ?? 0, rules);
  }
  return cost;
}

function isPossible(arrives: readonly boolean[], known: Known, most: number): boolean {
  let missing = 0;
  for (const [place, sense] of arrives.entries()) {
    if (known.arrives[place] !== undefined && known.arrives[place] !== sense) return false;
    if (known.afterRest[place] && arrives[place - 1] === true && !sense) return false;
    if (place > 0 && sense === arrives[place - 1]) missing += 1;
  }
  return missing <= most;
}

const cases = fc.record({
  walls: fc
    .array(
      fc.record({
        date: fc.nat(3),
        habit: fc.constantFrom(0, 8, 12, 13, 18, 23),
        minutes: fc.integer({ min: -100, max: 100 }),
      }),
      { minLength: 1, maxLength: 9 },
    )
    .map((punches) =>
      punches
        .map(({ date, habit, minutes }) => Math.max(0, date * day + habit * 3_600 + minutes * 60))
        .sort((a, b) => a - b),
    ),
  arrives: fc.array(fc.option(fc.boolean(), { nil: undefined, freq: 4 }), { maxLength: 9 }),
  afterRest: fc.array(fc.option(fc.constant(true), { nil: undefined, freq: 5 }), { maxLength: 9 }),
  most: fc.constantFrom(1, 2),
  rules: fc.constantFrom(policy, policyOf(600, 480), policyOf(1_800, 1_200)),
});

test('the cheapest way is that of all ways', () => {
  fc.assert(
    fc.property(cases, ({ walls, arrives, afterRest, most, rules }) => {
      const known = { arrives, afterRest };
      let least = Infinity;
      for (let senses = 0; senses < 2 ** walls.length; senses += 1) {
        const way = walls.map((_, place) => ((senses >> place) & 1) === 1);
        if (isPossible(way, known, most)) least = Math.min(least, costOf(way, walls, 4 * day, rules));
      }
      const found = new PunchesOfDays(walls, 0, 4 * day).cheapest(known, rules, most);
      if (least === Infinity) expect(found).toBe(Infinity);
      else expect(found).toBeCloseTo(least, 9);
    }),
    { numRuns: 400 },
  );
});

test('turns that go on cost what that one way costs, where they agree with what is known', () => {
  fc.assert(
    fc.property(cases, fc.constantFrom(0, 1), ({ walls, arrives, afterRest, rules }, turn) => {
      const known = { arrives, afterRest };
      const way = walls.map((_, place) => place % 2 === turn);
      const found = new PunchesOfDays(walls, 0, 4 * day).costInTurn(turn, known, rules);
      if (isPossible(way, known, 0)) expect(found).toBeCloseTo(costOf(way, walls, 4 * day, rules), 9);
      else expect(found).toBe(Infinity);
    }),
  );
});

describe('the cheapest way', () => {
  test('is not looked for where it costs too much', () => {
    const punches = punchesAt('0 8:00, 0 18:00, 1 8:00, 1 18:00');
    expect(punches.cheapest(nothingKnown, policy, 2)).toBeCloseTo(0.02, 9);
    expect(punches.cheapest(nothingKnown, policy, 2, 0.01)).toBe(0.01);
    expect(punches.cheapest(nothingKnown, policy, 2, 0.03)).toBeCloseTo(0.02, 9);
  });

  test('costs one for a forgotten punch, in front of which place it may be', () => {
    const evening = punchesAt('0 8:00, 0 18:00, 1 18:00, 2 8:00, 2 18:00');
    expect(evening.cheapest(nothingKnown, policy, 2)).toBeCloseTo(1.02, 9);
    const morning = punchesAt('0 8:00, 0 18:00, 1 8:00, 2 8:00, 2 18:00');
    expect(morning.cheapest(nothingKnown, policy, 2)).toBeCloseTo(1.02, 9);
  });

  test('has something missing at an end only where no shift could reach beyond it', () => {
    // Sixteen hours after the midnight before, and before the midnight after.
    const known = (arrives: boolean) => ({ arrives: [arrives], afterRest: [] });
    expect(punchesAt('0 16:00', 1).cheapest(known(false), policy, 1)).toBeCloseTo(1.116, 9);
    expect(punchesAt('0 16:01', 1).cheapest(known(false), policy, 1)).toBe(1);
    expect(punchesAt('0 8:00', 1).cheapest(known(true), policy, 1)).toBeCloseTo(0.016, 9);
    expect(punchesAt('0 7:59', 1).cheapest(known(true), policy, 1)).toBe(1);
  });

  test('finds a habit in dates that follow each other, not where a clock was put back by a day', () => {
    const known = { arrives: [true, false], afterRest: [] };
    expect(punchesAt('0 8:00, 1 8:00').cheapest(known, policyOf(1_800, 1_440), 1)).toBeCloseTo(0.524, 9);
    expect(punchesAt('1 8:00, 0 8:00').cheapest(known, policyOf(1_800, 1_440), 1)).toBeCloseTo(-0.024, 9);
  });

  test('is dearer for long work at three in the morning, not for work until three', () => {
    expect(punchesAt('0 14:00, 1 3:00').cheapest(nothingKnown, policy, 1)).toBeCloseTo(0.013, 9);
    expect(punchesAt('0 14:00, 1 3:01').cheapest(nothingKnown, policy, 1)).toBeGreaterThan(1);
  });

  test('obeys what is known', () => {
    const punches = punchesAt('0 8:00, 0 18:00');
    const arrives = [false, true];
    expect(punches.cheapest({ arrives, afterRest: [] }, policy, 2)).toBeGreaterThan(0.02);
    expect(punches.cheapest({ arrives: [true, true], afterRest: [] }, policy, 2)).toBeGreaterThan(1);
    expect(punches.cheapest({ arrives: [], afterRest: [undefined, true] }, policy, 2)).toBeGreaterThan(0.02);
  });
});
