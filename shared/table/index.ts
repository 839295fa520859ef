/**
 * Tables for people: what a table is, and its forms as CSV and HTML.
 * What stands in a table is decided elsewhere; files of spreadsheet programs are written by functions/domain/tables.
 * @module
 */
export { exactDuration, timeText } from './cell-text.ts';
export { byteOrderMark, guarded, unguarded } from './csv.ts';
export { type ColumnOf, makeTable } from './make-table.ts';
export {
  type Column,
  type Line,
  linesOf,
  type Row,
  type SaidTexts,
  type Sign,
  type Table,
  type TableHead,
  type Value,
} from './table.ts';
export { csvRow, csvTitles, rowTexts, tableCsv } from './table-csv.ts';
export { escapeHtml, tableHtmlPage } from './table-html.ts';
