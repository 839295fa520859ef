/** How wrong a terminal's clock may be before somebody must look at it. @module */

/**
 * From this drift on, in seconds, somebody must look at a terminal's clock: its punches are in the wrong minute,
 * whatever the grace is.
 */
export const alarmingDriftSeconds = 60;

/**
 * From this drift on, in seconds, not even the date of a terminal can be trusted: HR must check its punches before they
 * count.
 */
export const suspectDriftSeconds = 43_200;

const quarterHour = 900;
/** A clock in another zone may also be a few minutes off. */
const zoneToleranceSeconds = 240;
/** The zones of the world lie no further apart. */
const widestShiftSeconds = 26 * 3600;

/**
 * The whole quarter hours in a drift that is a wrong zone rather than a wrong clock: all zones lie quarter hours apart,
 * and no clock drifts by just that.
 * @param driftSeconds - terminal's clock minus true time, judged by the zone that it is thought to be set to
 * @returns seconds by which its real zone is ahead of that one; `null` when the drift does not look like a zone
 */
export function zoneShiftOf(driftSeconds: number): number | null {
  const shift = Math.round(driftSeconds / quarterHour) * quarterHour;
  if (shift === 0 || Math.abs(shift) > widestShiftSeconds) return null;
  return Math.abs(driftSeconds - shift) <= zoneToleranceSeconds ? shift : null;
}
