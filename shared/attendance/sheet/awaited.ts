/** Which terminals a day of one computation waits for, by the names that the input gives. */
import { dayNumber } from '#shared/time/calendar.ts';
import { epochSeconds } from '#shared/time/clock-text.ts';
import type { AwaitedTerminal } from '../model/index.ts';

/** A terminal with its moments as epoch seconds and its dates as day numbers. */
interface Awaited {
  readonly serial: string;
  readonly completeThrough: number;
  readonly knownSince: number;
  readonly days: readonly { from: number; to: number }[] | null;
}

const nobody: readonly string[] = [];

/** The terminals that an input names. */
export class AwaitedTerminals {
  /** The one furthest behind first. */
  readonly #terminals: readonly Awaited[];
  /** The log of every named terminal has been read past any moment before this one; epoch seconds. */
  readonly #allThrough: number;

  constructor(named: readonly AwaitedTerminal[] = []) {
    this.#terminals = named.map(readAwaited).sort(byProgress);
    this.#allThrough = this.#terminals[0]?.completeThrough ?? Number.POSITIVE_INFINITY;
  }

  /** Serial numbers of the terminals for which a day waits that is over at a moment. @param moment - epoch seconds */
  behind(day: number, moment: number): readonly string[] {
    if (this.#allThrough > moment) return nobody;
    const serials: string[] = [];
    for (const { serial, completeThrough, knownSince, days } of this.#terminals) {
      if (completeThrough > moment) break;
      if (knownSince <= moment && (days === null || holds(days, day))) serials.push(serial);
    }
    return serials;
  }
}

function readAwaited({ serial, completeThrough, knownSince, days }: AwaitedTerminal): Awaited {
  return {
    serial,
    completeThrough: completeThrough === null ? Number.NEGATIVE_INFINITY : epochSeconds(completeThrough),
    knownSince: knownSince === undefined ? Number.NEGATIVE_INFINITY : epochSeconds(knownSince),
    days:
      days?.map(({ from, to }) => ({
        from: dayNumber(from),
        to: to === null ? Number.POSITIVE_INFINITY : dayNumber(to),
      })) ?? null,
  };
}

function byProgress(a: Awaited, b: Awaited): number {
  if (a.completeThrough !== b.completeThrough) return a.completeThrough < b.completeThrough ? -1 : 1;
  return a.serial < b.serial ? -1 : 1;
}

function holds(days: readonly { from: number; to: number }[], day: number): boolean {
  return days.some(({ from, to }) => from <= day && day < to);
}
