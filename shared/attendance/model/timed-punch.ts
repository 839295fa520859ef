/** Types a punch on its way through the engine, and orders and compares such punches. @module */

import type { Instant, WallTime } from '#shared/time/wall-time.ts';
import type { IgnoreReason, PunchRef } from './day-result.ts';
import { isInOrder } from './in-order.ts';

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
}

/** A punch that takes no part in the figures, and why. */
export interface SetAside {
  readonly punch: TimedPunch;
  readonly reason: IgnoreReason;
  /** Somebody may have worked for it, so that money depends on what it was. */
  readonly inDoubt?: boolean;
}

/** No punch that is set aside: most shifts have none. */
export const noneAside: readonly SetAside[] = [];

/** Two lists of punches that are set aside as one. */
export function bothOf(a: readonly SetAside[], b: readonly SetAside[]): readonly SetAside[] {
  return a.length === 0 ? b : b.length === 0 ? a : [...a, ...b];
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

/** What is set aside in the order of time. */
export function inTimeOrder(aside: readonly SetAside[]): readonly SetAside[] {
  return isInOrder(aside, byPunch) ? aside : aside.toSorted(byPunch);
}

function byPunch(a: SetAside, b: SetAside): number {
  return compareInTime(a.punch, b.punch);
}

/** Whether two references name the same punch. */
export function isSamePunch(a: { serial: string; wallTime: WallTime; status: number }, b: PunchRef): boolean {
  return a.serial === b.serial && a.wallTime === b.wallTime && a.status === b.status;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
