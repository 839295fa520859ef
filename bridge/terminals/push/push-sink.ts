/** The interface through which the push listener hands over rows, users and log events. @module */

import type { BridgeEvent } from '#bridge/log/index.ts';
import type { RecordSink } from '#bridge/outbox/index.ts';
import type { PushedUser } from '#shared/iclock/operlog.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';

/** Where pushed rows go; once `accept` has returned, they are on disk. */
export interface PushSink extends Pick<RecordSink, 'accept'> {
  /** Keeps details of users until a download wants them. */
  keepUsers(serial: Serial, users: readonly PushedUser[]): void;
  /** Records of a terminal from one day through another that were ever accepted. Without it nothing is checked. */
  knownBetween?(serial: Serial, from: LocalDate, through: LocalDate): number;
}

/** An event that the listener reports. */
export interface PushEvent {
  level: 'info' | 'warn' | 'error';
  event: BridgeEvent;
  message: string;
  facts: Record<string, string | number>;
}
