/** The download benchmark compares what a client read with what the terminal holds, row by row. @module */

/** What a client made of one punch, in terms common to all clients. */
export interface Row {
  pin: string;
  /** `YYYY-MM-DD HH:MM:SS`. */
  time: string;
  /** `null` when the client does not report it. */
  status: number | null;
}

/** How a client's rows compare with what the terminal holds. */
export interface Comparison {
  /** Rows whose PIN and time are right, at their place in the log. */
  correct: number;
  /** Rows whose status is right as well; `null` when the client reports none. */
  correctWithStatus: number | null;
}

/** Compares rows with the truth, one by one in the order of the log. */
export function compareRows(rows: readonly Row[], truth: readonly Row[]): Comparison {
  let correct = 0;
  let correctWithStatus = 0;
  let tellsStatus = false;
  for (const [index, row] of rows.entries()) {
    const expected = truth[index];
    if (row.status !== null) tellsStatus = true;
    if (expected === undefined || row.pin !== expected.pin || row.time !== expected.time) continue;
    correct += 1;
    if (row.status === expected.status) correctWithStatus += 1;
  }
  return { correct, correctWithStatus: tellsStatus ? correctWithStatus : null };
}
