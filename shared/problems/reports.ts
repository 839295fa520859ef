/** Problems of reports. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const reportProblems = {
  'report.too-large': problem<{ report: string; rows: number; from: string; to: string }>({
    status: 413,
    says: ({ report, rows, from, to }) =>
      `The report "${report}" of ${from} to ${to} does not fit into one answer: ${rows} rows were read and more follow, or they take too many bytes.`,
    todo: 'Ask for fewer days, one department or one user; to get all sheets of a range as a file: POST /v1/exports.',
  }),
  'report.grouping': problem<{ report: string; groupBy: string; allowed: string }>({
    status: 422,
    says: ({ report, groupBy }) => `The report "${report}" cannot be grouped by "${groupBy}".`,
    todo: ({ allowed }) => `Use one of: ${allowed}.`,
  }),
};
