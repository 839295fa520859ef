/**
 * The plan of an organisation: clocking schedules, duty rosters, holiday calendars, rules files, and whether they fit together.
 * The values that the engine computes by are defined in shared/attendance; here they are stored and changed.
 * Imports recompute/ and the ground.
 * @module
 */
export { archivePart } from './archive.ts';
export { datesToCompute } from './dates-to-compute.ts';
export { saveCalendar, saveRoster, saveSchedule } from './documents.ts';
export { leaveDatesWithoutWork } from './leave-dates.ts';
export { requireNoOverlap, requireRosterFits } from './overlap.ts';
export { planInput } from './plan-input.ts';
export { readPlanUses } from './plan-uses.ts';
export { readRosterBoard } from './roster-board.ts';
export { readRulesDocument, rulesFileAsYaml } from './rules-document.ts';
export { importRules, readStoredRules } from './rules-import.ts';
export { compiledRulesFrom, readRules, type StoredRules } from './stored-rules.ts';
