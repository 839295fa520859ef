/**
 * Which punch belongs to which shift: preparation, windows, long rests.
 * What a punch means within its shift is decided in shift/.
 * Imports plan/, rules/ and model/.
 * @module
 */
export { chooseOpenShifts } from './choose-open-shifts.ts';
export { matchPunches } from './match-punches.ts';
export { type PreparedPunches, preparePunches } from './prepare-punches.ts';
export { openWindows, type PlannedShift } from './windows.ts';
export { WorkedShift } from './worked-shift.ts';
