/** Finds the moment of the latest punch of a log while it is read. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';
import { wallSeconds, wallTimeOf } from '#shared/time/clock-text.ts';
import { type Instant, instantFromEpoch, parseWallTime } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';

const daySeconds = 86_400;

/** The latest punch of a log, as its terminal writes the time. */
export class LatestPunch {
  readonly #zone: string;
  /** A record from later than a day ahead is damaged, or of a clock that was wrong. */
  readonly #bound: string;
  #latest = '';

  /**
   * @param zone - IANA zone of the terminal's clock
   * @param now - epoch milliseconds of true time
   */
  constructor(zone: string, now: number) {
    this.#zone = zone;
    this.#bound = wallTimeOf(zoneNamed(zone).toWall(Math.round(now / 1000)) + daySeconds).replace('T', ' ');
  }

  /** Call this with every record of the log. */
  note(records: readonly TerminalRecord[]): void {
    for (const { time } of records) {
      const written = time.replace('T', ' ');
      if (written <= this.#latest || written > this.#bound || parseWallTime(written) === null) continue;
      this.#latest = written;
    }
  }

  /** When it was; `undefined` when the log has none. */
  at(): Instant | undefined {
    const wall = parseWallTime(this.#latest);
    return wall === null
      ? undefined
      : instantFromEpoch(zoneNamed(this.#zone).toEpoch(wallSeconds(wall)) * 1000);
  }
}
