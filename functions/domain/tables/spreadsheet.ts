/** What a writer of spreadsheet files takes: a table's head, and its lines as they come. @module */

import type { Line, TableHead } from '#shared/table/index.ts';

/** What a spreadsheet has beside its lines. */
export type SpreadsheetHead = Pick<TableHead, 'title' | 'columns' | 'frozenColumns' | 'notes' | 'legend'>;

/**
 * Writes a spreadsheet piece by piece: it asks for the next lines as its reader takes the bytes, and keeps none of them.
 * Each cell has the type of its column; text is never a formula.
 */
export type WriteSpreadsheet = (
  head: SpreadsheetHead,
  lines: Iterable<Line> | AsyncIterable<Line>,
) => ReadableStream<Uint8Array>;

/** Media type of XLSX files. */
export const xlsxMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
