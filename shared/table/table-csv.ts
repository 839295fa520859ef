/** Writes a table as CSV: a line of titles, its rows, and its sums unless they are not wanted. @module */

import { decimalText, exactDuration, timeText } from './cell-text.ts';
import { byteOrderMark, type CsvCell, csvLine } from './csv.ts';
import { type Column, linesOf, type Row, type Table, type Value } from './table.ts';

/** A value as a cell of CSV. Times and durations keep their seconds; numbers have a point, whatever the language. */
function csvCell(column: Column, value: Value): CsvCell {
  if (typeof value !== 'number') return value;
  switch (column.type) {
    case 'time':
      return timeText(value, column.seconds);
    case 'duration':
      return exactDuration(value);
    case 'hours':
    case 'number':
      return Number(decimalText(column, value));
    default:
      return value;
  }
}

/** The values of a row as texts, without what guards them in CSV. */
export function rowTexts(columns: readonly Column[], row: Row): string[] {
  return columns.map((column, index) => {
    const value = row[index] ?? null;
    if (value === null) return '';
    return column.type === 'hours' && typeof value === 'number'
      ? decimalText(column, value)
      : String(csvCell(column, value));
  });
}

/** The line of titles, without a byte order mark. */
export function csvTitles(columns: readonly Column[]): string {
  return csvLine(columns.map(({ title }) => title));
}

/** The line of a row. */
export function csvRow(columns: readonly Column[], row: Row): string {
  return csvLine(columns.map((column, index) => csvCell(column, row[index] ?? null)));
}

/** A table as a CSV file, with a byte order mark. @param withSums - whether its sums stand in it */
export function tableCsv(table: Table, withSums = true): string {
  const lines = [byteOrderMark, csvTitles(table.columns)];
  for (const { kind, cells } of linesOf(table)) {
    if (withSums || kind === 'row') lines.push(csvRow(table.columns, cells));
  }
  return lines.join('');
}
