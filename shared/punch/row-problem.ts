/** Types a line that could not be read, and splits a text into its numbered lines that are not blank. @module */

import type { Told } from '#shared/reasons/index.ts';

/** A line of a punch file that is not a punch. Kept whole, so that it can be quarantined and read again. */
export interface RowProblem {
  /** From 1. */
  line: number;
  /** The line as it stood in the file, without its line end. */
  text: string;
  /** What is wrong, for people. */
  reason: string;
  /** The same with a key and values; absent in files of other programs. */
  told?: Told;
}

/** A line with its number, from 1. */
export interface NumberedLine {
  line: number;
  text: string;
}

/** The lines of a text that are not blank, whatever their line ends; a byte order mark before the first is dropped. */
export function* nonBlankLines(text: string): Generator<NumberedLine, void, undefined> {
  let line = 0;
  let start = text.startsWith('\ufeff') ? 1 : 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    line += 1;
    const content = text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end);
    if (content.trim() !== '') yield { line, text: content };
    start = end + 1;
  }
}
