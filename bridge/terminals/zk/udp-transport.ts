/** Exchanges packets with a terminal over UDP. @module */

import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { encodePacket, packetHeaderBytes, readPacket } from '#bridge/terminals/zk/packet.ts';
import { encryptedMagic } from '#bridge/terminals/zk/tcp-frames.ts';
import {
  reasonOfNetwork,
  type Transport,
  type TransportHandlers,
  type TransportOptions,
} from '#bridge/terminals/zk/transport.ts';
import { TerminalFault } from '#shared/terminal-fault.ts';

/** Room for several chunks, so that a busy moment of this machine loses nothing; the system may give less. */
const receiveBufferBytes = 1 << 20;

/**
 * Makes a UDP socket that speaks to one terminal. Whether it is there shows only when it answers.
 * @throws TerminalFault `unreachable` or `cancelled`
 */
export async function openUdpTransport(
  options: TransportOptions,
  handlers: TransportHandlers,
): Promise<Transport> {
  const { host, port, signal } = options;
  const address = `${host}:${port}`;
  const cancelled = (): TerminalFault =>
    new TerminalFault('cancelled', { address }, { cause: signal?.reason });
  if (signal?.aborted) throw cancelled();
  const socket = await connectedSocket(host, port).catch((error: NodeJS.ErrnoException) => {
    const reason = reasonOfNetwork(error);
    throw new TerminalFault('unreachable', { address, reason }, { cause: error });
  });
  let ended = false;
  let heard = false;
  const end = (fault: TerminalFault): void => {
    if (ended) return;
    ended = true;
    signal?.removeEventListener('abort', onAbort);
    socket.close();
    handlers.onEnd(fault);
  };
  const onAbort = (): void => end(cancelled());
  socket.on('message', (datagram) => {
    if (ended) return;
    const stranger = heard ? undefined : faultOfStranger(address, datagram);
    if (stranger !== undefined) end(stranger);
    if (ended || datagram.length < packetHeaderBytes) return;
    heard = true;
    handlers.onPacket(readPacket(datagram, 0, datagram.length));
  });
  // The network says by ICMP that nobody listens there.
  socket.on('error', (error) => {
    end(
      heard
        ? new TerminalFault('connection-lost', { address, received: 0, expected: 0 }, { cause: error })
        : new TerminalFault('refused', { address }, { cause: error }),
    );
  });
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  return {
    kind: 'udp',
    send: (command, session, replyId, data) => {
      if (!ended) socket.send(encodePacket(command, session, replyId, data));
    },
    pause: () => undefined,
    resume: () => undefined,
    hangUp: async () => undefined,
    destroy: end,
  };
}

async function connectedSocket(host: string, port: number): Promise<Socket> {
  const { address, family } = await lookup(host);
  const socket = createSocket({
    type: family === 6 ? 'udp6' : 'udp4',
    recvBufferSize: receiveBufferBytes,
  });
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error): void => {
      socket.close();
      reject(error);
    };
    socket.once('error', fail);
    socket.connect(port, address, () => {
      socket.off('error', fail);
      resolve();
    });
  });
  return socket;
}

/** What the first datagram says when it is not from a terminal that can be read. */
function faultOfStranger(address: string, datagram: Buffer): TerminalFault | undefined {
  if (datagram[0] === 0xaa && datagram[1] === 0x01) return new TerminalFault('access-panel', { address });
  if (datagram.length >= 4 && datagram.readUInt32LE(0) === encryptedMagic) {
    return new TerminalFault('secure-firmware', { address });
  }
  return undefined;
}
