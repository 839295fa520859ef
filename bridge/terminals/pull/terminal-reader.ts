/** The part of a terminal conversation that the bridge's work needs, whatever protocol is underneath. @module */

import type { TerminalConfig } from '#bridge/config/index.ts';
import { openTerminal, type TerminalSession } from '#bridge/terminals/zk/index.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';

/** The part of a conversation with a terminal that the bridge's work needs. */
export interface TerminalConversation
  extends Pick<
    TerminalSession,
    'info' | 'clock' | 'setClock' | 'users' | 'writeUsers' | 'enrolment' | 'close'
  > {
  /** The whole log in order, in batches. Throws a TerminalFault unless everything came, also at the very end. */
  readAttendance(): AsyncIterable<TerminalRecord[]>;
  /** Asks for events: the listener is called whenever somebody has punched, also in the middle of a read. */
  onEvent(listener: () => void): Promise<void>;
  /** Resolves when the conversation is over, by whatever cause. */
  readonly ended: Promise<unknown>;
}

/**
 * Opens a conversation with a terminal.
 * @throws TerminalFault when it cannot be reached
 */
export type OpenTerminal = (terminal: TerminalConfig, signal: AbortSignal) => Promise<TerminalConversation>;

/** Conversations in the 4370 protocol. @param now - epoch milliseconds of this machine, by which clocks are read */
export const zkTerminals =
  (now: () => number): OpenTerminal =>
  (terminal, signal) =>
    openTerminal({
      now,
      host: terminal.host,
      port: terminal.port,
      disableWhileReading: terminal.disableWhileReading,
      transport: terminal.transport,
      signal,
      ...(terminal.commKey === undefined ? {} : { commKey: terminal.commKey }),
      ...(terminal.encoding === undefined ? {} : { encoding: terminal.encoding }),
    });
