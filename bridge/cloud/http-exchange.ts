/** Sends HTTP requests to the cloud over kept-alive connections, through a proxy where one is set. @module */

import * as http from 'node:http';
import * as https from 'node:https';
import { getCACertificates } from 'node:tls';
import { CloudUnreachable } from './cloud-error.ts';
import { connectionSentence, proxyOf, unusableProxy, type WayToCloud } from './connection-failure.ts';

/** An answer, read to its end. */
export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** A request with everything that goes over the wire. */
export interface HttpRequest {
  method: string;
  /** Path and query. */
  target: string;
  headers: Record<string, string>;
  body: Uint8Array;
  signal: AbortSignal;
}

/** Keep-alive connections to one server. */
export interface HttpExchange {
  /** Host and port as they stand in the `Host` header. */
  readonly authority: string;
  /** @throws CloudUnreachable when no complete answer came */
  exchange(request: HttpRequest): Promise<HttpAnswer>;
  close(): void;
}

const usualAnswerBytes = 8 * 1024 * 1024;

function headersOf(message: http.IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, String(value ?? '')]),
  );
}

function unreachable(error: unknown, signal: AbortSignal, way: WayToCloud): CloudUnreachable {
  const cause = signal.aborted ? signal.reason : error;
  const isLate = cause instanceof DOMException && cause.code === DOMException.TIMEOUT_ERR;
  const late = `${way.origin.origin}: no answer in time. Check the firewall for port 443 outbound, and HTTPS_PROXY.`;
  return new CloudUnreachable(isLate ? late : connectionSentence(cause, way), { cause });
}

/**
 * Opens connections to a server. HTTPS_PROXY and NO_PROXY are honoured (Node's agents know them since 24.5).
 * @param origin - scheme, host and port
 * @param connections - the most connections at a time
 * @param ca - certificates of further authorities to believe, in PEM
 * @param largestAnswerBytes - longer answers are broken off
 */
export function openExchange(
  origin: URL,
  connections: number,
  ca?: string,
  largestAnswerBytes = usualAnswerBytes,
): HttpExchange {
  const secure = origin.protocol === 'https:';
  const agentOptions = {
    keepAlive: true,
    maxSockets: connections,
    scheduling: 'lifo' as const,
  };
  // Plain http goes to this machine's own loopback only, where no proxy can reach.
  const proxy = secure ? proxyOf(process.env) : undefined;
  const agent = secure
    ? new https.Agent({
        ...agentOptions,
        proxyEnv: { ...process.env, https_proxy: proxy?.href, HTTPS_PROXY: proxy?.href },
        ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] }),
      })
    : new http.Agent(agentOptions);
  const way = { origin, proxy: proxy ?? undefined };
  const start = secure ? https.request : http.request;

  return {
    authority: origin.host,
    exchange: ({ method, target, headers, body, signal }) =>
      new Promise<HttpAnswer>((resolve, reject) => {
        if (proxy === null) throw new CloudUnreachable(unusableProxy);
        const fail = (error: unknown) => reject(unreachable(error, signal, way));
        const request = start({
          protocol: origin.protocol,
          hostname: origin.hostname.replace(/^\[|\]$/g, ''),
          port: origin.port,
          path: target,
          method,
          headers: { ...headers, host: origin.host, 'content-length': String(body.byteLength) },
          agent,
          signal,
        });
        request.on('error', fail);
        request.on('response', (message) => {
          const chunks: Buffer[] = [];
          let bytes = 0;
          message.on('data', (chunk: Buffer) => {
            bytes += chunk.byteLength;
            if (bytes > largestAnswerBytes) {
              message.destroy(new Error(`an answer of more than ${largestAnswerBytes} bytes`));
            } else chunks.push(chunk);
          });
          message.on('error', fail);
          message.on('aborted', () => fail(new Error('the connection broke during the answer')));
          message.on('end', () =>
            resolve({
              status: message.statusCode ?? 0,
              headers: headersOf(message),
              body: Buffer.concat(chunks),
            }),
          );
        });
        request.end(body);
      }),
    close: () => agent.destroy(),
  };
}
