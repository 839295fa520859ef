/** Makes the event that API Gateway hands to a Lambda, for tests of handlers and middleware. @module */

import type { CallEvent } from '#functions/middleware/caller.ts';

/** What a test says about a request; everything left out is ordinary. */
export interface EventPart {
  /** `POST /v1/users`. */
  route?: string;
  path?: string;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  params?: Record<string, string>;
  /** Text goes as it is, bytes as API Gateway hands bytes on: in base64. */
  body?: string | Uint8Array;
  caller?: CallEvent['caller'];
}

/** A request as API Gateway hands it to a Lambda (HTTP API, payload format 2.0). */
export function anEvent(part: EventPart = {}): CallEvent {
  const routeKey = part.route ?? 'POST /v1/users';
  const [method = 'POST', template = '/'] = routeKey.split(' ');
  const path = part.path ?? template;
  const bytes = part.body instanceof Uint8Array;
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: new URLSearchParams(part.query).toString(),
    headers: { 'content-type': 'application/json', ...part.headers },
    ...(part.query ? { queryStringParameters: part.query } : {}),
    ...(part.params ? { pathParameters: part.params } : {}),
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'cloud.example',
      domainPrefix: 'cloud',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey,
      stage: '$default',
      time: '02/Mar/2026:09:00:00 +0000',
      timeEpoch: Date.UTC(2026, 2, 2, 9),
    },
    ...(part.body === undefined
      ? {}
      : { body: bytes ? Buffer.from(part.body).toString('base64') : String(part.body) }),
    isBase64Encoded: bytes,
    ...(part.caller ? { caller: part.caller } : {}),
  };
}
