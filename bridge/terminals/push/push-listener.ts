/** The HTTP server that push terminals post to, with its limits for size, rate and time. @module */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PushTerminalConfig } from '#bridge/config/index.ts';
import { answerIclock } from '#shared/iclock/engine.ts';
import { plainAddress } from '#shared/iclock/network.ts';
import { type IclockResponse, type Refusal, refused } from '#shared/iclock/reply.ts';
import { readTarget } from '#shared/iclock/request.ts';
import { BridgePushHost } from './push-host.ts';
import type { PushEvent, PushSink } from './push-sink.ts';
import type { PushState } from './push-state.ts';
import { RateLimit } from './rate-limit.ts';

/** How a listener is started. */
export interface PushListenerOptions {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  terminals: readonly PushTerminalConfig[];
  sink: PushSink;
  state: PushState;
  /** Zone of terminals that have none of their own. */
  zone: string;
  /** Epoch milliseconds of the true time: terminals set their clocks by it. Default: the system's clock. */
  now?: () => number;
  log?: (event: PushEvent) => void;
  limits?: Partial<PushLimits>;
}

/** What a listener lets in. */
export interface PushLimits {
  bodyBytes: number;
  connections: number;
  /** How many requests of one address may come at once, and how many more per second. */
  burst: number;
  perSecond: number;
  /** A request that has not arrived completely by then is cut off. */
  requestSeconds: number;
}

/** A listener at work. */
export interface PushListener {
  /** `http://host:port`. */
  url: string;
  port: number;
  /** What the terminals have done, and what is asked of them. */
  readonly host: Pick<BridgePushHost, 'statuses' | 'queue' | 'polls' | 'activity' | 'noteRead'>;
  /** Lets requests that are being served finish, for two seconds at most. */
  close(): Promise<void>;
}

const defaultLimits: PushLimits = {
  bodyBytes: 4 * 1024 * 1024,
  connections: 256,
  burst: 300,
  perSecond: 100,
  requestSeconds: 120,
};
const delaySeconds = 10;
const farewellMilliseconds = 2000;
const headBytes = 16 * 1024;
/** Longer than terminals are idle, so that a kept connection is not closed under a request. */
const keepAliveMilliseconds = 75_000;

/** The body, or `undefined` when it is larger than the limit. */
async function readBody(request: IncomingMessage, limitBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue;
    bytes += chunk.length;
    if (bytes > limitBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Whether a body may follow a head that does not say how long it is. Its bytes would not be read, and an upload with
 * rows would be acknowledged as if it had none.
 */
function lacksLength({ method, url = '', headers }: IncomingMessage): boolean {
  if (method !== 'POST') return false;
  if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return false;
  const endpoint = readTarget(url)?.endpoint;
  return endpoint !== 'push' && endpoint !== 'ping' && endpoint !== 'registry';
}

/** Writes a response with its headers in the letter case in which terminals look for them. */
function write(response: ServerResponse, { status, reason, headers, body }: IclockResponse): void {
  response.sendDate = false;
  response.writeHead(status, reason, headers.flat());
  response.end(body);
}

/**
 * Listens for terminals that push. Plain HTTP, because old terminals know nothing else: for the local network, never for
 * the internet. A terminal's records are on disk before it gets its "OK".
 * @throws Error of node:net when the port is taken
 */
export async function startPushListener(options: PushListenerOptions): Promise<PushListener> {
  const limits = { ...defaultLimits, ...options.limits };
  const now = options.now ?? Date.now;
  const host = new BridgePushHost({ ...options, now, log: options.log ?? (() => {}) });
  const rate = new RateLimit(limits);
  const busy = new Set<Promise<void>>();

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = plainAddress(request.socket.remoteAddress ?? '');
    const refuse = (refusal: Refusal) => {
      response.shouldKeepAlive = false;
      write(response, refused(refusal, now()));
    };
    if (!rate.allows(address)) return refuse('too-often');
    if (Number(request.headers['content-length'] ?? 0) > limits.bodyBytes) return refuse('too-large');
    if (lacksLength(request)) return refuse('no-length');
    if (request.headers.expect !== undefined) response.writeContinue();
    const body = await readBody(request, limits.bodyBytes);
    if (body === undefined) return refuse('too-large');
    const { method = '', url: target = '' } = request;
    const contentEncoding = request.headers['content-encoding'];
    const reply = await answerIclock(
      host,
      { delaySeconds, bodyBytes: limits.bodyBytes, setsClocks: true },
      { method, target, body, address, ...(contentEncoding === undefined ? {} : { contentEncoding }) },
    );
    write(response, reply);
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const served = serve(request, response)
      .catch((error: unknown) => {
        // A terminal that hangs up while it is sending tries again; anything else is a defect of ours.
        if (request.complete) host.failed(error);
        response.destroy();
      })
      .finally(() => busy.delete(served));
    busy.add(served);
  };

  const server = createServer(
    {
      maxHeaderSize: headBytes,
      requestTimeout: limits.requestSeconds * 1000,
      headersTimeout: 20_000,
      keepAliveTimeout: keepAliveMilliseconds,
      // Old terminals name no host.
      requireHostHeader: false,
    },
    listener,
  );
  server.maxConnections = limits.connections;
  server.on('checkContinue', listener);
  await listening(server, options.port, options.host);
  const { port } = server.address() as AddressInfo;
  const shownHost = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${shownHost}:${port}`,
    port,
    host,
    close: () => close(server, busy),
  };
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function close(server: Server, busy: ReadonlySet<Promise<void>>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), farewellMilliseconds);
  await Promise.allSettled(busy);
  server.closeIdleConnections();
  await closed;
  clearTimeout(late);
}
