/** Computes how far a terminal's clock is from true time. @module */

import { wallSeconds } from '#shared/time/clock-text.ts';
import { parseWallTime } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';

/**
 * How far a terminal's clock is ahead of true time.
 * @param terminalTime - wall time of the terminal, `YYYY-MM-DD HH:MM:SS`
 * @param trueEpochMilliseconds - true time at the same moment
 * @param zone - IANA zone in which the terminal is set
 * @returns seconds, negative when the terminal is slow; `null` when its time names no moment
 */
export function clockDriftSeconds(
  terminalTime: string,
  trueEpochMilliseconds: number,
  zone: string,
): number | null {
  const wall = parseWallTime(terminalTime);
  if (wall === null) return null;
  return wallSeconds(wall) - zoneNamed(zone).toWall(Math.round(trueEpochMilliseconds / 1000));
}
