/** The local gateway turns a function's result into an HTTP response, as API Gateway does. @module */

import type { ServerResponse } from 'node:http';
import { bytesOfPayload, gatewayLimits } from './gateway-limits.ts';

/** What goes back to the caller. */
export interface GatewayAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer;
}

/** An answer that the gateway gives itself: API Gateway's own short JSON. */
export function ownAnswer(status: number, message: string): GatewayAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ message })),
  };
}

interface StructuredResult {
  statusCode: number;
  headers?: Record<string, string | number | boolean>;
  body?: string;
  cookies?: string[];
  isBase64Encoded?: boolean;
}

function isStructured(result: unknown): result is StructuredResult {
  return (
    typeof result === 'object' &&
    result !== null &&
    'statusCode' in result &&
    Number.isInteger(result.statusCode)
  );
}

/**
 * What a function's result means in payload format 2.0: a structured answer, or else the body of a 200 in JSON. Lambda
 * refuses one whose JSON, with every quote of the body escaped, is larger than it takes; the caller then learns nothing.
 * @param onTooLarge - gets the reason in that case
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function answerOf(result: unknown, onTooLarge: (reason: string) => void): GatewayAnswer {
  const bytes = bytesOfPayload(result);
  if (bytes > gatewayLimits.payloadBytes) {
    onTooLarge(`the answer has ${bytes} bytes in JSON, of which Lambda takes ${gatewayLimits.payloadBytes}`);
    return ownAnswer(500, 'Internal Server Error');
  }
  if (!isStructured(result)) {
    const text = typeof result === 'string' ? result : (JSON.stringify(result) ?? '');
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) };
  }
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(result.headers ?? {})) {
    headers[name.toLowerCase()] = String(value);
  }
  if (result.cookies && result.cookies.length > 0) headers['set-cookie'] = result.cookies;
  const body = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
  if (body.length > 0) headers['content-type'] ??= 'application/json';
  return { status: result.statusCode, headers, body };
}

/** Sends an answer and ends the response. */
export function send(response: ServerResponse, answer: GatewayAnswer, requestId: string): void {
  if (response.destroyed) return;
  const { status, headers, body } = answer;
  const withoutBody = status === 204 || status === 304;
  response.writeHead(status, {
    ...headers,
    'apigw-requestid': requestId,
    ...(withoutBody ? {} : { 'content-length': body.length }),
  });
  response.end(withoutBody ? undefined : body);
}
