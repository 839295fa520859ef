/** Lambda entry point of the authorizer: it finds out whose API key a request to `/v1/*` carries. @module */

import middy from '@middy/core';
import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerWithContextResult,
} from 'aws-lambda';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { findKeyHolder } from '../domain/access/index.ts';
import { Buckets } from '../middleware/buckets.ts';
import { refusalRate } from '../middleware/caller-limit.ts';
import type { AuthorizerContext } from '../middleware/http.ts';
import { openRuntime } from '../runtime.ts';

const runtime = openRuntime();

/** A caller whose credential is unknown. The `api` function refuses the request with a problem document. */
const unknownCaller: AuthorizerContext = { organisation: '', caller: 'unknown', role: 'unknown' };

/** A caller from whose network address too many unknown credentials have come: it is not looked for one more. */
const guessingCaller: AuthorizerContext = { ...unknownCaller, role: 'guessing' };

const refusals = new Buckets(refusalRate);

async function identify(authorization: string, address: string): Promise<AuthorizerContext> {
  const [scheme, key] = authorization.split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || key === undefined) return unknownCaller;
  if (refusals.waitSeconds(address) > 0) return guessingCaller;
  const holder = await findKeyHolder(runtime.directory, key, instantFromEpoch(runtime.now()));
  if (!holder) {
    refusals.take(address);
    return unknownCaller;
  }
  return {
    organisation: holder.organisation,
    caller: `key:${holder.keyId}`,
    role: holder.role,
    scopes: holder.scopes.join(' '),
  };
}

/** Lambda: says to API Gateway who is calling `/v1/*`. The `api` function decides by the contract what the caller may do. */
export const handler = middy<
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerWithContextResult<AuthorizerContext>
>().handler(
  async (
    event: APIGatewayRequestAuthorizerEventV2,
  ): Promise<APIGatewaySimpleAuthorizerWithContextResult<AuthorizerContext>> => ({
    isAuthorized: true,
    context: await identify(event.headers?.authorization ?? '', event.requestContext.http.sourceIp),
  }),
);
