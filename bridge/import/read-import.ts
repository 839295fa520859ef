/** Reads a file from a terminal's USB stick (attlog.dat, user.dat or lines of JSON) into records or users. @module */

import type { ImportedUser } from '#bridge/outbox/index.ts';
import { decodeUsers, detectUserLayout } from '#bridge/terminals/zk/index.ts';
import { readAttlog } from '#shared/punch/attlog.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { readPunchNdjson } from '#shared/punch/punch-ndjson.ts';
import type { RowProblem } from '#shared/punch/row-problem.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { nameDecoder } from '#shared/punch/terminal-text.ts';

/** What a file of a terminal turned out to be. */
export type ImportFile =
  | {
      kind: 'punches';
      /** In the order of the file; lines that are not punches are among them, with their bytes. */
      records: TerminalRecord[];
      problems: RowProblem[];
    }
  | {
      kind: 'users';
      users: ImportedUser[];
      /** Records without a user id. */
      nameless: number;
    }
  | { kind: 'unknown'; reason: string };

const largestRawBytes = 768;
const noKey = 255;
const looseTime = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})$/;

/**
 * Reads a file that a terminal wrote to a USB stick: `attlog.dat`, `user.dat`, or the lines of JSON that `probe` writes.
 * The content decides which it is, not the name.
 * @param serial - the terminal's serial number; in a file of JSON, lines of another terminal are problems
 * @param encoding - code page of the names in `user.dat`
 */
export function readImport(bytes: Buffer, serial: Serial, encoding?: string): ImportFile {
  const wide = wideText(bytes);
  if (wide === undefined && bytes.includes(0)) return readUserFile(bytes, encoding);
  const text = wide ?? bytes.toString('utf8');
  const { records, problems } = /^\ufeff?\s*\{/.test(text) ? fromNdjson(text, serial) : fromAttlog(text);
  const raw = problems.map(({ line, text: content }) => ({ line, record: unreadable(content) }));
  const all = [...records, ...raw].sort((a, b) => a.line - b.line).map(({ record }) => record);
  return { kind: 'punches', records: all, problems };
}

/** The text of a file that some editor has saved as UTF-16; `undefined` for any other. */
function wideText(bytes: Buffer): string | undefined {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  if (mark === 0xfffe) return new TextDecoder('utf-16le').decode(bytes);
  return mark === 0xfeff ? new TextDecoder('utf-16be').decode(bytes) : undefined;
}

interface Lines {
  records: { line: number; record: TerminalRecord }[];
  problems: RowProblem[];
}

function fromAttlog(text: string): Lines {
  const { rows, problems } = readAttlog(text);
  return {
    records: rows.map(({ line, pin, time, status, verify, workCode }) => ({
      line,
      record: { pin, time: paddedTime(time), status, verify, workCode },
    })),
    problems,
  };
}

function fromNdjson(text: string, serial: Serial): Lines {
  const { rows, problems } = readPunchNdjson(text);
  const others = rows.filter((row) => row.serial !== serial);
  return {
    records: rows
      .filter((row) => row.serial === serial)
      .map(({ line, serial: _same, ...record }) => ({ line, record })),
    problems: [
      ...problems,
      ...others.map(({ line, ...row }) => ({
        line,
        text: JSON.stringify(row),
        reason: `a punch of terminal ${row.serial}`,
      })),
    ].sort((a, b) => a.line - b.line),
  };
}

/** Some tools write single digits. A punch is the same however it arrived, so its time must be written the same way. */
function paddedTime(time: string): string {
  const match = looseTime.exec(time);
  if (!match) return time;
  const [year = '', ...parts] = match.slice(1);
  const [month, day, hour, minute, second] = parts.map((part) => part.padStart(2, '0'));
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

/** A line that is not a punch, for the cloud's quarantine. */
function unreadable(line: string): TerminalRecord {
  const raw = Buffer.from(line).subarray(0, largestRawBytes).toString('base64');
  return { pin: '', time: '', status: noKey, verify: 0, workCode: '', raw };
}

function readUserFile(bytes: Buffer, encoding?: string): ImportFile {
  const layout = detectUserLayout(bytes, null);
  if (layout === undefined) {
    const reason = `${bytes.length} bytes that are neither lines of text nor users of 72 or 28 bytes each`;
    return { kind: 'unknown', reason };
  }
  const all = decodeUsers(bytes, layout, nameDecoder(encoding));
  const users = all.filter(({ pin }) => pin !== '');
  return {
    kind: 'users',
    nameless: all.length - users.length,
    users: users.map(({ pin, name, privilege, card }) => ({
      pin,
      name,
      privilege,
      ...(card === undefined ? {} : { card }),
    })),
  };
}
