/** Types a record as a terminal delivered it, and the punch that it becomes. @module */

import type { Pin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Instant, WallTime } from '#shared/time/wall-time.ts';

/**
 * One attendance record exactly as a terminal delivered it, over whatever channel, before anybody has judged it.
 * Bridges send these; the cloud decides whether each is a punch or goes to quarantine.
 */
export interface TerminalRecord {
  /** The user id as the terminal sent it: text, leading zeros kept, empty for events of unregistered people. */
  pin: string;
  /** Local time of the terminal, `YYYY-MM-DD HH:MM:SS`. Text that names no calendar moment is kept as it came. */
  time: string;
  /** The key pressed: 0 in, 1 out, 2 break-out, 3 break-in, 4 overtime-in, 5 overtime-out, 255 none selected. */
  status: number;
  /** How the person was recognised (finger, card, face …); numbers differ between device families. */
  verify: number;
  /** Work code keyed in at the terminal; empty for none. */
  workCode: string;
  /** The record's bytes in base64, where the row could not be read as a whole. */
  raw?: string;
  /** Its place in the log, from 1, where it has nothing else by which it could be told from others like it. */
  place?: number | undefined;
  /** True when the terminal's clock was known to be wrong when it made this record. */
  clockSuspect?: boolean | undefined;
}

/** A punch: a terminal's record that names a user and a moment. Never changed after it is stored. */
export interface Punch {
  /** Serial number of the terminal that recorded it. */
  serial: Serial;
  /** The user id as the terminal sent it. */
  pin: Pin;
  /** The terminal's local time. Part of the identity. */
  wallTime: WallTime;
  /** Derived from the wall time, the terminal's zone and the order of the log. Can be re-derived. */
  instant: Instant;
  status: number;
  verify: number;
  workCode: string;
  /** Its place in the log, from 1, where it has nothing else by which it could be told from others like it. */
  place?: number | undefined;
  /** True when the terminal's clock was known to be wrong when the record was read. */
  clockSuspect?: boolean;
}
