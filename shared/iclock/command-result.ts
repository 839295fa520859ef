/** Reads what a push terminal answers to commands, and says what its return codes mean. @module */

import { type Part, phrase, type ReasonKey, textOf } from '#shared/reasons/index.ts';
import { readableTextOf } from './lines.ts';

/** What a terminal reports about a command. */
export interface CommandResult {
  id: string;
  /** 0 done, positive a count, negative refused (see {@link describeReturn}); `null` when it sent no number. */
  returnCode: number | null;
  /** The command's first word, such as `DATA`; empty when it was not sent. */
  command: string;
  /** Further values by lower-case name, such as `attlogcount`. */
  values: ReadonlyMap<string, string>;
}

const mostResults = 500;
const mostValues = 200;
const longestValue = 256;

/**
 * Reads a `devicecmd` body: lines `ID=…&Return=…&CMD=…`, several in one body, or the same with line ends between the
 * fields; lines behind a result belong to it (`INFO` sends the terminal's options so). Results without an id of our
 * form are left out.
 */
export function readCommandResults(body: Uint8Array): CommandResult[] {
  const results: { id: string; fields: Map<string, string> }[] = [];
  for (const part of readableTextOf(body).split(/[&\r\n]+/)) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const key = part.slice(0, equals).trim().toLowerCase();
    const value = part.slice(equals + 1, equals + 1 + longestValue);
    const last = results.at(-1);
    if (key === 'id') {
      if (results.length === mostResults) break;
      results.push({ id: value.trim(), fields: new Map() });
    } else if (last !== undefined && last.fields.size < mostValues && !last.fields.has(key)) {
      last.fields.set(key, value);
    }
  }
  return results
    .filter(({ id }) => /^[A-Za-z0-9]{1,16}$/.test(id))
    .map(({ id, fields }) => resultOf(id, fields));
}

function resultOf(id: string, fields: Map<string, string>): CommandResult {
  const returned = fields.get('return')?.trim() ?? '';
  const command = fields.get('cmd')?.trim() ?? '';
  for (const name of ['return', 'cmd', 'sn', 'content']) fields.delete(name);
  return { id, returnCode: /^-?\d{1,9}$/.test(returned) ? Number(returned) : null, command, values: fields };
}

/**
 * The number of records that a terminal counted for `VERIFY SUM ATTLOG`: `AttlogCount` or `AttlogSum`, by firmware.
 * @returns `undefined` when the result has none
 */
export function countedRecords(result: CommandResult): number | undefined {
  const text = result.values.get('attlogcount') ?? result.values.get('attlogsum');
  return text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}

const meanings = {
  [-1]: 'return.parameter',
  [-2]: 'return.size',
  [-3]: 'return.access',
  [-4]: 'return.no-match',
  [-10]: 'return.no-user',
  [-22]: 'return.command',
  [-1001]: 'return.no-room',
  [-1002]: 'return.not-supported',
  [-1003]: 'return.timed-out',
  [-1004]: 'return.mismatch',
  [-1005]: 'return.busy',
  [-1006]: 'return.too-long',
  [-1007]: 'return.memory',
  [-1008]: 'return.bad-data',
} as const satisfies Readonly<Record<number, ReasonKey>>;

const meaningOf: Readonly<Record<number, (typeof meanings)[keyof typeof meanings] | undefined>> = meanings;

/** What a return code of a refusal means, for people. */
export function returnMeaning(code: number | null): Part {
  if (code === null) return phrase('return.none', {});
  const key = meaningOf[code];
  return key === undefined ? phrase('return.refused', { code }) : phrase(key, {});
}

/** What a return code means, for people, in English. */
export function describeReturn(code: number | null): string {
  if (code !== null && code >= 0) return code === 0 ? 'done' : `done (${code})`;
  return textOf(returnMeaning(code));
}
