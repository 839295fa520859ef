/** A day whose work has been shared out: what its row is made from, and what it leaves for the next day. */
import type { DaysBefore, PolicyLayers } from '../overtime/index.ts';
import type { DayBasis } from './day-basis.ts';
import { type DayFigures, figuresOf } from './day-figures.ts';

/** A day and its figures. */
export class PaidDay {
  /** Only {@link payDay} makes one: a row is built from nothing else. */
  declare protected readonly step: 'paid';
  readonly basis: DayBasis;
  readonly figures: DayFigures;
  /** The days before the next day; `null` where no rule looks back. */
  readonly next: DaysBefore | null;

  constructor(basis: DayBasis, figures: DayFigures, next: DaysBefore | null) {
    this.basis = basis;
    this.figures = figures;
    this.next = next;
  }
}

/**
 * Works out the figures of a day.
 * @param layers - of the policy that the day follows
 * @param before - the days before it: the `next` of the day before
 * @throws RangeError where `before` is another day's
 */
export function payDay(basis: DayBasis, layers: PolicyLayers, before: DaysBefore | null): PaidDay {
  if (before !== null && before.day !== basis.own.day)
    throw new RangeError('days are paid one after the other');
  const figures = figuresOf(basis, layers, before);
  return new PaidDay(basis, figures, before?.and(figures.log) ?? null);
}
