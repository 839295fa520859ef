/**
 * Overtime: layers and their order, approval, the limits of week and month.
 * It shares out seconds that shift/ has found worked; it finds none.
 * Imports shift/ and the rooms below it.
 * @module
 */
export { Approvals, paidFrom } from './approval.ts';
export { type DayLog, DaysBefore } from './days-before.ts';
export { type Answers, Inquiry } from './inquiry.ts';
export { lookBackOf } from './layers/index.ts';
export { countedFor, type DayOvertime, type GivenSeconds, shareOut } from './overtime.ts';
export { compileLayers, type PolicyLayers } from './policy-layers.ts';
export type { DateOfWork, WorkOfDay } from './work-of-day.ts';
