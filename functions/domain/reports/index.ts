/**
 * Reports: which rows one is made of, and the form in which it is sent.
 * shared/reports makes the tables. Imports sheets/, tables/ and the ground.
 * @module
 */
export {
  makeReport,
  type NameAuthors,
  type ReportQuery,
  reportFile,
  reportTable,
  requireReport,
  rowsIn,
} from './reports.ts';
