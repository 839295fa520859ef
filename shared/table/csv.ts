/** Writes CSV lines that spreadsheets read as plain values and never as formulas. @module */

/**
 * Where a spreadsheet may begin a formula (CWE-1236): at the start of a text or behind anything that some program takes
 * for a separator of cells or lines, also after blanks, controls, invisible characters and quotes. Full-width signs
 * count, because spreadsheets fold them. Apostrophes before it are those of the text: one more guards it, so that reading takes
 * exactly that one away.
 */
const formulaStart =
  /(?<before>^|[,;\|\t\r\n\v\f\u0085\u2028\u2029])(?<sign>'*[[\s\p{Cc}\p{Cf}"]--[\t\r\n\v\f\u0085\u2028\u2029]]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/gv;
/** A text that begins with a control character is guarded by itself: some spreadsheets drop these. */
const controlStart = /^\s*[\t\r\n\0]/;
/** Whatever some program separates cells or lines by, whichever separator this file has. */
const mustQuote = /[",;|\p{Cc}\u2028\u2029]/u;

/** Cell of a CSV file: text is guarded against formulas, numbers stay numbers, absent values are empty. */
export type CsvCell = string | number | null | undefined;

/** A text of which no spreadsheet makes a formula: an apostrophe stands before what could be one. */
export function guarded(text: string): string {
  const marked = text.replace(formulaStart, "$<before>'$<sign>");
  return controlStart.test(marked) ? `'${marked}` : marked;
}

/** Where {@link guarded} has put an apostrophe. */
const guardedStart = new RegExp(formulaStart.source.replace('(?<sign>', "'(?<sign>"), 'gv');

/** A text as it was before {@link csvLine} guarded it. Texts of other programs lose an apostrophe before what could be a formula. */
export function unguarded(text: string): string {
  return text.replace(guardedStart, '$<before>$<sign>');
}

function cellText(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const text = guarded(cell);
  return mustQuote.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line of a CSV file (RFC 4180), with CRLF at its end. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

/** What a CSV file begins with, so that spreadsheets read it as UTF-8. */
export const byteOrderMark = '\uFEFF';
