/** Writes CSV lines that spreadsheets read as plain values and never as formulas. @module */

/**
 * Characters with which a spreadsheet may begin a formula (CWE-1236): a text cell that starts with one, also after
 * spaces, gets an apostrophe in front. Full-width signs count, because spreadsheets fold them.
 */
const formulaStart = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n\0]/;
const mustQuote = /[",\r\n]/;

/** Cell of a CSV file: text is guarded against formulas, numbers stay numbers, absent values are empty. */
export type Cell = string | number | null | undefined;

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const guarded = formulaStart.test(cell) ? `'${cell}` : cell;
  return mustQuote.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** One line of a CSV file (RFC 4180), with CRLF at its end. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

/** What a CSV file begins with, so that spreadsheets read it as UTF-8. */
export const byteOrderMark = '\uFEFF';
