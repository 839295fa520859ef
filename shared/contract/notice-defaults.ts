/** What notices go by unless the settings say otherwise. In a file of its own, so that the console needs no schemas for it. @module */

/** How long something is silent before anybody is told, in minutes. */
export const usualSilenceMinutes = 60;
