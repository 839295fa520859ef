/** Decodes realtime attendance events, which are hints to read the log. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';
import { identifierText } from '#shared/punch/terminal-text.ts';
import { isCalendarDate } from '#shared/time/wall-time.ts';

/** The mask and code of attendance events in REG_EVENT. */
export const attendanceEventCode = 1;

/**
 * A realtime event. It is a hint: the log download is the truth. `records` is empty when the event's form is not known,
 * which is a hint to download as well.
 */
export interface TerminalEvent {
  /** 1 for attendance; others as in the REG_EVENT mask. */
  code: number;
  records: TerminalRecord[];
}

interface EventLayout {
  bytes: number;
  person: 'text24' | 'u16' | 'u32';
}

/** The forms of one attendance event, by length (pyzk #153 #164); several events may be joined. */
const layouts: readonly EventLayout[] = [
  { bytes: 32, person: 'text24' },
  { bytes: 12, person: 'u32' },
  { bytes: 10, person: 'u16' },
  { bytes: 36, person: 'text24' },
  { bytes: 37, person: 'text24' },
  { bytes: 52, person: 'text24' },
  { bytes: 14, person: 'u16' },
];

const personBytes = { text24: 24, u32: 4, u16: 2 } as const;

/** Reads the payload of an event packet; forms that are joined or ambiguous are decided by content. */
export function decodeEvent(code: number, payload: Buffer): TerminalEvent {
  if (code !== attendanceEventCode) return { code, records: [] };
  for (const layout of layouts) {
    if (payload.length === 0 || payload.length % layout.bytes !== 0) continue;
    const records = decodeJoined(payload, layout);
    if (records !== undefined) return { code, records };
  }
  return { code, records: [] };
}

function decodeJoined(payload: Buffer, layout: EventLayout): TerminalRecord[] | undefined {
  const records: TerminalRecord[] = [];
  for (let at = 0; at < payload.length; at += layout.bytes) {
    const record = decodeOne(payload.subarray(at, at + layout.bytes), layout);
    if (record === undefined) return undefined;
    records.push(record);
  }
  return records;
}

function decodeOne(bytes: Buffer, { person }: EventLayout): TerminalRecord | undefined {
  const at = personBytes[person];
  const pin = pinOf(bytes, person);
  const time = sixByteTime(bytes.subarray(at + 2, at + 8));
  if (pin === undefined || time === undefined) return undefined;
  return { pin, time, status: bytes.readUInt8(at + 1), verify: bytes.readUInt8(at), workCode: '' };
}

function pinOf(bytes: Buffer, person: EventLayout['person']): string | undefined {
  if (person === 'u16') return String(bytes.readUInt16LE(0));
  if (person === 'u32') return String(bytes.readUInt32LE(0));
  const { text, clean } = identifierText(bytes.subarray(0, personBytes.text24));
  return clean ? text : undefined;
}

/** Event times are six raw bytes: year since 2000, month, day, hour, minute, second. */
function sixByteTime(bytes: Buffer): string | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = bytes;
  if (year > 99 || !isCalendarDate(2000 + year, month, day)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const [mm, dd, hh, mi, ss] = [month, day, hour, minute, second].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${2000 + year}-${mm}-${dd} ${hh}:${mi}:${ss}`;
}
