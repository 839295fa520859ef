/** Names the six columns of the sheet and their positions in lists by column. @module */

/** The six columns of an attendance sheet, in their order on the day. */
export const columns = ['in', 'break', 'resume', 'out', 'ot', 'done'] as const;

/** One of the six columns of an attendance sheet. */
export type Column = (typeof columns)[number];

/** Positions of the columns, for lists with one entry per column. */
export const IN = 0;
export const BREAK = 1;
export const RESUME = 2;
export const OUT = 3;
export const OT = 4;
export const DONE = 5;

/** Whether somebody arrives in a column: in IN, RESUME and OT, which are every other one. */
export function arrivesIn(column: number): boolean {
  return (column & 1) === 0;
}
