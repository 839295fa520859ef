/** Makes a request whose answer is welcome but not needed, and skips it for a while once it stays unanswered. @module */

import type { SendableCommand } from '#bridge/terminals/zk/commands.ts';
import type { Reply, ZkSession } from '#bridge/terminals/zk/session.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';

/** The bridge waits at least this long for an answer that it does not need, and for this share of the idle time-out. */
const shortestWaitMs = 1_000;
const firstShare = 1 / 3;
/** The share once something else was left unanswered. */
const laterShare = 1 / 10;
/** What was left unanswered is asked again after this time, in conversations that last for days. */
const askAgainAfterMs = 60_000;
/** When each request was left unanswered, by `performance.now`. */
const unansweredIn = new WeakMap<ZkSession, Map<string, number>>();

/**
 * A request whose answer is welcome but not needed: some firmware ignores what it does not know. The bridge waits less
 * long for such an answer, and does not ask again for a while.
 * @returns `undefined` when there is no answer
 * @throws TerminalFault see `ZkSession.request`, but never `timeout`
 */
export async function ask(
  session: ZkSession,
  command: SendableCommand,
  data: Uint8Array,
  during: string,
): Promise<Reply | undefined> {
  const unanswered = unansweredIn.get(session) ?? new Map<string, number>();
  unansweredIn.set(session, unanswered);
  const key = `${command} ${Buffer.from(data).toString('hex')}`;
  const silentSinceMs = unanswered.get(key);
  if (silentSinceMs !== undefined && performance.now() - silentSinceMs < askAgainAfterMs) return undefined;
  const { idleTimeoutMs } = session;
  const share = unanswered.size === 0 ? firstShare : laterShare;
  try {
    const waitMs = Math.min(idleTimeoutMs, Math.max(shortestWaitMs, idleTimeoutMs * share));
    return await session.request(command, data, during, waitMs);
  } catch (error) {
    if (!isTerminalFault(error, 'timeout')) throw error;
    unanswered.set(key, performance.now());
    return undefined;
  }
}
