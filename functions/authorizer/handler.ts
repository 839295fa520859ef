/** Lambda entry point of the authorizer: it finds out whose API key or token a request to `/v1/*` carries. @module */

import middy from '@middy/core';
import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerWithContextResult,
} from 'aws-lambda';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { findKeyHolder, issuerMetadata, personIdOf } from '../domain/access/index.ts';
import { Buckets } from '../middleware/buckets.ts';
import { callerAddress } from '../middleware/caller-address.ts';
import { refusalRate } from '../middleware/caller-limit.ts';
import type { AuthorizerContext, NoRole } from '../middleware/http.ts';
import { observed } from '../observe/observed.ts';
import { openRuntime } from '../runtime.ts';
import { issuerKeys } from './issuer-keys.ts';
import { isTokenShaped, tokenCheck } from './token.ts';

const runtime = openRuntime();
const { signIn, edgeSecret } = runtime.environment;
const checkToken =
  signIn &&
  tokenCheck(signIn, issuerKeys(issuerMetadata(signIn.issuer, runtime.now), runtime.now), runtime.now);

/** A caller who has no role. The `api` function refuses the request with a problem document that says why. */
function without(role: NoRole, caller = 'unknown', organisation = ''): AuthorizerContext {
  return { organisation, caller, role };
}

const refusals = new Buckets(refusalRate);

async function identifyKey(key: string): Promise<AuthorizerContext> {
  const holder = await findKeyHolder(runtime.directory, key, instantFromEpoch(runtime.now()));
  if (!holder) return without('unknown');
  return {
    organisation: holder.organisation,
    caller: `key:${holder.keyId}`,
    role: holder.role,
    scopes: holder.scopes.join(' '),
    ...(holder.usedAt === undefined ? {} : { usedAt: holder.usedAt }),
    ...(holder.isEarlier ? { isEarlier: true } : {}),
  };
}

async function identifyPerson(token: string): Promise<AuthorizerContext> {
  if (signIn === undefined || checkToken === undefined) return without('bad-token');
  const verdict = await checkToken(token);
  if (verdict.kind === 'refused') return without('bad-token');
  if (verdict.kind !== 'person') return without(verdict.kind);
  const { organisation } = signIn;
  const caller = `person:${personIdOf(organisation, signIn.issuer, verdict.subject)}`;
  if (verdict.role === undefined) return without('no-group', caller);
  const { name, email } = verdict.profile;
  return {
    organisation,
    caller,
    role: verdict.role,
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
  };
}

async function identify(authorization: string, address: string): Promise<AuthorizerContext> {
  const [scheme, credential] = authorization.split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || credential === undefined) return without('unknown');
  if (refusals.waitSeconds(address) > 0) return without('guessing');
  const context = await (isTokenShaped(credential) ? identifyPerson(credential) : identifyKey(credential));
  // A session that has ended, or an account without a group, is nobody's guess.
  if (context.role === 'unknown' || context.role === 'bad-token') refusals.take(address);
  return context;
}

/** Lambda: says to API Gateway who is calling `/v1/*`. The `api` function decides by the contract what the caller may do. */
export const handler = observed(
  'authorizer',
  middy<
    APIGatewayRequestAuthorizerEventV2,
    APIGatewaySimpleAuthorizerWithContextResult<AuthorizerContext>
  >().handler(
    async (
      event: APIGatewayRequestAuthorizerEventV2,
    ): Promise<APIGatewaySimpleAuthorizerWithContextResult<AuthorizerContext>> => ({
      isAuthorized: true,
      context: await identify(event.headers?.authorization ?? '', callerAddress(event, edgeSecret)),
    }),
  ),
);
