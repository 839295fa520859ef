/** Reads the direction that HR has given to a time that they added. @module */

import type { TimedPunch } from '../model/index.ts';

/** 1 where HR has said that a time arrives, −1 where it leaves; 0 for punches, and where HR has not said it. */
export function givenSense({ correctionId, flow }: TimedPunch): number {
  return correctionId === null ? 0 : flow;
}
