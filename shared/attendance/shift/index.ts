/**
 * One shift: in and out, pairs, the six columns, rounding, breaks, late and early.
 * Premiums are decided in overtime/, the day's status in day/.
 * Imports matching/, plan/, rules/ and model/.
 * @module
 */
export type { Closing, Closings } from './auto-close.ts';
export type { ColumnTime } from './column-time.ts';
export { type DayPiece, piecesOf } from './day-pieces.ts';
export type { ShiftOutcome, SlotCorrection } from './outcome.ts';
export { roundTotal } from './round.ts';
export { arrivalIn, departureIn, workOut } from './shift-outcome.ts';
