/** Says when a punch only repeats another one. @module */

/** Somebody who presses again within this time has neither come nor left in between. Seconds. */
export const repeatedWithin = 1_800;
