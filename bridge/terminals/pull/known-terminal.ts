/** What the bridge knows of a configured terminal, and the serial number by which it identifies it. @module */

import type { Permits } from '#bridge/async/index.ts';
import { addressOf, type TerminalConfig } from '#bridge/config/index.ts';
import type { TerminalReportValue } from '#bridge/outbox/index.ts';
import type { TerminalInfo } from '#bridge/terminals/zk/index.ts';
import { parseSerial, type Serial } from '#shared/punch/serial.ts';
import { TerminalFault } from '#shared/terminal-fault.ts';
import type { TerminalLine } from './terminal-line.ts';
import type { TerminalConversation } from './terminal-reader.ts';

/** A configured terminal and what is known of it. */
export interface KnownTerminal {
  /** Another one when somebody has changed it, between two visits. */
  config: TerminalConfig;
  readonly address: string;
  /** Serial number that was found, or remembered, at the address; `null` while nobody has answered. */
  serial: Serial | null;
  report: TerminalReportValue | null;
  /** Epoch milliseconds of this machine when it was last contacted, or tried. */
  triedAt: number;
  /** After a wrong communication key: leave it alone until this moment, because terminals lock. */
  leaveUntil: number;
  lastFault: TerminalFault | null;
  /** Faults in a row. */
  failures: number;
  /** Whether it is on record as one that has never reported a serial number. */
  isSilent: boolean;
  /** Whether it is read no more: visits that are still in line fail. */
  isGone: boolean;
  /** Whether somebody has ordered its clock to be set, whatever the configuration says. */
  clockOrdered: boolean;
  /** Visits under way or in line. */
  visits: number;
  /** One conversation at a time, so that the next one knows what became of this one. */
  readonly turn: Permits;
  line: TerminalLine;
}

/** An open conversation with a terminal that has proved to be the right one. */
export interface Visit {
  conversation: TerminalConversation;
  serial: Serial;
  info: TerminalInfo;
  /** Terminal's clock minus true time; `null` when it reports no time. */
  driftSeconds: number | null;
  /** IANA zone to which it is thought to be set. */
  zone: string;
  /** Whether the session was opened for this visit, so that punches may have gone unnoticed before it. */
  isFresh: boolean;
}

/**
 * The serial number by which a terminal is known: its own, else the configured one, else its MAC address.
 * @throws TerminalFault `corrupt` when there is none of them
 */
export function identify(config: TerminalConfig, info: TerminalInfo): Serial {
  const address = addressOf(config);
  const told = [info.serial, config.serial ?? '', info.mac ?? ''].map((text) => text.trim());
  const serial = parseSerial(told.find((text) => text !== '') ?? '');
  if (serial !== null) return serial;
  throw new TerminalFault('corrupt', {
    address,
    reason: 'it reports no usable serial number; set "serial" for it in the configuration',
    of: 'no-serial',
  });
}
