/** The clock of a simulated push terminal: it follows the server's `Date` header in the zone of the last handshake. @module */

import type { RawReply } from './raw-http.ts';
import { clockSetting, zoneMinutes } from './reply-reading.ts';

const toleranceMilliseconds = 10_000;

/** The clock of a simulated terminal: it follows its server's `Date`, in the zone that the server last gave it. */
export class DeviceClock {
  /** How many minutes ahead of UTC the terminal believes it is. */
  zoneMinutes: number;
  /** How often a reply has set the clock. */
  settings = 0;
  readonly #now: () => number;
  readonly #firmware: 'specification' | 'old';
  #offsetMilliseconds: number;

  /** @param now - epoch milliseconds of the true time */
  constructor(
    now: () => number,
    start: { zoneMinutes: number; shiftSeconds: number; firmware: 'specification' | 'old' },
  ) {
    this.#now = now;
    this.#firmware = start.firmware;
    this.zoneMinutes = start.zoneMinutes;
    this.#offsetMilliseconds = start.shiftSeconds * 1000;
  }

  /** What the terminal's display shows: epoch milliseconds as if its local time were UTC. */
  shown(): number {
    return this.#now() + this.#offsetMilliseconds + this.zoneMinutes * 60_000;
  }

  /** Sets the clock by a reply, if it is off by more than 10 s. */
  setBy(reply: RawReply): void {
    const moment = clockSetting(reply);
    if (moment === undefined) return;
    const difference = moment - (this.#now() + this.#offsetMilliseconds);
    if (Math.abs(difference) <= toleranceMilliseconds) return;
    this.#offsetMilliseconds += difference;
    this.settings += 1;
  }

  /**
   * Reads the `TimeZone` option. The display keeps its time until a reply sets it: only the next one, after the
   * handshake, is read with the new zone.
   */
  readZone(option: string | undefined): void {
    const minutes = option === undefined ? undefined : zoneMinutes(option, this.#firmware);
    if (minutes === undefined) return;
    this.#offsetMilliseconds += (this.zoneMinutes - minutes) * 60_000;
    this.zoneMinutes = minutes;
  }
}
