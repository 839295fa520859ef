/**
 * Files for people: sheets as CSV, at once or as a job with a link.
 * Which rows there are is decided in sheets/; here they get a form.
 * Imports sheets/ and the ground.
 * @module
 */
export { describeExport, exportPieces, requireExport, startExport } from './exports.ts';
export { csvHeader, csvRows } from './sheet-csv.ts';
