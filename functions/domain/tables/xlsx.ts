/** Writes XLSX files with hucre; nothing else of Rollcall knows the library. See docs/decisions/0023. @module */

import { type CellValue, writeXlsxStream } from 'hucre/xlsx';
import {
  type Column,
  exactDuration,
  type Line,
  type Row,
  timeText,
  type Value,
} from '#shared/table/index.ts';
import { dayNumber } from '#shared/time/calendar.ts';
import { daySeconds } from '#shared/time/clock-text.ts';
import { parseLocalDate } from '#shared/time/wall-time.ts';
import type { SpreadsheetHead, WriteSpreadsheet } from './spreadsheet.ts';

/** Spreadsheets count days from 1899-12-30. */
const epochDay = 25_569;
/** What a cell of a spreadsheet holds at most. */
const longestText = 32_767;
const longestName = 31;
/** Kept by spreadsheet programs for themselves. */
const reservedName = 'history';

/** Formats of spreadsheet programs. A time of the next day shows `+1`; days cannot be shown below zero. */
function formatOf({ type, seconds, places = 2 }: Column): string | undefined {
  const clock = seconds ? 'hh:mm:ss' : 'hh:mm';
  switch (type) {
    case 'date':
      return 'yyyy-mm-dd';
    case 'instant':
      return 'yyyy-mm-dd hh:mm:ss';
    case 'time':
      return `[>=1]${clock}"+1";${clock}`;
    case 'duration':
      return '[h]:mm';
    case 'hours':
      return places === 0 ? '0' : `0.${'0'.repeat(places)}`;
    case 'count':
      return '0';
    default:
      return undefined;
  }
}

const widths: Record<Column['type'], number> = {
  text: 18,
  date: 11,
  time: 8,
  duration: 9,
  hours: 9,
  count: 8,
  number: 9,
  instant: 20,
};

/**
 * A text as a cell can hold it: `_x0041_` stands for a letter in these files, so an underscore that only looks like the
 * beginning of one is written as such; what XML cannot hold becomes the sign for that.
 */
function cellText(text: string): string {
  return text
    .slice(0, longestText)
    .toWellFormed()
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

function numberCell(column: Column, value: number): CellValue {
  switch (column.type) {
    case 'time':
      if (value < 0 || value >= 2 * daySeconds) return timeText(value, column.seconds);
      return value / daySeconds;
    case 'duration':
      return value < 0 ? exactDuration(value) : value / daySeconds;
    case 'hours':
      return value / 3_600;
    default:
      return value;
  }
}

function textCell({ type }: Column, value: string): CellValue {
  if (type === 'date') {
    const date = parseLocalDate(value);
    return date === null ? cellText(value) : dayNumber(date) + epochDay;
  }
  if (type === 'instant') {
    const milliseconds = Date.parse(value);
    return Number.isNaN(milliseconds) ? cellText(value) : milliseconds / 1_000 / daySeconds + epochDay;
  }
  return cellText(value);
}

function cell(column: Column, value: Value): CellValue {
  if (value === null) return null;
  return typeof value === 'number' ? numberCell(column, value) : textCell(column, value);
}

function cells(columns: readonly Column[], row: Row): CellValue[] {
  return columns.map((column, index) => cell(column, row[index] ?? null));
}

/** Signs that no name of a sheet may hold; nor may it begin or end with an apostrophe. */
function sheetName(title: string): string {
  const name = title
    .replace(/[\\/?*[\]:\p{Cc}]/gu, ' ')
    .slice(0, longestName)
    .replace(/^[' ]+|[' ]+$/g, '');
  return name === '' || name.toLowerCase() === reservedName ? 'Sheet' : name.toWellFormed();
}

/** The lines, and behind them what is said about the table. */
async function* rowsOf(
  { columns, notes, legend }: SpreadsheetHead,
  lines: Iterable<Line> | AsyncIterable<Line>,
): AsyncGenerator<CellValue[]> {
  for await (const line of lines) yield cells(columns, line.cells);
  const said = [...notes, ...legend.map(({ sign, meaning }) => `${sign}: ${meaning}`)];
  if (said.length > 0) yield [];
  for (const text of said) yield [cellText(text)];
}

/** Writes a table as XLSX. Its head stays in view; the file is made while it is read. */
export const writeXlsx: WriteSpreadsheet = (head, lines) =>
  writeXlsxStream(rowsOf(head, lines), {
    name: sheetName(head.title),
    columns: head.columns.map((column) => {
      const numFmt = formatOf(column);
      return {
        header: cellText(column.title),
        width: Math.max(widths[column.type], column.title.length + 1),
        ...(numFmt === undefined ? {} : { numFmt }),
      };
    }),
    freezePane: { rows: 1, columns: head.frozenColumns },
  });
