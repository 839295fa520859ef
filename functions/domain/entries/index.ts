/**
 * What HR enters about a user's days: corrections, leaves, day overrides.
 * Entries are inputs of the engine; no row of a sheet is edited here.
 * Imports plan/ and the ground.
 * @module
 */
export { type DecidedEntry, decideEntry, listAwaiting, undoDecision } from './approvals.ts';
export { forEach as forEachEntry } from './batches.ts';
export { correctionRecords, enterCorrection } from './corrections.ts';
export { enterOverride, overrideRecords } from './day-overrides.ts';
export { type EntriesQuery, type EntryKind, listEntries, requireEntry, withdrawEntry } from './entries.ts';
export { checkLeave, enterLeave, leaveRecords } from './leaves.ts';
