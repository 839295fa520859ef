/**
 * Tables as files of spreadsheet programs (XLSX), and reading tables that people send as CSV or XLSX, with what is known of
 * their columns and dates. CSV and HTML are made
 * by shared/table.
 * Imports nothing of functions/domain.
 * @module
 */
export { type FileColumn, type FileField, fileColumns, wrongColumns } from './file-columns.ts';
export { type DateOrder, dateOrderOf, readDate } from './file-dates.ts';
export { employeeNumberTitles, userIdTitles } from './person-titles.ts';
export { type ReadRow, readTable } from './read-table.ts';
export { xlsxMediaType } from './spreadsheet.ts';
export { writeXlsx } from './xlsx.ts';
