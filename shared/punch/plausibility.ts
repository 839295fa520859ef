/** Decides whether a terminal's record is a punch, or why it goes to quarantine. @module */

import { wallSeconds } from '#shared/time/clock-text.ts';
import {
  dateOf,
  epochOf,
  type Instant,
  type LocalDate,
  parseWallTime,
  type WallTime,
} from '#shared/time/wall-time.ts';
import { isBlankRecord } from './blank-record.ts';
import { isReadablePin, type Pin } from './pin.ts';
import type { TerminalRecord } from './punch.ts';

/** Why a record could not become a punch. */
export type QuarantineReason =
  | 'row-blank'
  | 'row-unreadable'
  | 'no-pin'
  | 'pin-unreadable'
  | 'time-impossible'
  | 'time-too-early'
  | 'time-not-kept'
  | 'time-in-future';

/** Every reason, for schemas. */
export const quarantineReasons = [
  'row-blank',
  'row-unreadable',
  'no-pin',
  'pin-unreadable',
  'time-impossible',
  'time-too-early',
  'time-not-kept',
  'time-in-future',
] as const satisfies readonly QuarantineReason[];

/** What a record turned out to be. */
export type ReadRecord =
  | { kind: 'punch'; pin: Pin; wallTime: WallTime }
  | { kind: 'quarantine'; reason: QuarantineReason };

/** No terminal of these families recorded anything before; earlier dates come from clocks whose battery was empty. */
const firstPlausibleWallTime = '2010-01-01T00:00:00';

/**
 * A terminal's clock may be in any zone (up to 14 h ahead of UTC) and a day ahead before its punches are set aside:
 * beyond that they would hide in the future and surface months later.
 */
const aheadLimitMilliseconds = (24 + 14) * 3_600_000;

/** The latest wall time that a record received at an instant can plausibly carry, in any zone. */
export function latestPlausible(receivedAt: Instant): WallTime {
  return new Date(epochOf(receivedAt) + aheadLimitMilliseconds).toISOString().slice(0, 19) as WallTime;
}

/**
 * Decides whether a terminal's record is a punch. What is not one is kept with its reason, never dropped.
 * @param latest - from {@link latestPlausible} of the moment at which it was received
 */
export function readRecord(record: TerminalRecord, latest: WallTime): ReadRecord {
  if (isBlankRecord(record)) return { kind: 'quarantine', reason: 'row-blank' };
  if (record.raw !== undefined && record.pin === '' && record.time === '') {
    return { kind: 'quarantine', reason: 'row-unreadable' };
  }
  if (record.pin === '') return { kind: 'quarantine', reason: 'no-pin' };
  if (!isReadablePin(record.pin)) return { kind: 'quarantine', reason: 'pin-unreadable' };
  const wallTime = parseWallTime(record.time);
  if (wallTime === null) return { kind: 'quarantine', reason: 'time-impossible' };
  if (wallTime < firstPlausibleWallTime) return { kind: 'quarantine', reason: 'time-too-early' };
  if (wallTime > latest) return { kind: 'quarantine', reason: 'time-in-future' };
  return { kind: 'punch', pin: record.pin, wallTime };
}

/**
 * Whether a record is older than what is kept: it tells a date that can be true, before the first day whose times are kept. One
 * that tells none may have been made today, whatever its terminal made of the time.
 * @param keptFrom - the first day whose times are kept, a local date; `undefined`: all are
 * @param driftSeconds - by how many seconds the terminal's clock is ahead, where that is so much that it may have dated the
 *   record wrongly
 * @returns `doubtful` when the record would not be older by a clock that is right
 */
export function ageOf(
  record: Pick<TerminalRecord, 'time'>,
  keptFrom: LocalDate | undefined,
  driftSeconds = 0,
): 'kept' | 'too-old' | 'doubtful' {
  if (keptFrom === undefined) return 'kept';
  const told = parseWallTime(record.time);
  if (told === null || told < firstPlausibleWallTime || dateOf(told) >= keptFrom) return 'kept';
  const isLater = wallSeconds(told) - driftSeconds >= wallSeconds(`${keptFrom}T00:00:00` as WallTime);
  return isLater ? 'doubtful' : 'too-old';
}
