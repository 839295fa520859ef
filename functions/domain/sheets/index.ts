/**
 * Sheets: reading what a day depends on, computing, writing and explaining rows, sealing locked periods.
 * The arithmetic is the engine's (shared/attendance); this room reads its inputs and stores its rows.
 * Imports plan/, terminals/, recompute/ and the ground.
 * @module
 */
export { ComputedLately } from './computed-lately.ts';
export { readEngineInput } from './engine-input.ts';
export { explainDay } from './explain-day.ts';
export { listAdjustments, listOpenDays } from './lock-checks.ts';
export { readMatrix } from './matrix.ts';
export { type PeopleQuery, peopleSheets, sheetsOf } from './people-sheets.ts';
export { describeLock, lockPeriod, requireLock, settledLock, unlockPeriod } from './period-locks.ts';
export { type RowsOfEntry, rowsAfterEntry } from './rows-after-entry.ts';
export { engineInput, readSheetContext, type SheetContext } from './sheet-input.ts';
export {
  describeRows,
  type KnownPeople,
  listSheets,
  readSheets,
  type SheetQuery,
  stillBehind,
} from './sheet-rows.ts';
export { workOnSheets } from './sheet-work.ts';
export { countTakenLeave } from './taken-leave.ts';
export { readTotals } from './totals.ts';
