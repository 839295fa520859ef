/** The local cloud's scheduler fires the tick every minute and the nightly event every quarter of an hour. @module */

import { type ScheduleKind, schedules } from '#infra/lambdas.ts';

/** Time, as the clock sees it; replaced in tests. */
export interface Timers {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs something later. @returns a function that cancels it */
  after(milliseconds: number, run: () => void): () => void;
}

const systemTimers: Timers = {
  now: Date.now,
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** What a clock needs. */
export interface ClockOptions {
  /** Sends the scheduled event. */
  fire: (kind: ScheduleKind) => Promise<unknown>;
  log: (line: string) => void;
  timers?: Timers;
}

/** A clock that runs. */
export interface Clock {
  /** Fires no more, and waits for the events that are being worked on. */
  stop(): Promise<void>;
}

/**
 * Fires the scheduled events at the full minute and the full quarter of an hour (UTC). An event whose predecessor is
 * still being worked on is skipped: the next one finds the same work.
 */
export function startClock({ fire, log, timers = systemTimers }: ClockOptions): Clock {
  const pending = new Map<ScheduleKind, () => void>();
  const working = new Map<ScheduleKind, Promise<void>>();

  function arm(kind: ScheduleKind): void {
    const period = schedules[kind].everyMinutes * 60_000;
    const wait = period - (timers.now() % period);
    pending.set(
      kind,
      timers.after(wait, () => {
        arm(kind);
        ring(kind);
      }),
    );
  }

  function ring(kind: ScheduleKind): void {
    if (working.has(kind)) {
      log(`${kind}: skipped, because the previous one is still running`);
      return;
    }
    const job = fire(kind)
      .then(
        () => {},
        (error: unknown) => log(`${kind}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`),
      )
      .finally(() => working.delete(kind));
    working.set(kind, job);
  }

  for (const kind of Object.keys(schedules) as ScheduleKind[]) arm(kind);
  return {
    async stop() {
      for (const cancel of pending.values()) cancel();
      pending.clear();
      await Promise.all(working.values());
    },
  };
}
