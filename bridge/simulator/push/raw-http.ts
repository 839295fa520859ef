/** Exchanges one HTTP/1.1 request byte by byte, because the exact bytes are what the simulator tests. @module */

import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** One request of a terminal: HTTP/1.1 by hand, because the exact bytes of request and reply are what is simulated. */
export interface RawRequest {
  method: 'GET' | 'POST';
  /** Path and query. */
  target: string;
  body?: Uint8Array;
  contentType?: string;
  /** Further header lines. */
  headers?: readonly string[];
  /** Announces the body and waits for `100 Continue` before sending it. */
  expectContinue?: boolean;
  timeoutMilliseconds: number;
  /** Closes the connection when the whole request is sent, without waiting for the reply. */
  hangUpAfterSending?: boolean;
  /** Local address to send from. */
  localAddress?: string;
}

/** A reply as it came. */
export interface RawReply {
  /** Status line and headers, byte for byte as latin1 text, without the empty line after them. */
  head: string;
  body: Buffer;
}

/** The server did not give a whole reply. */
export class NoReply extends Error {
  override readonly name = 'NoReply';
}

const headEnd = Buffer.from('\r\n\r\n');
const largestReply = 1024 * 1024;

function open(server: URL, localAddress: string | undefined): Socket {
  const secure = server.protocol === 'https:';
  const port = Number(server.port || (secure ? 443 : 80));
  const host = server.hostname.replace(/^\[|\]$/g, '');
  const from = localAddress === undefined ? {} : { localAddress };
  return secure
    ? connectTls({ host, port, servername: host, ...from })
    : connectPlain({ host, port, ...from });
}

function headOf(server: URL, request: RawRequest): string {
  const { method, target, body, contentType = 'text/plain', headers = [], expectContinue = false } = request;
  return [
    `${method} ${target} HTTP/1.1`,
    `Host: ${server.host}`,
    'User-Agent: iClock Proxy/1.09',
    'Connection: close',
    'Accept: */*',
    ...(method === 'POST' ? [`Content-Type: ${contentType}`, `Content-Length: ${body?.length ?? 0}`] : []),
    ...(expectContinue ? ['Expect: 100-continue'] : []),
    ...headers,
    '\r\n',
  ].join('\r\n');
}

/** Reads a whole reply out of what has arrived; an interim `100 Continue` before it is skipped. */
function replyIn(received: Buffer, ended: boolean): RawReply | 'continue' | undefined {
  const end = received.indexOf(headEnd);
  if (end < 0) return undefined;
  const head = received.toString('latin1', 0, end);
  const rest = received.subarray(end + headEnd.length);
  if (/^HTTP\/1\.[01] 100/.test(head)) return replyIn(rest, ended) ?? 'continue';
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) return ended ? { head, body: rest } : undefined;
  return rest.length >= Number(length) ? { head, body: rest.subarray(0, Number(length)) } : undefined;
}

/**
 * Sends a request and reads the reply.
 * @param server - scheme, host and port; its path is ignored
 * @throws NoReply when the connection fails, ends early or stays silent too long
 */
export async function exchange(server: URL, request: RawRequest): Promise<RawReply> {
  const { body = new Uint8Array(), timeoutMilliseconds } = request;
  const socket = open(server, request.localAddress);
  try {
    return await new Promise<RawReply>((resolve, reject) => {
      let received: Buffer = Buffer.alloc(0);
      let bodySent = request.expectContinue !== true;
      const look = (ended: boolean) => {
        const reply = replyIn(received, ended);
        if (reply === 'continue') {
          if (!bodySent) socket.write(body);
          bodySent = true;
        } else if (reply !== undefined) resolve(reply);
        else if (ended)
          reject(new NoReply(`${server.host} closed the connection after ${received.length} bytes`));
      };
      socket.setTimeout(timeoutMilliseconds, () => reject(new NoReply(`${server.host} stayed silent`)));
      socket.on('error', (error) =>
        reject(new NoReply(`${server.host}: ${error.message}`, { cause: error })),
      );
      socket.on('data', (chunk) => {
        received = Buffer.concat([received, chunk]);
        if (received.length > largestReply)
          reject(new NoReply(`${server.host} sent more than a terminal can hold`));
        else look(false);
      });
      socket.on('end', () => look(true));
      socket.on('close', () => look(true));
      const head = Buffer.from(headOf(server, request), 'latin1');
      const sent = () => {
        if (request.hangUpAfterSending === true) reject(new NoReply('the connection was dropped on purpose'));
      };
      socket.write(bodySent ? Buffer.concat([head, body]) : head, sent);
    });
  } finally {
    // A reset would take the request back from the server's buffers; an end lets it read what was sent.
    if (request.hangUpAfterSending === true) socket.end(() => socket.destroy());
    else socket.destroy();
  }
}
