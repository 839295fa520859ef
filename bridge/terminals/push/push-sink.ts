import type { BridgeEvent } from '#bridge/log/index.ts';
import type { PushedUser } from '#shared/iclock/operlog.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';

/** Where pushed rows go; what `accept` has returned for is on disk. */
export interface PushSink {
  /**
   * @returns how many were not known before
   * @throws TerminalFault `outbox-full`
   */
  accept(serial: Serial, records: readonly TerminalRecord[]): number;
  /** Keeps details of users until a download wants them. */
  keepUsers(serial: Serial, users: readonly PushedUser[]): void;
  /** Records of a terminal from one day through another that were ever accepted. Without it nothing is checked. */
  knownBetween?(serial: Serial, from: LocalDate, through: LocalDate): number;
}

/** Something that the listener has to tell. */
export interface PushEvent {
  level: 'info' | 'warn' | 'error';
  event: BridgeEvent;
  message: string;
  facts: Record<string, string | number>;
}
