/**
 * Overtime: layers and their order, approval, the limits of week and month.
 * It shares out seconds that shift/ has found worked; it finds none.
 * Imports shift/ and the rooms below it.
 * @module
 */
export { approve } from './approval.ts';
export { countedFor, type DayOvertime, type GivenSeconds, type OvertimeBasis, shareOut } from './overtime.ts';
export { type DayLog, PeriodSoFar } from './period.ts';
