/**
 * Tables for people: what a table is, and its forms as CSV and HTML.
 * What stands in a table is decided elsewhere; a file of a spreadsheet program is written by functions/domain/tables.
 * @module
 */
export { byteOrderMark, type Cell, csvLine } from './csv.ts';
