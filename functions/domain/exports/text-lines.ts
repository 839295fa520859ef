/** Writes lines of fixed width: each column has its place and its size. @module */

import { type Row, rowTexts } from '#shared/table/index.ts';
import type { ChosenColumn } from './chosen-columns.ts';

const lineEnd = '\r\n';
const controls = /[\p{Cc}\u2028\u2029]+/gu;

/** A text in the width of its column: words are cut, anything else that does not fit is filled with signs, so that it is never wrong. */
function fitted(raw: string, { size, align, mayCut }: ChosenColumn): string {
  const characters = Array.from(raw.replace(controls, ' '));
  if (characters.length > size) return mayCut ? characters.slice(0, size).join('') : '#'.repeat(size);
  const fill = ' '.repeat(size - characters.length);
  return align === 'right' ? fill + characters.join('') : characters.join('') + fill;
}

/** The line of a row. */
export function textLine(columns: readonly ChosenColumn[], row: Row): string {
  const texts = rowTexts(columns, row);
  return columns.map((column, index) => fitted(texts[index] ?? '', column)).join('') + lineEnd;
}

/** The line of the titles, cut to their columns. */
export function textTitles(columns: readonly ChosenColumn[]): string {
  return columns.map((column) => fitted(column.title, { ...column, mayCut: true })).join('') + lineEnd;
}
