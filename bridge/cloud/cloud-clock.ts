/** Keeps true time as the cloud reports it, and the time by which requests are signed. @module */

/**
 * True time as the cloud has it, because the machine's own clock may be wrong. Terminals' clocks are judged by it.
 *
 * Requests are signed with the machine's clock unless the cloud refuses that: the cloud takes signatures that are a few
 * minutes off, but no heartbeat that was signed before an earlier one, so the signing time must not be moved without need.
 */
export interface CloudClock {
  /** Epoch milliseconds of true time, as far as it is known. */
  now(): number;
  /** Epoch milliseconds of this machine's clock, right or wrong. */
  machineNow(): number;
  /** Milliseconds by which true time is ahead of this machine. */
  offsetMilliseconds(): number;
  /** Whether the server has reported its time yet. */
  isKnown(): boolean;
  /** Epoch milliseconds to sign with; never less than the time before. */
  signingTime(): number;
  /**
   * Takes a time that the server has sent.
   * @param serverTime - instant
   * @param sentAt - this machine's epoch milliseconds when the request left
   * @param receivedAt - the same when the answer came
   * @returns whether the offset was changed; small differences are ignored, because the journey explains them
   */
  observe(serverTime: string, sentAt: number, receivedAt: number): boolean;
  /** Signs by true time from now on, because the cloud has refused this machine's. */
  correctSigning(): void;
}

const toleranceMilliseconds = 2000;

/** A clock that follows the server. @param machineNow - epoch milliseconds of this machine */
export function cloudClock(machineNow: () => number = Date.now): CloudClock {
  let offset = 0;
  let known = false;
  let signingOffset = 0;
  let lastSigned = 0;
  return {
    now: () => machineNow() + offset,
    machineNow,
    offsetMilliseconds: () => offset,
    isKnown: () => known,
    signingTime() {
      lastSigned = Math.max(lastSigned, machineNow() + signingOffset);
      return lastSigned;
    },
    observe(serverTime, sentAt, receivedAt) {
      const measured = Date.parse(serverTime) - (sentAt + receivedAt) / 2;
      if (Number.isNaN(measured)) return false;
      known = true;
      const journey = Math.max(0, receivedAt - sentAt);
      if (Math.abs(measured - offset) <= toleranceMilliseconds + journey) return false;
      offset = Math.round(measured);
      return true;
    },
    correctSigning() {
      signingOffset = offset;
      lastSigned = 0;
    },
  };
}
