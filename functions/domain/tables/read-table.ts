/** Reads tables that people send as CSV or XLSX: texts in rows, within bounds. With xlsx.ts it alone knows hucre. @module */

import { detectDelimiter, parseCsv } from 'hucre/csv';
import { type CellValue, streamXlsxRows } from 'hucre/xlsx';
import { RollcallError } from '#shared/errors.ts';
import { because, type Phrase, phrase, which } from '#shared/reasons/index.ts';
import { unguarded } from '#shared/table/index.ts';
import { fitsUnpacked } from './zip-size.ts';

/** A row that is not blank, and its number in the file, from 1. */
export interface ReadRow {
  row: number;
  /** Numbers as people write them with a point, dates as `YYYY-MM-DD`; empty where there is nothing. */
  cells: string[];
}

/** A table as it stands in a file. */
export interface ReadTable {
  format: 'csv' | 'xlsx';
  rows: ReadRow[];
}

const mostColumns = 200;
const mostCharacters = 1_000;
/** XLSX files are packed: this is what one may have unpacked, some hundred bytes for each cell of ten thousand people. */
const mostUnpackedBytes = 24 * 1024 * 1024;
const zipStart = [0x50, 0x4b];
/** With a password, or of before 2007. */
const oldStart = [0xd0, 0xcf];

function unreadable(why: Phrase, error?: unknown): RollcallError<'table.unreadable'> {
  const cause = error === undefined ? {} : { cause: { owner: 'functions/domain/tables', error } };
  return new RollcallError('table.unreadable', because(why), cause);
}

const beginsWith = (bytes: Uint8Array, start: readonly number[]) =>
  start.every((byte, index) => bytes[index] === byte);

function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return '';
    const [date = '', time = ''] = value.toISOString().split('T');
    return time.startsWith('00:00:00') ? date : `${date} ${time.slice(0, 8)}`;
  }
  return String(value);
}

/** UTF-8, UTF-16 with its mark, or what spreadsheet programs of Western Windows write. */
function decoded(bytes: Uint8Array): string {
  if (beginsWith(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes);
  if (beginsWith(bytes, [0xfe, 0xff])) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Takes rows in, and refuses what is too much before it is kept. */
function rowTaker(mostRows: number) {
  const rows: ReadRow[] = [];
  return {
    rows,
    take(row: number, cells: string[]): void {
      const last = cells.findLastIndex((cell) => cell.trim() !== '');
      if (last < 0) return;
      if (last >= mostColumns)
        throw new RollcallError('table.too-large', {
          ...which(phrase('table.columns', {})),
          most: mostColumns,
        });
      // The first is the line of titles.
      if (rows.length > mostRows)
        throw new RollcallError('table.too-large', { ...which(phrase('table.rows', {})), most: mostRows });
      const kept = cells.slice(0, last + 1);
      if (kept.some((cell) => cell.length > mostCharacters)) {
        const what = which(phrase('table.characters', { row }));
        throw new RollcallError('table.too-large', { ...what, most: mostCharacters });
      }
      rows.push({ row, cells: kept });
    },
  };
}

async function xlsxRows(bytes: Uint8Array, mostRows: number): Promise<ReadRow[]> {
  if (!fitsUnpacked(bytes, mostUnpackedBytes)) {
    throw new RollcallError('table.too-large', {
      ...which(phrase('table.bytes', {})),
      most: mostUnpackedBytes,
    });
  }
  const { rows, take } = rowTaker(mostRows);
  try {
    // Formulas are not computed: what a cell showed when it was saved is its value.
    for await (const { index, values } of streamXlsxRows(bytes)) take(index + 1, values.map(textOf));
  } catch (error) {
    if (error instanceof RollcallError) throw error;
    // Whatever a library says about bytes of somebody else, they are not a file that it can read.
    throw unreadable(phrase('table.damaged', {}), error);
  }
  return rows;
}

function csvRows(bytes: Uint8Array, mostRows: number): ReadRow[] {
  const text = decoded(bytes);
  if (text.includes('\0')) throw unreadable(phrase('table.no-text', {}));
  const { rows, take } = rowTaker(mostRows);
  const delimiter = detectDelimiter(text);
  // One more than is taken, so that it is refused and not cut.
  for (const [index, values] of parseCsv(text, { delimiter, maxRows: mostRows + 2 }).entries()) {
    take(
      index + 1,
      values.map((value) => unguarded(textOf(value))),
    );
  }
  return rows;
}

/**
 * Reads a table, its line of titles first.
 * @param mostRows - rows that it may have below its titles
 * @throws RollcallError table.unreadable, table.too-large
 */
export async function readTable(bytes: Uint8Array, mostRows: number): Promise<ReadTable> {
  if (beginsWith(bytes, oldStart)) {
    throw unreadable(phrase('table.password', {}));
  }
  const isXlsx = beginsWith(bytes, zipStart);
  const rows = isXlsx ? await xlsxRows(bytes, mostRows) : csvRows(bytes, mostRows);
  if (rows.length === 0) throw unreadable(phrase('table.empty', {}));
  return { format: isXlsx ? 'xlsx' : 'csv', rows };
}
