/** Reads the rows of an `ATTLOG` upload into records. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';
import { bodyLines, readableTextOf, textOf } from './lines.ts';
import { recordLimits, unreadableRow } from './raw-row.ts';

const fewestColumns = 4;
const mostColumns = 16;
/** What stands for "none" where a terminal leaves status or verify empty, as in USB files. */
const noCode = 255;
const paddingBlanks = /^ +| +$/g;
const timeForm = /^\d{4}-\d{1,2}-\d{1,2}[ T]\d{1,2}:\d{1,2}:\d{1,2}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controlCharacters = /[\u0000-\u001f\u007f]/;

function codeOf(text: string, largest: number): number | undefined {
  if (text === '') return noCode;
  return /^\d{1,5}$/.test(text) && Number(text) <= largest ? Number(text) : undefined;
}

/**
 * Reads the rows of an `ATTLOG` upload: `PIN, time, status, verify [, work code [, …]]`, 4 to 16 columns with TABs
 * between them. Every line that is not empty gives a record, in order: one that is not understood carries its bytes.
 * A line is not trimmed, because a leading TAB is an empty PIN; the blanks around a field are. Mask, temperature and
 * identity-card columns are left out on purpose: they are not attendance data.
 * @param body - the bytes as they came
 */
export function readAttlogRows(body: Uint8Array): TerminalRecord[] {
  return Array.from(bodyLines(body), readRow);
}

function readRow(line: Uint8Array): TerminalRecord {
  const text = textOf(line);
  const columns = (text ?? readableTextOf(line))
    .split('\t')
    .map((column) => column.replace(paddingBlanks, ''));
  const [pin = '', time = '', statusText = '', verifyText = '', workCode = ''] = columns;
  const status = codeOf(statusText, recordLimits.status);
  const verify = codeOf(verifyText, recordLimits.verify);
  const record = {
    pin,
    time: time.replace('T', ' '),
    status: status ?? noCode,
    verify: verify ?? noCode,
    workCode: /^0*$/.test(workCode) ? '' : workCode,
  };
  const understood =
    text !== undefined &&
    columns.length >= fewestColumns &&
    columns.length <= mostColumns &&
    status !== undefined &&
    verify !== undefined &&
    timeForm.test(time) &&
    pin.length <= recordLimits.pin &&
    workCode.length <= recordLimits.workCode &&
    !controlCharacters.test(pin) &&
    !controlCharacters.test(workCode);
  return understood ? record : unreadableRow(line);
}
