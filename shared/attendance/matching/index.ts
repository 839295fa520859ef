/**
 * Which punch belongs to which shift: preparation, windows, long rests.
 * What a punch means within its shift is decided in shift/.
 * Imports plan/, rules/ and model/.
 * @module
 */
export { type MatchedShifts, matchPunches } from './match-punches.ts';
export { type MatchedShift, shiftWithoutPunches } from './matched-shift.ts';
export { preparePunches } from './prepare-punches.ts';
export { windowEndOf } from './windows.ts';
