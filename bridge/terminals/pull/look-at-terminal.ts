/** Asks a terminal who it is, how full it is and what time it shows, and nothing else, for `setup`. @module */

import { openTerminal, type TerminalOptions } from '#bridge/terminals/zk/index.ts';
import { parseSerial, type Serial } from '#shared/punch/serial.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';
import { clockDriftSeconds } from './clock-drift.ts';

/** What a terminal says of itself. What it does not report is absent. */
export interface TerminalLook {
  /** `null` when it reports none that can identify it. */
  serial: Serial | null;
  model: string;
  firmware: string;
  records?: number | undefined;
  recordCapacity?: number | undefined;
  users?: number | undefined;
  /** Terminal's clock minus that of this machine, as far as it tells the time. */
  clockDriftSeconds?: number | undefined;
}

/**
 * Looks at a terminal, and changes nothing there.
 * @param zone - IANA zone in which its clock is thought to be set
 * @throws TerminalFault when it does not say who it is
 */
export async function lookAtTerminal(terminal: TerminalOptions, zone: string): Promise<TerminalLook> {
  const session = await openTerminal(terminal);
  try {
    const { serial, mac = '', model, firmware, records, recordCapacity, users } = await session.info();
    const told = [serial, mac].map((text) => text.trim()).find((text) => text !== '');
    const drift = await driftOf(session, zone);
    return {
      serial: parseSerial(told ?? ''),
      model: model.slice(0, 100),
      firmware,
      records,
      recordCapacity,
      users,
      ...(drift === null ? {} : { clockDriftSeconds: drift }),
    };
  } finally {
    await session.close();
  }
}

/** Firmware that tells no time is still a terminal. */
async function driftOf(
  session: Awaited<ReturnType<typeof openTerminal>>,
  zone: string,
): Promise<number | null> {
  try {
    const { terminalTime, measuredAtMs } = await session.clock();
    return clockDriftSeconds(terminalTime, measuredAtMs, zone);
  } catch (error) {
    if (!isTerminalFault(error)) throw error;
    return null;
  }
}
