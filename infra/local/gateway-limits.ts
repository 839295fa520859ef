/** The limits of an HTTP API and of the Lambda behind it, which nobody can have raised. @module */

/**
 * What AWS allows.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const gatewayLimits = {
  /** The request line and the headers together. */
  headersBytes: 10_240,
  /** A body as it is sent. Lambda's limit is reached before. */
  bodyBytes: 10_000_000,
  /** An event or a result of a function, as JSON. */
  payloadBytes: 6 * 1024 * 1024,
  /** How long API Gateway waits for a function. */
  integrationMilliseconds: 30_000,
} as const;

/** How large an event or a result is for Lambda: in JSON, with every quote and line end of a body escaped. */
export function bytesOfPayload(payload: unknown): number {
  return payload === undefined ? 0 : Buffer.byteLength(JSON.stringify(payload));
}
