/** Remembers something about dates, the last ones that were asked about. @module */

/** Enough for a year and its neighbours: whoever computes a month for everybody asks for the same dates again and again. */
const daysKept = 512;
/** Before every date that anybody asks about. */
const never = -1_000_000_000;

/**
 * What was worked out about days, by day number. Each day has one place, which it may have to leave to another day: a memory
 * only, in which nothing has to be looked for.
 */
export class RecentDays<T> {
  readonly #days: number[] = new Array<number>(daysKept).fill(never);
  readonly #values: (T | undefined)[] = new Array<T | undefined>(daysKept).fill(undefined);

  /** What is remembered of a day; `undefined` where nothing is, or no longer. @param day - day number */
  get(day: number): T | undefined {
    const place = day & (daysKept - 1);
    return this.#days[place] === day ? this.#values[place] : undefined;
  }

  /** Remembers what a day is. */
  set(day: number, value: T): void {
    const place = day & (daysKept - 1);
    this.#days[place] = day;
    this.#values[place] = value;
  }
}
