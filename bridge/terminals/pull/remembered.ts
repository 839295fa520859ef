/** What the bridge knew of its terminals before it was started anew, or before they were configured again. @module */

import { addressOf, type TerminalConfig } from '#bridge/config/index.ts';
import type { TerminalMemory, TerminalReportValue } from '#bridge/outbox/index.ts';
import type { KnownTerminal } from './known-terminal.ts';

/** The memory of terminals, read once for many of them. */
export interface Remembered {
  reports: readonly TerminalReportValue[];
  /** Addresses that have never reported a serial number. */
  silent: ReadonlySet<string>;
}

/** Reads the memory of terminals. */
export function rememberAll(memory: TerminalMemory): Remembered {
  return { reports: memory.reports(), silent: new Set(memory.silent().map(({ address }) => address)) };
}

/** What is remembered of the terminal that a configuration means. */
export function rememberedOf(
  config: TerminalConfig,
  { reports }: Remembered,
): Pick<KnownTerminal, 'serial' | 'report'> {
  const address = addressOf(config);
  const report = reports.find((item) =>
    config.serial === undefined ? item.address === address : item.serial === config.serial,
  );
  const serial = config.serial ?? report?.serial ?? null;
  return { serial, report: report === undefined ? null : { ...report, address } };
}
