/** Reads an `attlog.dat` that a terminal wrote to a USB stick. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';
import { nonBlankLines, type RowProblem } from '#shared/punch/row-problem.ts';
import { because, type Phrase, phrase } from '#shared/reasons/index.ts';

/** One row of a USB file. */
export interface AttlogRow extends TerminalRecord {
  /** Line in the file, from 1. */
  line: number;
  /** The number in the third column: the terminal's own small id, not its serial number. */
  deviceId: string;
}

/** What a USB file holds: every line that is not blank is in one of the two lists. */
export interface AttlogFile {
  rows: AttlogRow[];
  problems: RowProblem[];
}

const largestCode = 65_535;
const dateTimeText = /^\d{4}-\d{1,2}-\d{1,2}[ T]\d{1,2}:\d{1,2}:\d{1,2}$/;
const dateText = /^\d{4}-\d{1,2}-\d{1,2}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controlCharacters = /[\u0000-\u001f\u007f]/;

/**
 * Reads an `attlog.dat` (`<deviceId>_attlog.dat`) that a terminal wrote to a USB stick: PIN (right-aligned with blanks,
 * empty for events of unregistered people), time, device id, status, verify, work code. Missing codes are 255 (none);
 * a work code `0` is none. Impossible dates stay as they came: the cloud judges rows, this only reads them.
 * @param text - the file, decoded
 */
export function readAttlog(text: string): AttlogFile {
  const rows: AttlogRow[] = [];
  const problems: RowProblem[] = [];
  for (const { line, text: content } of nonBlankLines(text)) {
    const row = readRow(content);
    if ('key' in row) problems.push({ line, text: content, ...because(row) });
    else rows.push({ line, ...row });
  }
  return { rows, problems };
}

/** A row, or why the line is not one. */
function readRow(content: string): Omit<AttlogRow, 'line'> | Phrase {
  const fields = content.includes('\t') ? fieldsByTab(content) : fieldsByBlank(content);
  if (fields === undefined || fields.length < 4 || fields.length > 6) {
    return phrase('line.columns', {});
  }
  const [pin = '', time = '', deviceId = '', statusText = '', verifyText = '255', workCode = ''] = fields;
  if (!dateTimeText.test(time)) return phrase('line.no-time', {});
  if (controlCharacters.test(pin)) return phrase('line.pin-controls', {});
  const status = codeOf(statusText);
  const verify = codeOf(verifyText);
  if (status === undefined || verify === undefined) return phrase('line.codes', {});
  return { pin, time, deviceId, status, verify, workCode: /^0*$/.test(workCode) ? '' : workCode };
}

/** Columns of a line with TABs. Only blanks are cut off: a TAB at the beginning is an empty PIN. */
function fieldsByTab(content: string): string[] {
  const fields = content.split('\t').map((field) => field.replace(/^ +| +$/g, ''));
  while (fields.length > 6 && fields.at(-1) === '') fields.pop();
  return fields;
}

/** Columns of a line that some tool has rewritten with blanks: date and time are two of them, the PIN may be missing. */
function fieldsByBlank(content: string): string[] | undefined {
  const tokens = content.trim().split(/ +/);
  const dateAt = tokens.slice(0, 2).findIndex((token) => dateText.test(token));
  if (dateAt < 0) return undefined;
  const [date = '', clock = '', ...rest] = tokens.slice(dateAt);
  return [dateAt === 0 ? '' : (tokens[0] ?? ''), `${date} ${clock}`, ...rest];
}

function codeOf(text: string): number | undefined {
  const code = Number(text);
  return /^\d{1,5}$/.test(text) && code <= largestCode ? code : undefined;
}
