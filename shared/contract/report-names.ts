/** The names of the reports, as addresses have them. @module */

/** Names of all reports. */
export const reportNames = [
  'exceptions',
  'presence',
  'matrix',
  'time-card',
  'payroll-summary',
  'overtime',
  'lateness',
  'absence',
  'corrections',
  'punches',
] as const;

/** The name of a report. */
export type ReportName = (typeof reportNames)[number];
