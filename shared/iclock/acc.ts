/** Reads and answers what differs in the access-control dialect of the push protocol. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';
import { bodyLines, latin1Of, textOf } from './lines.ts';
import { type PushedUser, readFields, readUserFields } from './operlog.ts';
import { recordLimits, unreadableRow } from './raw-row.ts';
import { textOfZkTime } from './zk-time.ts';

/** What rows of an access-control terminal came to. */
export interface AccRows {
  /** Lines that are not empty. */
  lines: number;
  /** Punches, and raw what was not understood. */
  records: TerminalRecord[];
  /** Doors, alarms and refused people: not punches. */
  events: number;
}

/** Event numbers that say that somebody was let in or out; all others are refusals, alarms and states. */
const punchBands = [
  [0, 19],
  [200, 253],
  [4000, 4999],
] as const;

/** Whether an event of an access-control terminal is the passage of a person. */
export function isPassage(event: number): boolean {
  return punchBands.some(([from, to]) => event >= from && event <= to);
}

/**
 * Reads rows of `table=rtlog` (live) and of the table `transaction` (bulk): `key=value` with TABs between, by key. A
 * punch is a passage of somebody with a PIN; the other events are counted and left out.
 */
export function readAccRows(body: Uint8Array): AccRows {
  const rows: AccRows = { lines: 0, records: [], events: 0 };
  for (const line of bodyLines(body)) {
    rows.lines += 1;
    const record = readAccRow(line);
    if (record === 'event') rows.events += 1;
    else rows.records.push(record);
  }
  return rows;
}

function readAccRow(line: Uint8Array): TerminalRecord | 'event' {
  const text = textOf(line);
  if (text === undefined) return unreadableRow(line);
  const fields = readFields(text.replace(/^transaction /i, ''));
  const event = fields.get('event') ?? fields.get('eventtype') ?? '';
  if (!/^\d{1,5}$/.test(event)) return unreadableRow(line);
  const pin = fields.get('pin')?.trim();
  if (!isPassage(Number(event)) || pin === '' || pin === '0') return 'event';
  const time = timeOf(fields);
  if (time === undefined || pin === undefined) return unreadableRow(line);
  const verify = verifyOf(fields.get('verifytype') ?? fields.get('verified') ?? '');
  if (verify === undefined || pin.length > recordLimits.pin) return unreadableRow(line);
  const direction = fields.get('inoutstatus') ?? fields.get('inoutstate') ?? '';
  // 0 in and 1 out; other numbers are doors without a direction, and no key of the attendance dialect.
  return { pin, time, status: /^[01]$/.test(direction) ? Number(direction) : 255, verify, workCode: '' };
}

/** `time=YYYY-MM-DD HH:MM:SS`, or `time_second=` with a packed time. */
function timeOf(fields: ReadonlyMap<string, string>): string | undefined {
  const text = fields.get('time');
  if (text !== undefined) {
    return /^\d{4}-\d{1,2}-\d{1,2}[ T]\d{1,2}:\d{1,2}:\d{1,2}$/.test(text)
      ? text.replace('T', ' ')
      : undefined;
  }
  const packed = fields.get('time_second') ?? '';
  return /^\d{1,10}$/.test(packed) ? textOfZkTime(Number(packed)) : undefined;
}

/** A number, or a mask of 16 bits written as 16 characters. */
function verifyOf(text: string): number | undefined {
  if (text === '') return 255;
  if (/^[01]{16}$/.test(text)) return Number.parseInt(text, 2);
  return /^\d{1,5}$/.test(text) && Number(text) <= recordLimits.verify ? Number(text) : undefined;
}

/** Reads the rows of the table `user` of an access-control terminal; rows without a PIN are left out. */
export function readAccUsers(body: Uint8Array): PushedUser[] {
  return Array.from(bodyLines(body), (line) =>
    readUserFields(readFields(latin1Of(line).replace(/^user /i, ''))),
  ).filter((user) => user !== undefined);
}

/**
 * The registry code that an access-control terminal is given. It is a label, not a secret: whoever has seen one
 * registration over plain HTTP can make the token, so the token proves nothing here. Registration of the serial number,
 * source networks and the communication key decide who may send.
 */
export function registryCodeOf(serial: string): string {
  let hash = 2_166_136_261;
  for (let at = 0; at < serial.length; at += 1) hash = Math.imul(hash ^ serial.charCodeAt(at), 16_777_619);
  return `RC${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

/** Session id that access-control terminals put into their token. */
export const accSessionId = 'ROLLCALL1';

/** The text whose MD5 in hexadecimal is the token of an access-control terminal's requests. */
export function accTokenText(registryCode: string, serial: string, sessionId: string): string {
  return `${registryCode}${serial}${sessionId}`;
}

const accConfiguration = [
  'ServerVersion=3.1.2',
  'ServerName=Rollcall',
  'PushProtVer=3.1.2',
  'ErrorDelay=30',
  'RequestDelay=10',
  'TransTimes=00:00\t14:00',
  'TransInterval=1',
  'TransTables=User\tTransaction',
  'Realtime=1',
  `SessionID=${accSessionId}`,
  'TimeoutSec=10',
  '',
];

/** The answer to the handshake of an access-control terminal that is known. */
export function accHandshakeBlock(serial: string): string {
  return ['registry=ok', `RegistryCode=${registryCodeOf(serial)}`, ...accConfiguration].join('\n');
}

/** The answer to `/iclock/push`: the configuration alone. */
export function accConfigurationBlock(): string {
  return accConfiguration.join('\n');
}
