import type { Instant, WallTime } from '#shared/time/wall-time.ts';
import type { IgnoreReason, PunchRef } from './day-result.ts';

/** A punch, or a time that HR added, on its way through the engine. */
export interface TimedPunch {
  /** Identity. The serial is empty for a time that HR added. */
  readonly ref: PunchRef;
  /** Epoch seconds, and the same moment as text. */
  readonly at: number;
  readonly instant: Instant;
  /** Wall seconds in the user's zone, and of the identity's wall time. */
  readonly wall: number;
  readonly recorded: number;
  /** 1 arrives, −1 leaves, 0 unknown: by the key pressed, or as HR said. */
  readonly flow: number;
  readonly order: number;
  /** The correction that added it. */
  readonly correctionId: string | null;
  /** Why it takes no part; `null` while it does. */
  ignored: IgnoreReason | null;
}

/** A punch that took no part, as the day result lists it. */
export interface IgnoredPunch {
  readonly punch: PunchRef;
  readonly instant: Instant;
  readonly reason: IgnoreReason;
}

/** Orders punches by time; those of one second by what is the same for any order of arrival. */
export function compareInTime(a: TimedPunch, b: TimedPunch): number {
  return (
    a.at - b.at ||
    a.order - b.order ||
    compareText(a.ref.serial, b.ref.serial) ||
    a.ref.status - b.ref.status ||
    compareText(a.ref.wallTime, b.ref.wallTime) ||
    compareText(a.correctionId ?? '', b.correctionId ?? '')
  );
}

/** Whether two references name the same punch. */
export function isSamePunch(a: { serial: string; wallTime: WallTime; status: number }, b: PunchRef): boolean {
  return a.serial === b.serial && a.wallTime === b.wallTime && a.status === b.status;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
