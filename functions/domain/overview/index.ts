/**
 * The organisation at a glance: what is to be done, how the terminals are, who is in. Each look is kept for a short time,
 * because screens ask for it again and again. Tables of days are reports.
 * Imports sheets/, terminals/ and the ground.
 * @module
 */
export { readOverview } from './overview.ts';
export { readPresence } from './presence.ts';
