/**
 * Tables as files of spreadsheet programs (XLSX). CSV and HTML are made by shared/table.
 * Imports nothing of functions/domain.
 * @module
 */
export { xlsxMediaType } from './spreadsheet.ts';
export { writeXlsx } from './xlsx.ts';
