/** What TCP and UDP transports have in common, and why the network did not lead to a terminal. @module */

import type { Packet } from '#bridge/terminals/zk/packet.ts';
import type { TerminalFault } from '#shared/terminal-fault.ts';

/** What a transport reports to the session above it. */
export interface TransportHandlers {
  /** A packet has arrived. Its data are valid during the call only. */
  onPacket: (packet: Packet) => void;
  /** The conversation is over, for whatever reason; called exactly once, and nothing comes after it. */
  onEnd: (fault: TerminalFault) => void;
}

/** The two ways to reach a terminal. */
export type TransportKind = 'tcp' | 'udp';

/** A way to exchange packets with one terminal. */
export interface Transport {
  /** With `udp` packets may be lost, repeated and swapped: the session asks again where that does no harm. */
  readonly kind: TransportKind;
  /** Sends one packet. After the end it does nothing. */
  send(command: number, session: number, replyId: number, data: Uint8Array): void;
  /** Leaves what the terminal sends in the network until {@link resume}; UDP cannot, and goes on. */
  pause(): void;
  resume(): void;
  /** Hangs up and waits a moment for the terminal to do the same, so that it is free for the next client. */
  hangUp(): Promise<void>;
  /** Ends the conversation at once, for the reason given. */
  destroy(reason: TerminalFault): void;
}

/** Why the network did not lead to a terminal, for people. */
export function reasonOfNetwork({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'no host on this network has that name';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'this network has no route to that address';
    default:
      return code ?? message;
  }
}

/** Where a terminal is, and how long to wait for it. */
export interface TransportOptions {
  host: string;
  port: number;
  connectTimeoutMs: number;
  signal?: AbortSignal | undefined;
}
