/** The local gateway turns an HTTP request into the event that API Gateway would send. @module */

import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RouteMatch } from './router.ts';

/**
 * Media types that API Gateway hands on as text; a body of any other type, or of none, arrives in base64.
 * @see https://github.com/ministackorg/ministack/pull/766 for what was tried on AWS
 */
const textTypes = /^(text\/|application\/(json|xml|javascript)\s*(;|$))/i;

/**
 * What becomes of a text body with a `content-encoding`, which AWS says nothing about for HTTP APIs: its bytes arrive as they
 * were sent (as behind an Application Load Balancer), as text, which destroys them, or unpacked (as behind a REST API and
 * some proxies).
 */
export type CompressedBodies = 'as-sent' | 'as-text' | 'unpacked';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What a gateway knows about a request besides the request itself. */
export interface Arrival {
  match: RouteMatch;
  /** Decoded. */
  path: string;
  query: string;
  body: Buffer;
  /** The authority under which the request reached the gateway: `host`, or `host:port` where it is not the default. */
  domainName: string;
  requestId: string;
}

/**
 * The event of payload format 2.0 that API Gateway makes of a request.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function eventOf(
  request: IncomingMessage,
  arrival: Arrival,
  compressed: CompressedBodies = 'as-sent',
): APIGatewayProxyEventV2 {
  const { match, path, query, domainName, requestId } = arrival;
  const { headers, cookies } = headersOf(request);
  const encoded = (headers['content-encoding'] ?? 'identity') !== 'identity';
  const body = encoded && compressed === 'unpacked' ? unpacked(headers, arrival.body) : arrival.body;
  const now = new Date();
  const sourceIp = request.socket.remoteAddress ?? '';
  const isText = textTypes.test(headers['content-type'] ?? '');
  const asText = isText && !(encoded && compressed === 'as-sent');
  Object.assign(headers, forwarding(request, domainName));
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers,
    ...(query === '' ? {} : { queryStringParameters: queryOf(query) }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName,
      domainPrefix: domainName.split('.')[0] ?? '',
      http: {
        method: request.method ?? '',
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: match.route.key,
      stage: '$default',
      time: logTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(match.pathParameters).length > 0 ? { pathParameters: match.pathParameters } : {}),
    ...(body.length > 0 ? { body: body.toString(asText ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: body.length > 0 && !asText,
  };
}

/** Header names in lower case; repeated headers are joined with commas; cookies are kept apart. */
function headersOf(request: IncomingMessage): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  const raw = request.rawHeaders;
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const value = raw[index + 1] ?? '';
    if (name === 'cookie') cookies.push(...value.split(/;\s*/));
    else headers[name] = name in headers ? `${headers[name]},${value}` : value;
  }
  return { headers, cookies };
}

/** A repeated parameter is joined with commas. */
function queryOf(query: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = name in parameters ? `${parameters[name]},${value}` : value;
  }
  return parameters;
}

/** What the gateway says about the way of a request; what a caller claims of it is replaced, or put before. */
function forwarding({ headers, socket }: IncomingMessage, domainName: string): Record<string, string> {
  const before = [headers['x-forwarded-for'] ?? []].flat();
  const trace = `${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
  return {
    'x-amzn-trace-id': `Root=1-${trace}`,
    'x-forwarded-for': [...before, socket.remoteAddress ?? ''].join(', '),
    'x-forwarded-port': domainName.split(':')[1] ?? '80',
    'x-forwarded-proto': 'http',
  };
}

function unpacked(headers: Record<string, string>, body: Buffer): Buffer {
  delete headers['content-encoding'];
  return gunzipSync(body);
}

/** The Common Log Format time of `requestContext.time`: `29/Mar/2026:07:59:30 +0000`. */
function logTime(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${two(moment.getUTCDate())}/${months[moment.getUTCMonth()]}/${moment.getUTCFullYear()}`;
  return `${date}:${moment.toISOString().slice(11, 19)} +0000`;
}
