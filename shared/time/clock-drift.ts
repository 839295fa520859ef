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
