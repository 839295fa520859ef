/**
 * Makes the clock that a test gives to everything it starts: a bridge, a cloud, a simulated terminal. Whatever a
 * test starts (a bridge, a cloud, a simulated terminal) is given one, so that the test means the same at any hour
 * of any day.
 * @module
 */

import { type Instant, instantFromEpoch, type LocalDate } from '#shared/time/wall-time.ts';

/** A clock that a test sets and moves. */
export interface TestClock {
  /** Epoch milliseconds; may be passed on alone. */
  readonly now: () => number;
  instant(): Instant;
  /** The date in UTC. */
  today(): LocalDate;
  /** Lets time pass, backwards when negative. */
  advance(milliseconds: number): void;
  /** Moves the clock to an instant. */
  set(moment: string): void;
}

/** The moment at which tests begin: noon in UTC of a Friday on which no clock changes. */
export const startOfTests = '2026-03-20T12:00:00.000Z';

/** When this file of tests began: clocks that run begin then, so that two of them agree. */
const began = performance.now();

/** How a clock begins and runs. */
interface ClockOptions {
  /**
   * The instant that it shows when the file of tests begins; default {@link startOfTests}. `now` is for tests whose child
   * processes read the system's clock: it agrees with theirs, and nothing may be expected of its hour.
   */
  at?: string;
  /** Whether only the test moves it; otherwise it runs as time passes. */
  stands?: boolean;
  /** Called when the test has moved it. @param epoch - epoch milliseconds */
  onMove?: (epoch: number) => void;
}

/**
 * The clock for everything that a test starts.
 * @example
 * const clock = aClock({ at: '2026-03-20T20:31:00Z' });
 * const terminal = await startTerminalSimulator({ serial, clock: clock.now });
 * clock.advance(3_600_000);
 */
export function aClock({ at = startOfTests, stands = false, onMove }: ClockOptions = {}): TestClock {
  const passed = stands ? () => 0 : () => performance.now() - began;
  let ahead = at === 'now' ? Date.now() - passed() : Date.parse(at);
  const now = () => Math.round(ahead + passed());
  const moveTo = (epoch: number) => {
    ahead = epoch - passed();
    onMove?.(epoch);
  };
  return {
    now,
    instant: () => instantFromEpoch(now()),
    today: () => instantFromEpoch(now()).slice(0, 10) as LocalDate,
    advance: (milliseconds) => moveTo(now() + milliseconds),
    set: (moment) => moveTo(Date.parse(moment)),
  };
}
