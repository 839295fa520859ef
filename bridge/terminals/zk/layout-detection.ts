/** Recognises the layout of attendance records from the record count and the bytes themselves. @module */

import { encodePackedTime, isPackedDate } from '#bridge/terminals/zk/packed-time.ts';
import type { People } from '#bridge/terminals/zk/people.ts';
import {
  layoutWithUnknownTail,
  pinField,
  type RecordLayout,
  recordLayouts,
} from '#bridge/terminals/zk/record-layouts.ts';
import { layoutByStructure } from '#bridge/terminals/zk/wrong-clock-layout.ts';
import { identifierText } from '#shared/punch/terminal-text.ts';

const sampleRecords = 4_000;
/** Below this share of plausible records a layout is not believed on its content alone. */
const believableShare = 0.5;
/** Records without a user id say nothing about a layout; no sound log has more of them than this leaves. */
const judgedShare = 0.75;
/** Above this share the content overrules a record count that says otherwise: the count moves, the bytes do not. */
const overrulingShare = 0.9;
/** With 2000 as the lower bound, 97 % of 8a records misread as 8b still look valid; with 2010 none do. */
const windowStart = encodePackedTime('2010-01-01 00:00:00') ?? 0;
/** Terminals run up to 14 hours ahead of UTC; one more day allows for wrong clocks. */
const windowMarginMs = 38 * 3600 * 1000;

/** What is known when the layout has to be chosen. */
export interface LayoutEvidence {
  /** The first bytes of the log, at least one record of every layout that fits `byteCount`. */
  sample: Buffer;
  /** Bytes of the whole log, without its prefix. */
  byteCount: number;
  /** Attendance records according to GET_FREE_SIZES; `null` or 0 when the terminal does not say. */
  recordCount: number | null;
  /** This machine's clock, milliseconds since 1970-01-01T00:00:00Z. */
  nowMs: number;
  /** The terminal's users, once they have been read. */
  people?: People | undefined;
}

/** A layout, and whether another one would have explained the bytes as well. */
export interface LayoutChoice {
  layout: RecordLayout;
  certain: boolean;
}

/**
 * Chooses the record layout by count and by content. Division alone decides nothing (every multiple of 40 is one of 8),
 * and the count alone neither: it is absent on some firmware and may move between two calls (pyzk #76 #41 #170).
 * @returns `undefined` when no layout explains the bytes
 */
export function detectRecordLayout(evidence: LayoutEvidence): LayoutChoice | undefined {
  const { byteCount, recordCount } = evidence;
  const counted = recordCount !== null && recordCount > 0 ? byteCount / recordCount : undefined;
  const ranked = rankByContent(evidence, counted);
  const best = ranked[0];
  const ofCount = ranked.filter(({ layout }) => layout.recordBytes === counted);
  const first = ofCount[0];
  if (first !== undefined) {
    const overruled = best !== undefined && best.share >= overrulingShare && first.share <= believableShare;
    if (overruled) return { layout: best.layout, certain: false };
    if (first.share < believableShare) {
      return layoutAmong(evidence, ofCount) ?? { layout: preferred(ofCount, first.layout), certain: false };
    }
    return { layout: first.layout, certain: isCertain(ofCount) && first.share >= (best?.share ?? 0) };
  }
  const tailed = withTail(evidence, counted);
  if (tailed !== undefined && tailed.share >= believableShare && tailed.share > (best?.share ?? 0)) {
    return { layout: tailed.layout, certain: false };
  }
  if (best !== undefined && best.share >= believableShare) {
    return { layout: best.layout, certain: isCertain(ranked) };
  }
  if (tailed !== undefined) {
    const clean = cleanPinShare(evidence.sample, tailed.layout) > believableShare;
    return clean ? { layout: tailed.layout, certain: false } : undefined;
  }
  return layoutOfWrongClock(evidence, ranked);
}

interface RankedLayout {
  layout: RecordLayout;
  /** Share of the sampled records that are plausible as a whole. */
  share: number;
}

function rankByContent(
  { sample, byteCount, nowMs }: LayoutEvidence,
  countedBytes: number | undefined,
): RankedLayout[] {
  const windowEnd = windowEndAt(nowMs);
  return Object.values(recordLayouts)
    .filter(({ recordBytes }) => byteCount % recordBytes === 0)
    .map((layout) => {
      // Short layouts find blanks within the ids of long records; only where the count fits are they blank records.
      const skipsBlanks = layout.person === 'text' || layout.recordBytes === countedBytes;
      return { layout, share: plausibleShare(sample, layout, windowEnd, skipsBlanks) };
    })
    .sort((a, b) => b.share - a.share);
}

/** The 40-byte record with a tail as long as the count implies, where that is a size of its own. */
function withTail(
  { sample, nowMs }: LayoutEvidence,
  countedBytes: number | undefined,
): RankedLayout | undefined {
  if (countedBytes === undefined || !Number.isInteger(countedBytes) || countedBytes <= 40) return undefined;
  const layout = layoutWithUnknownTail(countedBytes);
  return { layout, share: plausibleShare(sample, layout, windowEndAt(nowMs)) };
}

/** Where no date is plausible a share of them decides nothing: 8b read as 8a always gives some by chance. */
function preferred(ranked: readonly RankedLayout[], otherwise: RecordLayout): RecordLayout {
  const inOrder = Object.values(recordLayouts).find((layout) => ranked.some((one) => one.layout === layout));
  return inOrder ?? otherwise;
}

function windowEndAt(nowMs: number): number {
  const latest = new Date(nowMs + windowMarginMs).toISOString().slice(0, 19);
  return encodePackedTime(latest) ?? Number.MAX_SAFE_INTEGER;
}

function isCertain([first, second]: RankedLayout[]): boolean {
  return first !== undefined && first.share > (second?.share ?? 0);
}

/** Two layouts of one size whose dates are all implausible are told apart by the users, where those are known. */
function layoutAmong(
  { sample, byteCount, people }: LayoutEvidence,
  ranked: RankedLayout[],
): LayoutChoice | undefined {
  if (people === undefined || ranked.length < 2) return undefined;
  const layout = layoutByStructure(sample, byteCount, people);
  return ranked.some((one) => one.layout === layout) && layout !== undefined
    ? { layout, certain: false }
    : undefined;
}

/**
 * A terminal whose clock was never set writes 2000 into every record, and no date can tell the layout. Ids can, where
 * the layout has them as text, and so can the users, where it has them as numbers.
 */
function layoutOfWrongClock(
  { sample, byteCount, people }: LayoutEvidence,
  ranked: RankedLayout[],
): LayoutChoice | undefined {
  const textual = ranked.find(
    ({ layout }) => layout.person === 'text' && cleanPinShare(sample, layout) > overrulingShare,
  );
  const layout =
    textual?.layout ?? (people === undefined ? undefined : layoutByStructure(sample, byteCount, people));
  return layout === undefined ? undefined : { layout, certain: false };
}

/**
 * Whether the record at an offset fits the layout; `undefined` when it says nothing either way. A work code as large as
 * a time is the next record's time: two 8-byte records look like one of 16 otherwise, five like one of 40.
 */
function fits(sample: Buffer, at: number, layout: RecordLayout, windowEnd: number): boolean | undefined {
  if (layout.person === 'text' && sample[at + pinField.at] === 0) return undefined;
  const time = sample.readUInt32LE(at + layout.timeAt);
  if (time < windowStart || time > windowEnd || !isPackedDate(time)) return false;
  if (layout.workCodeAt !== undefined && sample.readUInt32LE(at + layout.workCodeAt) >= windowStart)
    return false;
  return layout.person !== 'text' || isCleanPin(sample, at);
}

function plausibleShare(sample: Buffer, layout: RecordLayout, windowEnd: number, skipsBlanks = true): number {
  return shareOf(sample, layout, (at) => fits(sample, at, layout, windowEnd), skipsBlanks);
}

/** Whether a record is all zeros, or all erased memory: such a record belongs to every layout. */
function isBlankAt(sample: Buffer, at: number, bytes: number): boolean {
  const first = sample[at];
  if (first !== 0x00 && first !== 0xff) return false;
  for (let index = at + 1; index < at + bytes; index += 1) if (sample[index] !== first) return false;
  return true;
}

function cleanPinShare(sample: Buffer, layout: RecordLayout): number {
  return shareOf(sample, layout, (at) => sample[at + pinField.at] !== 0 && isCleanPin(sample, at));
}

function shareOf(
  sample: Buffer,
  layout: RecordLayout,
  test: (at: number) => boolean | undefined,
  skipsBlanks = true,
): number {
  const records = Math.min(Math.floor(sample.length / layout.recordBytes), sampleRecords);
  let judged = 0;
  let passed = 0;
  let blank = 0;
  for (let index = 0; index < records; index += 1) {
    const at = index * layout.recordBytes;
    if (skipsBlanks && isBlankAt(sample, at, layout.recordBytes)) {
      blank += 1;
      continue;
    }
    const verdict = test(at);
    if (verdict !== undefined) judged += 1;
    if (verdict === true) passed += 1;
  }
  return judged === 0 ? 0 : passed / Math.max(judged, (records - blank) * judgedShare);
}

function isCleanPin(sample: Buffer, at: number): boolean {
  const start = at + pinField.at;
  const end = start + pinField.bytes;
  for (let index = start; index < end; index += 1) {
    const byte = sample[index] ?? 0;
    if (byte === 0) return true;
    if (byte < 0x20 || byte > 0x7e) return identifierText(sample.subarray(start, end)).clean;
  }
  return true;
}
