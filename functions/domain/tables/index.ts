/**
 * Tables as files of spreadsheet programs (XLSX), and reading tables that people send as CSV or XLSX. CSV and HTML are made
 * by shared/table.
 * Imports nothing of functions/domain.
 * @module
 */
export { type ReadRow, readTable } from './read-table.ts';
export { xlsxMediaType } from './spreadsheet.ts';
export { writeXlsx } from './xlsx.ts';
