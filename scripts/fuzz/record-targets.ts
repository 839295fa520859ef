/** Fuzz targets for the parsers of records and users, over the wire and in files. @module */

import { decodeUsers, detectUserLayout, encodePackedTime } from '#bridge/terminals/zk/index.ts';
import { detectRecordLayout } from '#bridge/terminals/zk/layout-detection.ts';
import { peopleOf } from '#bridge/terminals/zk/people.ts';
import { recordDecoder } from '#bridge/terminals/zk/record-decoder.ts';
import { recordLayouts } from '#bridge/terminals/zk/record-layouts.ts';
import { readAttlog } from '#shared/punch/attlog.ts';
import { readPunchNdjson, writePunchLine } from '#shared/punch/punch-ndjson.ts';
import { readUserFile } from '#shared/punch/user-file.ts';
import { userRecordLayouts } from '#shared/punch/user-record.ts';
import { parseWallTime } from '#shared/time/wall-time.ts';
import { type FuzzSource, must } from './fuzz-source.ts';
import type { FuzzTarget } from './run-fuzz.ts';

const nowMs = Date.UTC(2026, 10, 22, 12);
const firstTime = encodePackedTime('2024-01-02 07:30:00') ?? 0;
const names = ['rec40', 'rec49', 'rec36', 'rec16', 'rec8a', 'rec8b'] as const;
const userLayouts = ['user72', 'user28'] as const;
const keys = [0, 1, 0, 1, 255, 4] as const;
const people = peopleOf(Array.from({ length: 60 }, (_, index) => ({ uid: index + 1, pin: `0${index + 1}` })));

/** A sound log. */
function log(source: FuzzSource, name: (typeof names)[number], records: number): Buffer {
  const { recordBytes, person, timeAt, verifyAt, statusAt } = recordLayouts[name];
  const bytes = Buffer.alloc(recordBytes * records);
  for (let index = 0; index < records; index += 1) {
    const at = index * recordBytes;
    const number = 1 + source.below(60);
    if (person === 'number') bytes.writeUInt32LE(number, at);
    else bytes.writeUInt16LE(number, at);
    if (person === 'text') bytes.write(String(1000 + number), at + 2);
    // Days 1 to 28 only, so that every date exists.
    const time = firstTime + (index % 27) * 86_400 + source.below(14 * 3600);
    bytes.writeUInt8(1, at + verifyAt);
    bytes.writeUInt8(source.pick(keys), at + statusAt);
    bytes.writeUInt32LE(time, at + timeAt);
  }
  return bytes;
}

/** The layout of sound and of damaged logs: what is called certain is right. */
function layouts(source: FuzzSource): boolean {
  const name = source.pick(names);
  const records = 1 + source.below(12);
  const sound = source.chance(0.5);
  const bytes = sound ? log(source, name, records) : source.mutated(log(source, name, records));
  const recordCount = source.pick([null, 0, records, 1 + source.below(12)]);
  const choice = detectRecordLayout({
    sample: bytes,
    byteCount: bytes.length,
    recordCount,
    nowMs,
    ...(source.chance(0.5) ? { people } : {}),
  });
  if (choice === undefined) return false;
  must(choice.layout.recordBytes >= 8, 'a record of no bytes');
  if (sound && choice.certain) {
    must(
      choice.layout.name === name,
      `${records} records of ${name} (count ${recordCount}) are certainly ${choice.layout.name}`,
    );
  }
  return true;
}

/** Records of any layout: an unreadable record keeps its raw bytes. */
function records(source: FuzzSource): boolean {
  const name = source.pick(names);
  const layout = recordLayouts[name];
  const bytes = source.chance(0.3) ? source.bytes(160) : source.mutated(log(source, name, 4));
  const decoder = recordDecoder(layout, people);
  let count = 0;
  let sound = false;
  for (const piece of source.cut(bytes)) {
    for (const record of decoder.decode(piece)) {
      count += 1;
      must(Buffer.byteLength(record.pin) <= 72, 'a pin is longer than its field');
      const readable = parseWallTime(record.time) !== null && record.pin !== '\ufffd';
      must(readable || record.raw !== undefined, `the record at ${record.time} has no bytes`);
      sound ||= readable;
    }
  }
  must(count === Math.floor(bytes.length / layout.recordBytes), 'a record is missing');
  must(decoder.pendingBytes === bytes.length % layout.recordBytes, 'bytes are missing');
  return sound;
}

function userRecord(source: FuzzSource, layout: 'user72' | 'user28'): Buffer {
  const record = Buffer.alloc(userRecordLayouts[layout].bytes);
  record.writeUInt16LE(1 + source.below(500), 0);
  record.write('Sample', layout === 'user72' ? 11 : 8);
  record.write('s3cret', 3, layout === 'user72' ? 8 : 5);
  if (layout === 'user72') record.write(String(1000 + source.below(500)), 48);
  else record.writeUInt32LE(1000 + source.below(500), 24);
  return record;
}

/** Users over the wire and from a file: each record is somewhere, and no password anywhere. */
function users(source: FuzzSource): boolean {
  const layout = source.pick(userLayouts);
  const list = Buffer.concat(Array.from({ length: 1 + source.below(4) }, () => userRecord(source, layout)));
  const sound = source.chance(0.4);
  const bytes = sound ? list : source.chance(0.2) ? source.bytes(200) : source.mutated(list);
  const count = source.pick([null, 0, 1, 2, 3, 4]);
  const found = detectUserLayout(bytes, count);
  if (found === undefined) return false;
  const decoded = decodeUsers(bytes, found, (field) => Buffer.from(field).toString('latin1'));
  must(decoded.length === Math.floor(bytes.length / userRecordLayouts[found].bytes), 'a user is missing');
  if (sound) must(!JSON.stringify(decoded).includes('s3cre'), 'a password came along');
  return true;
}

function userFile(source: FuzzSource): boolean {
  const layout = source.pick(userLayouts);
  const list = Buffer.concat(Array.from({ length: 1 + source.below(4) }, () => userRecord(source, layout)));
  const sound = source.chance(0.4);
  const bytes = sound ? list : source.chance(0.2) ? source.bytes(200) : source.mutated(list);
  const file = readUserFile(bytes);
  if (sound) {
    must(file.layout === layout && file.problems.length === 0, 'a sound file was misread');
    must(!JSON.stringify(file).includes('s3cre'), 'a password came along');
  }
  if (file.layout === null) return false;
  const size = userRecordLayouts[file.layout].bytes;
  must(file.rows.length + file.problems.length === Math.ceil(bytes.length / size), 'a record is missing');
  return file.rows.length > 0;
}

const attlogText = Buffer.from(
  '   100042\t2026-11-22 08:59:30\t1\t0\t1\t0\r\n  0701\t2026-11-22 09:00:00\t1\t255\t15\t3\r\n',
);

function attlog(source: FuzzSource): boolean {
  const bytes = source.chance(0.2) ? source.bytes(120) : source.mutated(attlogText);
  const text = bytes.toString(source.chance(0.5) ? 'utf8' : 'latin1');
  const { rows, problems } = readAttlog(text);
  must(rows.length + problems.length === nonBlank(text), 'a line is missing');
  return rows.length > 0;
}

const punchText = Buffer.from(
  `${writePunchLine({ serial: 'SAMPLE1', pin: '0701', time: '2026-11-22 08:59:30', status: 0, verify: 1, workCode: '' })}\n`.repeat(
    2,
  ),
);

function ndjson(source: FuzzSource): boolean {
  const text = (source.chance(0.2) ? source.bytes(120) : source.mutated(punchText)).toString('utf8');
  const { rows, problems } = readPunchNdjson(text);
  must(rows.length + problems.length === nonBlank(text), 'a line is missing');
  return rows.length > 0;
}

function nonBlank(text: string): number {
  return text.split('\n').filter((line) => line.trim() !== '').length;
}

/** Parsers of what terminals keep, over the wire and in files. */
export const recordTargets: readonly FuzzTarget[] = [
  { name: 'record layouts', run: layouts },
  { name: 'records', run: records },
  { name: 'users', run: users },
  { name: 'attlog.dat', run: attlog },
  { name: 'user.dat', run: userFile },
  { name: 'punch NDJSON', run: ndjson },
];
