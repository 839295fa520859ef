/** Bounds what a report reads and answers, so that none ends in a time-out or in an answer that nobody can send. @module */

import type { ReportName } from '#shared/contract/report-names.ts';
import { RollcallError } from '#shared/errors.ts';
import type { ReportScope } from '#shared/reports/index.ts';

/** Most rows that are read for one answer. */
const mostRows = 20_000;
/** After this the answer would not come before the function's time-out. */
const limitMilliseconds = 20_000;
/** Lambda takes 6 MB, headers included. */
const mostBytes = 5_500_000;

/** The failure of a report that is too large. */
function tooLarge(report: ReportName, { from, to }: ReportScope, rows: number) {
  return new RollcallError('report.too-large', { report, rows, from, to });
}

/** Counts the rows of a report while they are read. */
export function rowLimit(report: ReportName, scope: ReportScope) {
  const began = performance.now();
  let rows = 0;
  return {
    /** @throws RollcallError report.too-large when these are too many, or others follow and time is up */
    add(more: number, others: boolean): void {
      rows += more;
      const isLate = others && performance.now() - began > limitMilliseconds;
      if (rows > mostRows || isLate) throw tooLarge(report, scope, rows);
    },
  };
}

/** @throws RollcallError report.too-large when an answer has more bytes than can be sent */
export function requireBytes(bytes: number, report: ReportName, scope: ReportScope, rows: number): void {
  if (bytes > mostBytes) throw tooLarge(report, scope, rows);
}
