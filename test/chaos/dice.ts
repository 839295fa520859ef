/** Random decisions that a seed makes repeatable. @module */

import { seededNumbers } from '#bridge/simulator/seeded-numbers.ts';

/** Decisions that a seed makes repeatable. */
export interface Dice {
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** True with a probability of 0 to 1. */
  chance(probability: number): boolean;
  /** One of several, all equally likely. */
  pick<T>(list: readonly [T, ...T[]]): T;
}

/** Dice that fall the same way for the same seed. */
export function diceOf(seed: number): Dice {
  const next = seededNumbers(seed);
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    between,
    chance: (probability) => next() < probability,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
  };
}
