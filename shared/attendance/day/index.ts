/**
 * One day from its shifts: slots, sums, status, exceptions with their reasons, the hash of its inputs.
 * Neighbours and periods are handed in by sheet/.
 * Imports overtime/ and the rooms below it.
 * @module
 */
export { buildDay } from './build-day.ts';
export type { DayBasis } from './day-basis.ts';
export { nothingLogged } from './day-figures.ts';
export { type PaidDay, payDay } from './paid-day.ts';
export { plainRow } from './reasons-when-read.ts';
export { SharesByDate } from './shares-by-date.ts';
