/** Reads users and operations from an `OPERLOG` upload, and drops passwords, templates and photos. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';
import { bodyLines, enteredText, latin1Of } from './lines.ts';
import { unreadableRow } from './raw-row.ts';

/** A user as a terminal sends it. The password is never read. */
export interface PushedUser {
  pin: string;
  /** Empty when none was entered. */
  name: string;
  /** 0 user, 1 enroller, 3 administrator, 5 custom, 7 super administrator: half of what the protocol writes. */
  privilege: number;
  /** Card number as decimal digits; absent when no card is assigned. */
  card?: string | undefined;
}

/** An operation that somebody carried out at the terminal. */
export interface Operation {
  /** 21 clock set, 82 and 83 server address changed, 30 new user …; see the vendor's table. */
  code: number;
  /** PIN of who did it; `0` or empty for nobody in particular. */
  operator: string;
  /** `YYYY-MM-DD HH:MM:SS`, local time of the terminal. */
  time: string;
}

/** What an `OPERLOG` upload holds. */
export interface Operlog {
  /** Lines that are not empty: what the reply counts. */
  lines: number;
  users: PushedUser[];
  operations: Operation[];
  /** Fingerprints, faces and photos: counted, their content is never looked at. */
  templates: number;
  /** Lines of an unknown kind, raw. */
  unreadable: TerminalRecord[];
}

const templateWords = new Set(['FP', 'FACE', 'FVEIN', 'PALM', 'USERPIC', 'BIOPHOTO', 'BIODATA']);
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controlCharacters = /[\u0000-\u001f\u007f]/g;
const longestName = 100;
const longestPin = 64;

/**
 * Reads `key=value` fields with TABs between them; keys in lower case, of a repeated key the first.
 * @param text - of a user's fields in Latin-1: a name may be in another code page than the rest
 */
export function readFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const part of text.split('\t')) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const key = part.slice(0, equals).trim().toLowerCase();
    if (!fields.has(key)) fields.set(key, part.slice(equals + 1));
  }
  return fields;
}

/**
 * A card number in decimal digits.
 * @param text - decimal, or `[15CD5B07]`: bytes in hexadecimal, the lowest first (123456789)
 * @returns `undefined` when there is none, or it is not readable
 */
export function cardOf(text: string): string | undefined {
  const hex = /^\[((?:[0-9a-f]{2}){1,8})\]$/i.exec(text)?.[1];
  if (hex !== undefined) {
    const lowestFirst = hex.match(/../g)?.reverse().join('') ?? '';
    const card = BigInt(`0x0${lowestFirst}`);
    return card === 0n ? undefined : String(card);
  }
  return /^0*([1-9]\d{0,19})$/.exec(text)?.[1];
}

/**
 * Reads a user's fields (`PIN`, `Name`, `Pri`, `Card` of the attendance dialect; `pin`, `name`, `privilege`, `cardno`
 * of the access-control dialect).
 * @param fields - in Latin-1, see {@link readFields}
 * @returns `undefined` when there is no PIN
 */
export function readUserFields(fields: ReadonlyMap<string, string>): PushedUser | undefined {
  const pin = enteredText(fields.get('pin') ?? '').trim();
  if (pin === '' || pin.length > longestPin) return undefined;
  const privilege = fields.get('pri') ?? fields.get('privilege') ?? '0';
  const card = cardOf((fields.get('card') ?? fields.get('cardno') ?? '').trim());
  return {
    pin,
    name: enteredText(fields.get('name') ?? '')
      .replace(controlCharacters, '')
      .slice(0, longestName),
    privilege: /^\d{1,2} *$/.test(privilege) ? (Number(privilege) >> 1) & 7 : 0,
    ...(card === undefined ? {} : { card }),
  };
}

/**
 * Reads an `OPERLOG` upload: each line by its first word. Passwords, templates and photos in it are dropped here, before
 * anything can store or log them.
 */
export function readOperlog(body: Uint8Array): Operlog {
  const operlog: Operlog = { lines: 0, users: [], operations: [], templates: 0, unreadable: [] };
  for (const line of bodyLines(body)) {
    operlog.lines += 1;
    readOperlogLine(line, operlog);
  }
  return operlog;
}

function readOperlogLine(line: Uint8Array, operlog: Operlog): void {
  const text = latin1Of(line);
  const word = /^[A-Za-z]{2,12}(?=[ \t])/.exec(text)?.[0]?.toUpperCase() ?? '';
  if (templateWords.has(word)) {
    operlog.templates += 1;
    return;
  }
  const rest = word === '' ? undefined : text.slice(word.length + 1);
  if (word === 'USER' && rest !== undefined) {
    const user = readUserFields(readFields(rest));
    if (user !== undefined) operlog.users.push(user);
    else operlog.unreadable.push(unreadableRow(line));
    return;
  }
  const operation = word === 'OPLOG' && rest !== undefined ? readOperation(rest) : undefined;
  if (operation !== undefined) operlog.operations.push(operation);
  else operlog.unreadable.push(unreadableRow(line));
}

function readOperation(rest: string): Operation | undefined {
  const [code = '', operator = '', time = ''] = rest.split('\t');
  if (!/^\d{1,5}$/.test(code)) return undefined;
  return { code: Number(code), operator: operator.slice(0, longestPin), time: time.slice(0, 32) };
}
