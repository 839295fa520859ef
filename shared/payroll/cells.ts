/** Puts cells into lines: separated and quoted, or of fixed width; and says which texts do not fit. @module */

import { guarded } from '#shared/table/index.ts';
import type { PayrollColumn, TableFile } from './template-fields.ts';

/** What separates the cells of a line. */
export const separators = { comma: ',', semicolon: ';', tab: '\t', bar: '|' } as const;

/** No formula, though a spreadsheet may take it for a number: a payroll must read it as it is. */
const signedFigure = /^[+-]?\d[\d.,:]*$/;
const lineEndsAndControls = /\p{Cc}+/gu;

const fillers = { blank: ' ', zero: '0' } as const;

/** A text that can stand in a file, and whether it had to be changed for that. */
export interface PlainText {
  text: string;
  isChanged: boolean;
}

/** Makes a text of a person fit for a file: without line ends, not like a formula, without the separator where nothing is quoted. */
export function plainText(raw: string, { form }: TableFile): PlainText {
  let text = raw.replace(lineEndsAndControls, ' ');
  if (form.kind === 'delimited') {
    if (form.quote === 'never') text = text.replaceAll(separators[form.separator], ' ').replaceAll('"', ' ');
    if (!signedFigure.test(text)) text = guarded(text);
  }
  return { text, isChanged: text !== raw };
}

/** Length in characters as people count them, not in units of UTF-16. */
const lengthOf = (text: string) => Array.from(text).length;

function padded(text: string, { width, pad, align }: PayrollColumn, filler: string | undefined): string {
  const missing = (width ?? 0) - lengthOf(text);
  if (missing <= 0 || filler === undefined) return text;
  const fill = filler.repeat(missing);
  if (align === 'left') return text + fill;
  // Zeros go behind a sign: -000325.
  if (pad === 'zero' && /^[+-]/.test(text)) return text.charAt(0) + fill + text.slice(1);
  return fill + text;
}

/**
 * A text in the width of its column, where it has one.
 * @returns `null` when it is too long and may not be cut
 */
export function fitted(text: string, column: PayrollColumn, { form }: TableFile): string | null {
  const { width, pad, tooLong } = column;
  if (width === undefined) return text;
  const characters = Array.from(text);
  if (characters.length > width && tooLong === 'refuse') return null;
  const filling = pad ?? (form.kind === 'fixed' ? 'blank' : undefined);
  const filler = filling === undefined ? undefined : fillers[filling];
  return padded(characters.slice(0, width).join(''), column, filler);
}

function quoted(text: string, form: Extract<TableFile['form'], { kind: 'delimited' }>): string {
  const isNeeded = text.includes(separators[form.separator]) || /["\r\n]/.test(text) || text !== text.trim();
  if (form.quote === 'never' || (form.quote === 'needed' && !isNeeded)) return text;
  return `"${text.replaceAll('"', '""')}"`;
}

/** What ends a line of a file. */
export function lineEndOf({ lineEnd }: { lineEnd: 'crlf' | 'lf' }): string {
  return lineEnd === 'crlf' ? '\r\n' : '\n';
}

/** A line of a file with rows, from texts that fit their columns. */
export function lineOf(cells: readonly string[], file: TableFile): string {
  const { form } = file;
  const text =
    form.kind === 'fixed'
      ? cells.join('')
      : cells.map((cell) => quoted(cell, form)).join(separators[form.separator]);
  return text + lineEndOf(file);
}

/** The line of titles; in fixed width they are cut to their columns. */
export function titleLine(file: TableFile): string {
  const titles = file.columns.map((column) =>
    file.form.kind === 'fixed'
      ? (fitted(column.title, { ...column, tooLong: 'cut', pad: 'blank' }, file) ?? '')
      : column.title,
  );
  return lineOf(titles, file);
}
