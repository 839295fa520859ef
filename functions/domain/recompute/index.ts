/**
 * Asks for sheets: generations of many users, and messages for the days of one.
 * Computing happens in sheets/, behind the queue; nothing here waits for it.
 * Imports the ground only, so that every room may ask.
 * @module
 */
export {
  cancelGeneration,
  currentDays,
  describeGeneration,
  listGenerations,
  noteLastTry,
  readGeneration,
  regenerateAfterPlanChange,
  splitGeneration,
  startGeneration,
} from './generation.ts';
export { bringIntoSheets, computeCurrentDays, regenerateAll, regenerateEach } from './user-days.ts';
