/** Exchanges packets with a terminal over TCP. @module */

import { connect, type Socket } from 'node:net';
import { encodeFrame, FrameReader, type FramingProblem } from '#bridge/terminals/zk/tcp-frames.ts';
import {
  reasonOfNetwork,
  type Transport,
  type TransportHandlers,
  type TransportOptions,
} from '#bridge/terminals/zk/transport.ts';
import { TerminalFault } from '#shared/terminal-fault.ts';

/** One read takes what the kernel has, so that most frames can be handled where they lie. */
const readBufferBytes = 256 * 1024;
const keepAliveDelayMs = 30_000;
const hangUpTimeoutMs = 300;

/**
 * Connects to a terminal over TCP.
 * @throws TerminalFault `refused`, `unreachable` or `cancelled`
 */
export function openTcpTransport(options: TransportOptions, handlers: TransportHandlers): Promise<Transport> {
  const { host, port, connectTimeoutMs, signal } = options;
  const address = `${host}:${port}`;
  return new Promise((resolve, reject) => {
    let connected = false;
    let ended = false;
    const reader = new FrameReader(handlers.onPacket);

    const end = (fault: TerminalFault): void => {
      if (ended) return;
      ended = true;
      clearTimeout(connectTimer);
      signal?.removeEventListener('abort', onAbort);
      socket.destroy();
      if (connected) handlers.onEnd(fault);
      else reject(fault);
    };
    const onAbort = (): void => end(new TerminalFault('cancelled', { address }, { cause: signal?.reason }));

    const socket = connect({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: keepAliveDelayMs,
      onread: {
        buffer: Buffer.allocUnsafeSlow(readBufferBytes),
        callback: (byteCount, bytes) => {
          if (ended) return false;
          const problem = reader.push(Buffer.from(bytes.buffer, bytes.byteOffset, byteCount));
          if (problem !== undefined) end(faultOfFraming(address, problem));
          return !ended;
        },
      },
    });
    const connectTimer = setTimeout(() => {
      end(
        new TerminalFault('unreachable', {
          address,
          reason: `no answer within ${connectTimeoutMs / 1000} s`,
        }),
      );
    }, connectTimeoutMs);
    socket.once('connect', () => {
      if (ended) return;
      connected = true;
      clearTimeout(connectTimer);
      resolve({
        kind: 'tcp',
        pause: () => {
          socket.pause();
        },
        resume: () => {
          socket.resume();
        },
        send: (command, session, replyId, data) => {
          if (!ended) socket.write(encodeFrame(command, session, replyId, data));
        },
        hangUp: () => hangUp(socket),
        destroy: end,
      });
    });
    socket.on('error', (error) => end(faultOfSocket(address, error, connected)));
    socket.on('close', () => end(lost(address)));
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
  });
}

function hangUp(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) {
      resolve();
      return;
    }
    const timer = setTimeout(resolve, hangUpTimeoutMs);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.end();
  });
}

/** The connection ended; whoever was reading adds the counts. */
function lost(address: string, cause?: unknown): TerminalFault {
  return new TerminalFault('connection-lost', { address, received: 0, expected: 0 }, { cause });
}

function faultOfSocket(address: string, error: NodeJS.ErrnoException, connected: boolean): TerminalFault {
  if (connected) return lost(address, error);
  if (error.code === 'ECONNREFUSED') return new TerminalFault('refused', { address }, { cause: error });
  if (error.code === 'ECONNRESET') return new TerminalFault('busy', { address }, { cause: error });
  return new TerminalFault('unreachable', { address, reason: reasonOfNetwork(error) }, { cause: error });
}

function faultOfFraming(address: string, problem: FramingProblem): TerminalFault {
  switch (problem.kind) {
    case 'secure-firmware':
      return new TerminalFault('secure-firmware', { address });
    case 'access-panel':
      return new TerminalFault('access-panel', { address });
    case 'not-a-terminal':
      return new TerminalFault('not-a-terminal', { address, firstBytes: problem.firstBytes });
    case 'corrupt':
      return new TerminalFault('corrupt', { address, reason: problem.reason });
  }
}
