/** The users and the log that a simulated 4370 terminal keeps, in the byte layout of its modes. @module */

import type { SimulatedRecordLayout, SimulatorBehaviour } from '#bridge/simulator/modes.ts';
import { decodePackedTime, encodePackedTime } from '#bridge/terminals/zk/index.ts';
import { namesNothing } from '#shared/punch/blank-record.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';

/** A user of a simulated terminal. */
export interface SimulatedUser {
  /** Up to 24 bytes of UTF-8; in `user28` and the numeric layouts an unsigned 32-bit number. */
  pin: string;
  /** Up to 24 bytes (`user28`: 8); longer names are cut. */
  name?: string;
  /** The privilege byte: 0 user, 2 enroller, 6 admin, 14 super admin; bit 0 disabled. */
  privilege?: number;
  card?: number;
  group?: number;
  /** The internal slot; default: the position in the list, from 1. */
  uid?: number;
  /** Up to 8 bytes (`user28`: 5). */
  password?: string;
  /** Fingers with a template, 0 to 9. */
  fingers?: readonly number[];
  /** Whether a face is enrolled. */
  face?: boolean;
}

const recordSizes = { rec40: 40, rec49: 49, rec36: 36, rec16: 16, rec8a: 8, rec8b: 8 } as const;
const maskAndTemperature = Buffer.from('ff3235350000000000', 'hex');

/** A dataset as it was when it was asked for: its length prefix and its records. */
export interface DatasetSnapshot {
  bytes: number;
  slice(offset: number, length: number): Buffer;
}

/** The memory of one simulated terminal. */
export class SimulatedMemory {
  readonly users: Required<SimulatedUser>[];
  /** The log as the terminal would report it, after what the modes did to it; the truth that a client must find. */
  readonly records: TerminalRecord[] = [];
  readonly #layout: SimulatedRecordLayout;
  readonly #userLayout: SimulatorBehaviour['userLayout'];
  readonly #uidOfPin: Map<string, number>;
  /** By slot, as bytes: what a client writes must come back as it was written. */
  readonly #userRecords: Map<number, Buffer>;
  #log: Buffer;
  #logBytes = 0;

  constructor(
    users: readonly SimulatedUser[],
    punches: readonly TerminalRecord[],
    behaviour: SimulatorBehaviour,
  ) {
    this.#layout = behaviour.recordLayout;
    this.#userLayout = behaviour.userLayout;
    this.users = users.map((user, index) => ({
      name: '',
      privilege: 0,
      card: 0,
      group: 1,
      uid: index + 1,
      password: '',
      fingers: [],
      face: false,
      ...user,
    }));
    this.#userRecords = new Map(this.users.map((user) => [user.uid, encodeUser(user, this.#userLayout)]));
    this.#uidOfPin = new Map(this.users.map(({ pin, uid }) => [pin, uid]));
    this.#log = Buffer.alloc(Math.max(1, punches.length) * recordSizes[this.#layout]);
    const shift = behaviour.clockShiftSeconds;
    punches.forEach((punch, index) => {
      this.append(shift === 0 ? punch : misdated(punch, index, shift));
    });
  }

  /** Adds a record to the log. Snapshots that were taken stay as they are. */
  append(record: TerminalRecord): void {
    const size = recordSizes[this.#layout];
    if (this.#logBytes + size > this.#log.length) {
      const larger = Buffer.alloc(this.#log.length * 2 + size);
      this.#log.copy(larger, 0, 0, this.#logBytes);
      this.#log = larger;
    }
    const uid = this.#uidOfPin.get(record.pin) ?? 0;
    encodeRecord(this.#log.subarray(this.#logBytes, this.#logBytes + size), this.#layout, record, uid);
    this.#logBytes += size;
    this.records.push(asKept(record, this.#layout, uid, this.#userLayout === 'user28'));
  }

  /** The attendance dataset as of now. */
  attendance(): DatasetSnapshot {
    return snapshot(this.#log.subarray(0, this.#logBytes));
  }

  /** The users' dataset. */
  userList(): DatasetSnapshot {
    return snapshot(Buffer.concat([...this.#userRecords.values()]));
  }

  /** The fingerprint templates: sample bytes behind true headers. */
  templates(): DatasetSnapshot {
    return snapshot(
      Buffer.concat(
        this.users.flatMap(({ uid, fingers }) => fingers.map((finger) => sampleTemplate(uid, finger))),
      ),
    );
  }

  /** What stands in the password's field of a user, up to its NUL. */
  passwordOf(pin: string): string | undefined {
    const record = this.#userRecords.get(this.#uidOfPin.get(pin) ?? 0);
    const end = this.#userLayout === 'user28' ? 8 : 11;
    return record?.toString('latin1', 3, end).split('\0')[0];
  }

  /** Takes a user record as USER_WRQ brings it; `false` when it is refused. */
  writeUser(sent: Buffer, foreign: SimulatorBehaviour['foreignUsers'] = 'refuse'): boolean {
    const bytes = this.#userLayout === 'user28' ? 28 : 72;
    if (sent.length !== bytes && foreign !== 'cut') return foreign === 'ignore';
    const record = Buffer.alloc(bytes);
    sent.copy(record);
    const uid = record.readUInt16LE(0);
    if (uid === 0) return false;
    const known = this.users.findIndex((user) => user.uid === uid);
    const before = this.users[known];
    const user = {
      password: '',
      fingers: [],
      face: false,
      ...before,
      ...decodeUser(record, this.#userLayout),
    };
    if (before === undefined) this.users.push(user);
    else this.users[known] = user;
    this.#userRecords.set(uid, Buffer.from(record));
    this.#uidOfPin.set(user.pin, uid);
    return true;
  }
}

/** The record without what its layout cannot keep: leading zeros, work codes, ids of people without a slot. */
function asKept(
  record: TerminalRecord,
  layout: SimulatedRecordLayout,
  uid: number,
  numericUsers: boolean,
): TerminalRecord {
  // Leading zeros are lost in the record, and found again in the users where those have them.
  if (layout === 'rec16' && (uid === 0 || numericUsers))
    return { ...record, pin: String(Number(record.pin)) };
  if (layout !== 'rec8a' && layout !== 'rec8b') return record;
  return {
    ...record,
    pin: uid === 0 ? '' : record.pin,
    workCode: '',
    verify: layout === 'rec8b' ? record.verify & 0x0f : record.verify,
  };
}

function snapshot(records: Buffer): DatasetSnapshot {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32LE(records.length);
  return {
    bytes: records.length + 4,
    slice: (offset, length) =>
      offset >= 4
        ? records.subarray(offset - 4, offset - 4 + length)
        : Buffer.concat([
            prefix.subarray(offset),
            records.subarray(0, Math.max(0, offset + length - 4)),
          ]).subarray(0, length),
  };
}

/** What a terminal with a broken clock records: shifted times, among them null times and days that do not exist. */
function misdated(record: TerminalRecord, index: number, shiftSeconds: number): TerminalRecord {
  if (index % 10 === 4) return { ...record, time: '' };
  if (index % 10 === 7)
    return { ...record, time: `${record.time.slice(0, 4)}-02-31${record.time.slice(10)}` };
  const shifted = new Date(Date.parse(`${record.time.replace(' ', 'T')}Z`) + shiftSeconds * 1000);
  return { ...record, time: shifted.toISOString().slice(0, 19).replace('T', ' ') };
}

function encodeRecord(
  into: Buffer,
  layout: SimulatedRecordLayout,
  record: TerminalRecord,
  uid: number,
): void {
  // Nothing at all: what remains of a record whose memory was lost.
  if (namesNothing(record) && record.verify === 0 && record.status === 0) return;
  const time = packed(record);
  const workCode = record.workCode === '' ? 0 : numberIn(record.workCode, 0xffff_ffff, 'work code');
  switch (layout) {
    case 'rec40':
    case 'rec49':
    case 'rec36':
      into.writeUInt16LE(uid, 0);
      textIn(record.pin, 24).copy(into, 2);
      into.writeUInt8(record.verify, 26);
      into.writeUInt32LE(time, 27);
      into.writeUInt8(record.status, 31);
      into.writeUInt32LE(workCode, 32);
      if (layout === 'rec49') maskAndTemperature.copy(into, 40);
      return;
    case 'rec16':
      into.writeUInt32LE(numberIn(record.pin, 0xffff_ffff, 'user id'), 0);
      into.writeUInt32LE(time, 4);
      into.writeUInt8(record.verify, 8);
      into.writeUInt8(record.status, 9);
      into.writeUInt32LE(workCode, 12);
      return;
    case 'rec8a':
      into.writeUInt16LE(uid, 0);
      into.writeUInt8(record.verify, 2);
      into.writeUInt32LE(time, 3);
      into.writeUInt8(record.status, 7);
      return;
    case 'rec8b':
      into.writeUInt16LE(uid, 0);
      into.writeUInt8(record.verify & 0x0f, 2);
      into.writeUInt8(record.status, 3);
      into.writeUInt32LE(time, 4);
      return;
  }
}

function encodeUser(user: Required<SimulatedUser>, layout: SimulatorBehaviour['userLayout']): Buffer {
  if (layout === 'user28') {
    const record = Buffer.alloc(28);
    record.writeUInt16LE(user.uid, 0);
    record.writeUInt8(user.privilege, 2);
    record.write(user.password, 3, 5);
    record.write(user.name, 8, 8);
    record.writeUInt32LE(user.card, 16);
    record.writeUInt8(user.group, 21);
    record.writeUInt32LE(numberIn(user.pin, 0xffff_ffff, 'user id'), 24);
    return record;
  }
  if (layout === 'user120') {
    // Newer OEM firmware: the size is known, the fields are not. These are invented, and unlike those of other layouts.
    const record = Buffer.alloc(120);
    record.writeUInt32BE(user.uid, 0);
    record.write(user.name, 40, 48);
    record.write(user.pin, 92, 24);
    return record;
  }
  const record = Buffer.alloc(72);
  record.writeUInt16LE(user.uid, 0);
  record.writeUInt8(user.privilege, 2);
  record.write(user.password, 3, 8);
  record.write(user.name, 11, 24);
  record.writeUInt32LE(user.card, 35);
  record.writeUInt8(user.group, 39);
  textIn(user.pin, 24).copy(record, 48);
  return record;
}

function decodeUser(
  record: Buffer,
  layout: SimulatorBehaviour['userLayout'],
): Required<Omit<SimulatedUser, 'password' | 'fingers' | 'face'>> {
  const text = (at: number, bytes: number): string =>
    (record.toString('utf8', at, at + bytes).split('\0')[0] ?? '').replace(/\ufffd+$/, '');
  const [uid, privilege] = [record.readUInt16LE(0), record.readUInt8(2)];
  if (layout === 'user28') {
    const pin = String(record.readUInt32LE(24));
    const [card, group] = [record.readUInt32LE(16), record.readUInt8(21)];
    return { uid, privilege, pin, name: text(8, 8), card, group };
  }
  const [card, group] = [record.readUInt32LE(35), record.readUInt8(39)];
  return { uid, privilege, pin: text(48, 24), name: text(11, 24), card, group };
}

/** u16 size with this header, u16 slot, u8 finger, u8 valid; then bytes that stand for a template. */
function sampleTemplate(uid: number, finger: number): Buffer {
  const entry = Buffer.alloc(400 + ((uid * 37 + finger * 11) % 300), 0xa5);
  entry.writeUInt16LE(entry.length, 0);
  entry.writeUInt16LE(uid, 2);
  entry.writeUInt8(finger, 4);
  entry.writeUInt8(1, 5);
  return entry;
}

function packed(record: TerminalRecord): number {
  const time = encodePackedTime(record.time);
  if (time === null) throw new RangeError(`a terminal cannot keep the time "${record.time}"`);
  return time;
}

function textIn(text: string, bytes: number): Buffer {
  const encoded = Buffer.from(text);
  if (encoded.length > bytes) throw new RangeError(`"${text}" does not fit in ${bytes} bytes`);
  return encoded;
}

function numberIn(text: string, limit: number, what: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > limit)
    throw new RangeError(`the ${what} "${text}" is not a number up to ${limit}`);
  return number;
}

/** The packed time of a terminal's clock. */
export function packedClock(epochMs: number, zoneOffsetMinutes: number): number {
  const wall = new Date(epochMs + zoneOffsetMinutes * 60_000).toISOString();
  return encodePackedTime(wall.slice(0, 19)) ?? 0;
}

/** The six bytes that give a record's time in events. */
export function eventTime(record: TerminalRecord): Buffer {
  const { text } = decodePackedTime(packed(record));
  const parts = text === '' ? [0, 0, 0, 0, 0, 0] : (text.match(/\d+/g) ?? []).map(Number);
  return Buffer.from(parts.map((part, index) => (index === 0 ? part - 2000 : part)));
}
