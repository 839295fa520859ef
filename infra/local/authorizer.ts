/** The local gateway asks the authorizer and remembers its verdicts, as API Gateway does. @module */

import type { APIGatewayProxyEventV2, APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { authorizerCacheSeconds } from '#infra/lambdas.ts';

/** What the authorizer says about a caller. */
export type Verdict =
  | { kind: 'allowed'; context: Record<string, unknown> }
  /** No identity source: refused without asking. */
  | { kind: 'unauthorized' }
  | { kind: 'forbidden' };

/** Asks the authorizer function. */
export type AskAuthorizer = (event: APIGatewayRequestAuthorizerEventV2) => Promise<unknown>;

const mostCachedVerdicts = 10_000;

/**
 * A Lambda authorizer with simple responses, as an HTTP API runs it: the identity source is the Authorization header,
 * verdicts are kept by it for 60 s, for all routes, and without a header the authorizer is not asked.
 * @param now - epoch milliseconds
 * @returns a function that resolves to the verdict, and rejects when the authorizer fails
 */
export function requestAuthorizer(ask: AskAuthorizer, now: () => number = Date.now) {
  const verdicts = new Map<string, { until: number; verdict: Verdict }>();
  return async function authorize(event: APIGatewayProxyEventV2): Promise<Verdict> {
    const authorization = event.headers.authorization;
    if (authorization === undefined || authorization === '') return { kind: 'unauthorized' };
    const known = verdicts.get(authorization);
    if (known && known.until > now()) return known.verdict;
    const { body: _body, isBase64Encoded: _encoded, cookies = [], ...rest } = event;
    const verdict = verdictOf(
      await ask({
        ...rest,
        cookies,
        type: 'REQUEST',
        routeArn: `arn:aws:execute-api:us-east-1:000000000000:local/$default/${event.routeKey.replace(' ', '')}`,
        identitySource: [authorization],
      }),
    );
    if (verdicts.size >= mostCachedVerdicts) verdicts.clear();
    verdicts.set(authorization, { until: now() + authorizerCacheSeconds * 1000, verdict });
    return verdict;
  };
}

function verdictOf(answer: unknown): Verdict {
  if (typeof answer !== 'object' || answer === null || !('isAuthorized' in answer)) {
    throw new TypeError('The authorizer answered without isAuthorized.');
  }
  if (answer.isAuthorized !== true) return { kind: 'forbidden' };
  const context = 'context' in answer ? answer.context : undefined;
  return { kind: 'allowed', context: (context ?? {}) as Record<string, unknown> };
}
