/** Recognises the record layout of a terminal whose clock was never set, from everything but the dates. @module */

import { encodePackedTime, isPackedDate } from '#bridge/terminals/zk/packed-time.ts';
import type { People } from '#bridge/terminals/zk/people.ts';
import { type RecordLayout, recordLayouts } from '#bridge/terminals/zk/record-layouts.ts';

/** Fewer records than these prove nothing without a date to go by. */
const fewestRecords = 16;
const sampledRecords = 2_000;
/** The layout has to explain nearly everything, and any other one far less. */
const winningShare = 0.95;
const losingShare = 0.6;
const firstTime = 1;
const lastTime = encodePackedTime('2099-12-31 23:59:59') ?? 0xffff_ffff;
/** Keys that exist: in, out, break, overtime, none. */
const keys: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, 255]);
const highestVerifyCode = 200;

/**
 * Finds a layout without ids as text by everything but the date, for a terminal whose clock stands before 2010: the
 * persons are users of the terminal, the keys exist, the reserved bytes are empty, and the times follow each other. It
 * needs the users: without them these layouts cannot be distinguished from noise.
 * @param sample - the first bytes of the log
 * @param byteCount - bytes of the whole log
 * @returns `undefined` unless one layout explains nearly all records, and no other one does
 */
export function layoutByStructure(
  sample: Buffer,
  byteCount: number,
  { pinOfUid, pinOfNumber }: People,
): RecordLayout | undefined {
  const known = { uid: pinOfUid, number: pinOfNumber };
  if (pinOfUid.size === 0) return undefined;
  const ranked = [recordLayouts.rec16, recordLayouts.rec8b, recordLayouts.rec8a]
    .filter(
      ({ recordBytes }) => byteCount % recordBytes === 0 && sample.length >= recordBytes * fewestRecords,
    )
    .map((layout) => ({ layout, share: soundShare(sample, layout, known[layout.person]) }))
    .sort((a, b) => b.share - a.share);
  // Under 8a the key of 8b is the time's low byte, which no log keeps to the few keys that exist.
  const is8b = ranked.some(({ layout, share }) => layout === recordLayouts.rec8b && share >= winningShare);
  const [best, second] = ranked.filter(({ layout }) => !(is8b && layout === recordLayouts.rec8a));
  if (best === undefined || best.share < winningShare || (second?.share ?? 0) > losingShare) return undefined;
  return best.layout;
}

type NumericLayout = typeof recordLayouts.rec16 | typeof recordLayouts.rec8a | typeof recordLayouts.rec8b;

function soundShare(sample: Buffer, layout: NumericLayout, known: ReadonlyMap<number, string>): number {
  const records = Math.min(Math.floor(sample.length / layout.recordBytes), sampledRecords);
  let sound = 0;
  let before = 0;
  for (let index = 0; index < records; index += 1) {
    const at = index * layout.recordBytes;
    const time = sample.readUInt32LE(at + layout.timeAt);
    if (isSound(sample, at, layout, known) && time >= before) sound += 1;
    before = time;
  }
  return sound / records;
}

function isSound(
  sample: Buffer,
  at: number,
  layout: NumericLayout,
  known: ReadonlyMap<number, string>,
): boolean {
  const person = layout.person === 'number' ? sample.readUInt32LE(at) : sample.readUInt16LE(at);
  const time = sample.readUInt32LE(at + layout.timeAt);
  const emptyReserve = layout.recordBytes === 8 || sample.readUInt16LE(at + 10) === 0;
  return (
    known.has(person) &&
    time >= firstTime &&
    time <= lastTime &&
    isPackedDate(time) &&
    keys.has(sample.readUInt8(at + layout.statusAt)) &&
    sample.readUInt8(at + layout.verifyAt) <= highestVerifyCode &&
    emptyReserve
  );
}
