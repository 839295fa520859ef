/**
 * From this drift on, in seconds, a terminal's clock is somebody's business: a punch is in the wrong minute whatever the
 * grace is.
 */
export const alarmingDriftSeconds = 60;

/** From this drift on, in seconds, not even the date of a terminal can be trusted: HR looks at its punches before they count. */
export const suspectDriftSeconds = 43_200;
