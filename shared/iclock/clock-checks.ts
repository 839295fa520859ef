/** Judges a push terminal's clock by its uploads, and marks records whose hour is doubtful. @module */

import { latestPlausible } from '#shared/punch/plausibility.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { suspectDriftSeconds } from '#shared/time/clock-drift.ts';
import { epochOf, type Instant, instantFromEpoch, parseWallTime } from '#shared/time/wall-time.ts';
import type { ClockSettling, PushMemory } from './host.ts';

/** Terminals stay within seconds of the server; beyond this somebody should look at the clock. */
const aheadToleranceSeconds = 300;
/** A terminal sets its clock only when it is off by more than this. */
const clockToleranceMilliseconds = 10_000;
/** Every offset that a zone of today has, in minutes: what a terminal may have had before it was told one. */
const offsetsInUse = [
  ...[-720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -150, -120, -60, 0],
  ...[60, 120, 180, 210, 240, 270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660],
  ...[720, 765, 780, 825, 840],
];
/** By then all punches of the settling time have come; otherwise a terminal that never polls would stay suspect. */
const settlingMilliseconds = 10 * 60_000;

/** How a terminal's clock stands when an upload comes. */
export interface ClockState {
  /** By how many minutes its zone is ahead of UTC. */
  offsetMinutes: number;
  /** Epoch milliseconds of true time. */
  now: number;
  settling?: PushMemory['clockSettling'];
}

/** The local time of a record as if it were UTC, in epoch milliseconds; `undefined` when it names no moment. */
function localOf({ time }: TerminalRecord): number | undefined {
  const wall = parseWallTime(time);
  return wall === null ? undefined : epochOf(`${wall}Z` as Instant);
}

/**
 * By how many seconds the newest of the records lies in the future: the terminal's clock is at least that far ahead.
 * The other way round nothing can be said, because records may have waited in the terminal.
 */
export function secondsAhead(
  records: readonly TerminalRecord[],
  { offsetMinutes, now }: ClockState,
): number | undefined {
  let newest = Number.NEGATIVE_INFINITY;
  for (const record of records) newest = Math.max(newest, localOf(record) ?? newest);
  const ahead = Math.floor((newest - offsetMinutes * 60_000 - now) / 1000);
  return ahead > aheadToleranceSeconds ? ahead : undefined;
}

/** What a handshake makes of the clock: see {@link ClockSettling}. */
export function settlingAfterHandshake(
  { offsetMinutesSent }: PushMemory,
  offsetMinutes: number,
  now: number,
): ClockSettling | null {
  if (offsetMinutesSent === offsetMinutes) return null;
  return { since: now, ...(offsetMinutesSent === undefined ? {} : { fromMinutes: offsetMinutesSent }) };
}

/**
 * Marks the records whose hour cannot be trusted: those from far in the future, and those that were made while the clock
 * settled. Of the latter only the end of a log is looked at: in front of a row that was made before the handshake none
 * was made after it.
 */
export function markClockSuspects(
  records: readonly TerminalRecord[],
  clock: ClockState,
): { records: readonly TerminalRecord[]; settling: number } {
  const settling = suspectsOfSettling(records, clock);
  const latest = latestPlausible(instantFromEpoch(clock.now));
  const trusted = clock.now + clock.offsetMinutes * 60_000 + suspectDriftSeconds * 1000;
  const marked = records.map((record, index) => {
    const wall = parseWallTime(record.time);
    const isFuture = wall !== null && wall <= latest && (localOf(record) ?? 0) >= trusted;
    return isFuture || settling.has(index) ? { ...record, clockSuspect: true } : record;
  });
  return { records: marked, settling: settling.size };
}

function suspectsOfSettling(records: readonly TerminalRecord[], clock: ClockState): ReadonlySet<number> {
  const suspects = new Set<number>();
  const { settling, now, offsetMinutes } = clock;
  if (!settling || now - settling.since > settlingMilliseconds) return suspects;
  const from = settling.since + offsetMinutes * 60_000 - clockToleranceMilliseconds;
  const to = (settling.until ?? now) + offsetMinutes * 60_000 + clockToleranceMilliseconds;
  for (let index = records.length - 1; index >= 0; index -= 1) {
    const record = records[index];
    const local = record && localOf(record);
    if (local === undefined) continue;
    if (local >= from && local <= now + offsetMinutes * 60_000 + clockToleranceMilliseconds) continue;
    if (!isShifted(local, from, to, settling.fromMinutes, offsetMinutes)) break;
    suspects.add(index);
  }
  return suspects;
}

/** Whether a local time lies in the window when it is moved by what the old zone and the new one differ. */
function isShifted(
  local: number,
  from: number,
  to: number,
  fromMinutes: number | undefined,
  offsetMinutes: number,
): boolean {
  const before = fromMinutes === undefined ? offsetsInUse : [fromMinutes];
  return before.some((minutes) => {
    const moved = local - (minutes - offsetMinutes) * 60_000;
    return moved >= from && moved <= to;
  });
}
