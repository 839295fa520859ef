/** The figures of a computed day that a trial shows, and which of them differ from another computation. Pure functions. @module */

import type { DayResult } from '#shared/attendance/model/index.ts';

/** A figure of a day. */
export type FigureName = 'worked' | 'overtime' | 'premiums' | 'late' | 'early' | 'short' | 'undertime';

/** A figure, and what it was before where that differs. Seconds. */
export interface Figure {
  readonly name: FigureName;
  readonly seconds: number;
  readonly was: number | undefined;
  /** The pay codes that it is made of. */
  readonly codes: readonly string[];
}

const names = ['worked', 'overtime', 'premiums', 'late', 'early', 'short', 'undertime'] as const;

type FigureDay = Pick<DayResult, FigureName>;

function secondsOf(day: FigureDay, name: FigureName): number {
  const value = day[name];
  return typeof value === 'number' ? value : value.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** The figures of a day that are not 0, or that were not. @param before - the same day by the saved rules */
export function figuresOf(day: FigureDay, before: FigureDay | undefined): Figure[] {
  return names.flatMap((name) => {
    const seconds = secondsOf(day, name);
    const was = before === undefined ? seconds : secondsOf(before, name);
    if (seconds === 0 && was === 0) return [];
    const value = day[name];
    const codes = typeof value === 'number' ? [] : [...new Set(value.map(({ code }) => code))];
    return [{ name, seconds, was: was === seconds ? undefined : was, codes }];
  });
}
