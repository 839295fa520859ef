/** Visits a terminal, and tries again after a pause where the fault may pass. @module */

import { pause } from '#bridge/async/index.ts';
import type { Visit } from '#bridge/terminals/pull/index.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { isTerminalFault, passingFaults } from '#shared/terminal-fault.ts';
import type { BridgeContext } from './bridge-context.ts';

/**
 * Visits a terminal, and again after a pause when it fails in a way that may pass.
 * @throws TerminalFault of the last try
 */
export async function visitPatiently<T>(
  { registry, timing, log }: Pick<BridgeContext, 'registry' | 'timing' | 'log'>,
  serial: Serial,
  signal: AbortSignal,
  work: (visit: Visit) => Promise<T>,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await registry.visit(serial, signal, work);
    } catch (error) {
      signal.throwIfAborted();
      const waitSeconds = timing.terminalRetrySeconds[tries];
      if (waitSeconds === undefined || !isTerminalFault(error, ...passingFaults)) throw error;
      log({
        level: 'info',
        event: 'terminal.retry',
        message: `${error.message} Next try in ${waitSeconds} s.`,
        facts: { serial, code: error.code, waitSeconds },
      });
      await pause(waitSeconds * 1000, signal);
    }
  }
}
