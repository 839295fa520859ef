/**
 * Sheets of a range of days: the order in which days are computed, explanations, adjustments of locked days.
 * The top of the engine: only attendance/index.ts imports it.
 * @module
 */
export { plainRow } from '../day/index.ts';
export { adjustLockedDay } from './adjust-locked-day.ts';
export { type CompiledRuleBook, compileRules } from './compiled-rule-book.ts';
export { computeDays } from './compute-days.ts';
export { explain } from './explain.ts';
export { toldDay, toldIgnored } from './told-day.ts';
