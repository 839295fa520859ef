/** Decodes the bytes of an attendance log into records while they arrive. @module */

import { packedTimeDecoder } from '#bridge/terminals/zk/packed-time.ts';
import { nobody, type People } from '#bridge/terminals/zk/people.ts';
import { pinField, type RecordLayout, recordLayouts } from '#bridge/terminals/zk/record-layouts.ts';
import { namesNothing } from '#shared/punch/blank-record.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { identifierText } from '#shared/punch/terminal-text.ts';

const pinCacheSlots = 4096;

/** Turns the bytes of an attendance log into records while they arrive. */
export interface RecordDecoder {
  /**
   * Decodes the next bytes of the log; a record that is cut at the end waits for its rest.
   * @returns the records completed by these bytes, in the order of the log
   */
  decode(bytes: Buffer): TerminalRecord[];
  /** Bytes of an incomplete record that are waiting; 0 at the end of a sound log. */
  readonly pendingBytes: number;
  /** Records whose user id was not text. Many of them mean that the layout was misread. */
  readonly uncleanPins: number;
}

/**
 * Makes a decoder.
 * @param people - the terminal's users, for the layouts without ids as text. A slot that nobody has gives an empty pin
 *   and the raw bytes; a number that nobody has is taken as the id.
 */
export function recordDecoder(layout: RecordLayout, people: People = nobody): RecordDecoder {
  const { recordBytes } = layout;
  const decodeOne = oneRecordDecoder(layout, people);
  const cut = Buffer.alloc(recordBytes);
  let cutBytes = 0;
  return {
    decode(bytes) {
      const records: TerminalRecord[] = [];
      let at = 0;
      if (cutBytes > 0) {
        at = Math.min(recordBytes - cutBytes, bytes.length);
        bytes.copy(cut, cutBytes, 0, at);
        cutBytes += at;
        if (cutBytes < recordBytes) return records;
        records.push(decodeOne.decode(cut, 0));
        cutBytes = 0;
      }
      for (; at + recordBytes <= bytes.length; at += recordBytes) records.push(decodeOne.decode(bytes, at));
      cutBytes = bytes.copy(cut, 0, at);
      return records;
    },
    get pendingBytes() {
      return cutBytes;
    },
    get uncleanPins() {
      return decodeOne.uncleanPins();
    },
  };
}

interface OneRecordDecoder {
  decode: (bytes: Buffer, at: number) => TerminalRecord;
  uncleanPins: () => number;
}

function oneRecordDecoder(layout: RecordLayout, people: People): OneRecordDecoder {
  const { recordBytes, timeAt, verifyAt, statusAt, workCodeAt } = layout;
  const timeOf = packedTimeDecoder();
  const pins = new PinReader();
  const personOf = personReader(layout, people, pins);
  const flagsHoldCodes = layout === recordLayouts.rec8b;
  let place = 0;
  return {
    uncleanPins: () => pins.unclean,
    decode: (bytes, at) => {
      place += 1;
      if (isBlank(bytes, at, recordBytes)) {
        const raw = bytes.toString('base64', at, at + recordBytes);
        return { pin: '', time: '', status: 0, verify: 0, workCode: '', raw, place };
      }
      const uncleanBefore = pins.unclean;
      const pin = personOf(bytes, at);
      const time = timeOf(bytes.readUInt32LE(at + timeAt));
      const verify = bytes.readUInt8(at + verifyAt);
      const status = bytes.readUInt8(at + statusAt);
      const workCode = workCodeAt === undefined ? 0 : bytes.readUInt32LE(at + workCodeAt);
      const record = {
        pin: pin ?? '',
        time: time.text,
        status: flagsHoldCodes ? statusOfFlags(verify, status) : status,
        verify: flagsHoldCodes ? verify & 0x0f : verify,
        workCode: workCode === 0 ? '' : String(workCode),
      };
      if (pin !== undefined && time.sound && pins.unclean === uncleanBefore) return record;
      const raw = bytes.toString('base64', at, at + recordBytes);
      return namesNothing(record) ? { ...record, raw, place } : { ...record, raw };
    },
  };
}

/** Whether all bytes of a record are zero, or all are those of erased memory. */
function isBlank(bytes: Buffer, at: number, recordBytes: number): boolean {
  const first = bytes[at];
  if (first !== 0x00 && first !== 0xff) return false;
  for (let index = at + 1; index < at + recordBytes; index += 1) if (bytes[index] !== first) return false;
  return true;
}

/** Reads whose record it is; `undefined` when the slot belongs to no user. */
function personReader(
  { person }: RecordLayout,
  { pinOfUid, pinOfNumber }: People,
  pins: PinReader,
): (bytes: Buffer, at: number) => string | undefined {
  if (person === 'text') return (bytes, at) => pins.read(bytes, at + pinField.at);
  if (person === 'uid') return (bytes, at) => pinOfUid.get(bytes.readUInt16LE(at));
  return (bytes, at) => {
    const number = bytes.readUInt32LE(at);
    return pinOfNumber.get(number) ?? String(number);
  };
}

/** Some ZEM500 firmware keeps the key in the flags' high nibble (pyzk #99), other in the byte after the flags. */
function statusOfFlags(flags: number, nextByte: number): number {
  return nextByte === 0 ? flags >> 4 : nextByte;
}

/** Reads user ids of 24 bytes; ids repeat in a log, so each text is made once and kept in a table of fixed size. */
class PinReader {
  /** Ids so far that were not clean text. */
  unclean = 0;
  readonly #texts: string[] = new Array<string>(pinCacheSlots).fill('');

  read(bytes: Buffer, start: number): string {
    const limit = start + pinField.bytes;
    let hash = 0;
    let end = start;
    for (; end < limit; end += 1) {
      const byte = bytes[end] ?? 0;
      if (byte === 0) break;
      if (byte < 0x20 || byte > 0x7e) return this.#readUnusual(bytes.subarray(start, limit));
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    const slot = (hash ^ (hash >>> 12)) & (pinCacheSlots - 1);
    const known = this.#texts[slot] ?? '';
    if (sameText(known, bytes, start, end)) return known;
    const text = bytes.toString('latin1', start, end);
    this.#texts[slot] = text;
    return text;
  }

  #readUnusual(field: Buffer): string {
    const { text, clean } = identifierText(field);
    if (!clean) this.unclean += 1;
    return text;
  }
}

function sameText(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) !== bytes[start + index]) return false;
  }
  return true;
}
