/** Connects a session over TCP or UDP, and falls back to UDP where TCP is refused or unreachable. @module */

import { type SessionOptions, ZkSession } from '#bridge/terminals/zk/session.ts';
import { openTcpTransport } from '#bridge/terminals/zk/tcp-transport.ts';
import type { TerminalSettings } from '#bridge/terminals/zk/terminal-options.ts';
import type { TransportKind } from '#bridge/terminals/zk/transport.ts';
import { openUdpTransport } from '#bridge/terminals/zk/udp-transport.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';

/** Where TCP is closed, a terminal answers over UDP at once if there is one, so it gets no longer than this. */
const secondChoiceTimeoutMs = 3_000;

/**
 * Connects a session over the configured transport; `auto` uses TCP, and UDP where TCP is refused or unreachable.
 * @throws TerminalFault what `ZkSession.connect` throws; where both fail in `auto`, that of TCP when UDP is silent
 */
export async function connectSession(
  settings: TerminalSettings,
  onEvent: SessionOptions['onEvent'],
): Promise<ZkSession> {
  const { transport } = settings;
  if (transport !== 'auto') return connectBy(transport, settings, onEvent);
  try {
    return await connectBy('tcp', settings, onEvent);
  } catch (error) {
    if (!isTerminalFault(error, 'refused', 'unreachable')) throw error;
    return await connectBy('udp', settings, onEvent, secondChoiceTimeoutMs).catch((second: unknown) => {
      throw isTerminalFault(second, 'refused', 'unreachable') ? error : second;
    });
  }
}

async function connectBy(
  transport: TransportKind,
  settings: TerminalSettings,
  onEvent: SessionOptions['onEvent'],
  limitMs = Number.POSITIVE_INFINITY,
): Promise<ZkSession> {
  const open = transport === 'tcp' ? openTcpTransport : openUdpTransport;
  const session = new ZkSession({
    address: `${settings.host}:${settings.port}`,
    idleTimeoutMs: settings.idleTimeoutMs,
    openTransport: (handlers) => open(settings, handlers),
    onEvent,
  });
  // Over UDP the first answer is the connection, so the time to connect is the time to answer.
  const answerMs =
    transport === 'udp' ? Math.min(settings.connectTimeoutMs, limitMs) : settings.idleTimeoutMs;
  await session.connect(settings.commKey, answerMs);
  return session;
}
