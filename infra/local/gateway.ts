/** An API Gateway HTTP API on one machine: routes, authorizer, limits and short answers of the real one. @module */

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type SecurityHeaders, securityHeaders } from '#infra/console/headers.ts';
import type { GatewayRoute } from '#infra/routes.ts';
import { answerOf, type GatewayAnswer, ownAnswer, send } from './answer.ts';
import { requestAuthorizer, type Verdict } from './authorizer.ts';
import type { ConsoleFiles } from './console/console-files.ts';
import { type CompressedBodies, eventOf } from './event.ts';
import { bytesOfPayload, gatewayLimits } from './gateway-limits.ts';
import { type InvokeLambda, LambdaTimeoutError } from './lambda.ts';
import { readBody } from './request-body.ts';
import { routeTable } from './router.ts';
import { StartFailure } from './start-failure.ts';
import { targetOf } from './target.ts';

/** Longer than any client keeps a connection, so that the client closes first and never writes into a closed one. */
const keepAliveMilliseconds = 75_000;

/** Serves requests that are for no function. */
export type ServeBesides = (request: IncomingMessage, response: ServerResponse) => void;

/** What a gateway needs. */
export interface GatewayOptions {
  routes: readonly GatewayRoute[];
  invoke: InvokeLambda;
  /** Port on 127.0.0.1; 0 lets the system choose. */
  port: number;
  /** Authorities besides the gateway's own, such as that of a reverse proxy in front of it: `host` or `host:port`. */
  authorities?: readonly string[];
  /** Gets a line of text for whatever goes wrong inside a function. */
  log: (line: string) => void;
  /** Epoch milliseconds, for the authorizer's cache. */
  now?: () => number;
  /** What becomes of bodies with a `content-encoding`, which is not known of AWS. Default `as-sent`. */
  compressed?: CompressedBodies;
  /** How long an integration may take; default as on AWS. For tests. */
  integrationMilliseconds?: number;
}

/** A gateway that listens. */
export interface Gateway {
  port: number;
  /** `http://127.0.0.1:<port>`. */
  url: string;
  /** Has requests below a path, such as `/oidc`, served by something that is no function; the gateway still knows its own hosts only. */
  mount(path: string, serve: ServeBesides): void;
  /** Has the console answer where no route does. @param issuers - addresses that it may ask for tokens */
  serveConsole(files: ConsoleFiles, issuers: readonly string[]): void;
  /** Takes no more requests, lets those that run finish, and cuts off what has not finished after two seconds. */
  stop(): Promise<void>;
}

/** The port that was asked for is taken by another program. */
export class PortInUseError extends StartFailure {
  override readonly name = 'PortInUseError';

  constructor(port: number) {
    super(`Port ${port} is in use by another program. Choose another with --port, or stop that program.`);
  }
}

/** API Gateway waits no longer for a function; whatever that does goes on. */
class IntegrationTimeoutError extends Error {
  override readonly name = 'IntegrationTimeoutError';
}

/**
 * An API Gateway HTTP API on one machine: routes of the contract, decoded paths, payload format 2.0, the authorizer with its
 * cache, the limits and the short answers of the real one. The time-out of our HTTP functions is shorter than the 30 s that
 * API Gateway waits, so it is the one that counts. It listens on loopback and serves its own names only. Where no route answers
 * the console does, if there is one: on AWS that is CloudFront's part.
 * @throws PortInUseError
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { log, invoke, compressed = 'as-sent' } = options;
  const integrationMilliseconds = options.integrationMilliseconds ?? gatewayLimits.integrationMilliseconds;
  const findRoute = routeTable(options.routes);
  const authorize = requestAuthorizer((event) => invoke('authorizer', event), options.now);
  const own = new Set(options.authorities ?? []);

  async function withinTime(working: Promise<unknown>): Promise<unknown> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new IntegrationTimeoutError()), integrationMilliseconds);
    try {
      return await Promise.race([working, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  let console: { files: ConsoleFiles; security: SecurityHeaders } | undefined;

  async function ofConsole(request: IncomingMessage, path: string): Promise<GatewayAnswer | null> {
    if (!console || (request.method !== 'GET' && request.method !== 'HEAD')) return null;
    const asked = {
      acceptEncoding: request.headers['accept-encoding']?.toString(),
      ifNoneMatch: request.headers['if-none-match'],
    };
    return await console.files.answer(path, asked, console.security);
  }

  async function answer(request: IncomingMessage, requestId: string): Promise<GatewayAnswer | undefined> {
    const domainName = (request.headers.host ?? '').toLowerCase();
    if (!own.has(domainName)) return ownAnswer(403, 'Forbidden');
    const target = targetOf(request.url ?? '');
    if (!target) return ownAnswer(400, 'Bad Request');
    const match = findRoute(request.method ?? '', target.path);
    if (!match) return (await ofConsole(request, target.path)) ?? ownAnswer(404, 'Not Found');
    const body = await readBody(request, gatewayLimits.bodyBytes);
    if (body === undefined) return undefined;
    if (body === null) return ownAnswer(413, 'Request Entity Too Large');
    const event = eventOf(request, { ...target, match, body, domainName, requestId }, compressed);
    if (bytesOfPayload(event) > gatewayLimits.payloadBytes) return ownAnswer(413, 'Request Entity Too Large');
    const { route } = match;
    try {
      if (route.authorized) {
        const verdict = await authorize(event);
        if (verdict.kind !== 'allowed') return refusal(verdict);
        withContext(event, verdict.context);
      }
      return answerOf(await withinTime(invoke(route.service, event)), (reason) =>
        log(`${route.key}: ${reason}`),
      );
    } catch (error) {
      if (error instanceof IntegrationTimeoutError) return ownAnswer(503, 'Service Unavailable');
      log(`${route.key}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return error instanceof LambdaTimeoutError
        ? ownAnswer(503, 'Service Unavailable')
        : ownAnswer(500, 'Internal Server Error');
    }
  }

  const mounted = new Map<string, ServeBesides>();

  /** What serves a request that is for no function; `undefined` for all others, and for hosts that are not ours. */
  function besides({ url = '', headers }: IncomingMessage) {
    if (!own.has((headers.host ?? '').toLowerCase())) return undefined;
    return mounted.get(/^\/[^/?]*/.exec(url)?.[0] ?? '');
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const other = besides(request);
    if (other !== undefined) {
      other(request, response);
      return;
    }
    const requestId = randomUUID();
    answer(request, requestId).then((given) => {
      if (!given) return;
      // A body that was not read to its end would be taken for the next request; and a stop waits for every connection.
      if (!request.complete || !server.listening) response.setHeader('connection', 'close');
      send(response, given, requestId);
    });
  }

  const server = createServer(
    { maxHeaderSize: gatewayLimits.headersBytes, keepAliveTimeout: keepAliveMilliseconds },
    serve,
  );
  server.on('clientError', refuseUnreadable);
  const port = await listen(server, options.port);
  for (const name of ['127.0.0.1', 'localhost']) own.add(port === 80 ? name : `${name}:${port}`);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    mount: (path, other) => void mounted.set(path, other),
    serveConsole(files, issuers) {
      console = { files, security: securityHeaders(issuers) };
    },
    stop: () => close(server),
  };
}

/** Answers what is no HTTP request, or has too many headers, as the real gateway does: with short JSON. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return;
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const status = tooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const body = JSON.stringify({ message: tooLarge ? 'Request Header Fields Too Large' : 'Bad Request' });
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function refusal(verdict: Exclude<Verdict, { kind: 'allowed' }>): GatewayAnswer {
  return verdict.kind === 'unauthorized' ? ownAnswer(401, 'Unauthorized') : ownAnswer(403, 'Forbidden');
}

function withContext(event: APIGatewayProxyEventV2, context: Record<string, unknown>): void {
  Object.assign(event.requestContext, { authorizer: { lambda: context } });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(port) : error);
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), 2_000);
    server.close(() => {
      clearTimeout(cutOff);
      resolve();
    });
    server.closeIdleConnections();
  });
}
