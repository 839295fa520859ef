/**
 * Files for people: sheets as CSV, at once or as a job with a link.
 * sheets/ decides which rows there are; this room gives them their form.
 * Imports sheets/ and the ground.
 * @module
 */
export { describeExport, exportPieces, failExport, requireExport, startExport } from './exports.ts';
export { deleteTemplate, listTemplates, requireTemplate, saveTemplate } from './templates.ts';
export { wholeCsv } from './whole-csv.ts';
