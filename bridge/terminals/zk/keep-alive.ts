/** Asks a terminal for its time after a long silence, and ends the session when it does not answer. @module */

import { sendableCommands } from '#bridge/terminals/zk/commands.ts';
import type { ZkSession } from '#bridge/terminals/zk/session.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';

const noData = new Uint8Array(0);

/**
 * Watches a session that waits for events, which may not come for days: after a silence the terminal is asked for its
 * time, and when it does not answer the session ends as lost. Stops when the session ends.
 * @param silenceMs - the silence after which the terminal is asked
 */
export function keepAlive(session: ZkSession, silenceMs: number): void {
  let asking = false;
  const timer = setInterval(() => {
    if (asking || session.silentMs < silenceMs) return;
    asking = true;
    session
      .request(sendableCommands.timeRead, noData, 'checking whether the terminal is alive')
      .catch((error: unknown) => {
        if (!isTerminalFault(error, 'timeout')) return;
        const facts = { address: session.address, received: 0, expected: 0 };
        session.abandon(new TerminalFault('connection-lost', facts, { cause: error }));
      })
      .finally(() => {
        asking = false;
      });
  }, silenceMs / 4);
  void session.ended.then(() => clearInterval(timer));
}
