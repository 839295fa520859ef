/** Lets an API call through only when the contract allows the caller's role on its route. @module */

import type { MiddlewareObj } from '@middy/core';
import { Role } from '#shared/contract/access.ts';
import { parseOurId } from '#shared/contract/ids.ts';
import { type RouteDefinition, type Routes, routeKey } from '#shared/contract/route.ts';
import { RollcallError } from '#shared/errors.ts';
import type { SignedIn } from '../domain/access/index.ts';
import { type CallEvent, type Caller, stranger } from './caller.ts';
import { type AuthorizerContext, type HttpResult, type NoRole, noRoles } from './http.ts';

/** How long an answer of the authorizer stands: the gateway keeps it. */
const verdictSeconds = 60;

/** Why a caller whom the authorizer gave no role is refused. */
function refusalOf(context: AuthorizerContext | undefined, { principals }: RouteDefinition): RollcallError {
  const needs = principals.filter((principal) => principal !== 'integration').join(' or ');
  const refusals: Record<NoRole, () => RollcallError> = {
    unknown: () => new RollcallError('caller.unknown', { scheme: 'API key' }),
    guessing: () => new RollcallError('caller.too-often', { retryAfterSeconds: verdictSeconds }),
    'bad-token': () => new RollcallError('caller.unknown', { scheme: 'sign-in' }),
    expired: () => new RollcallError('caller.session-ended', {}),
    'no-group': () => new RollcallError('caller.no-role', { caller: context?.caller ?? '', needs }),
    unreachable: () => new RollcallError('sign-in.unreachable', { retryAfterSeconds: verdictSeconds }),
  };
  const why = noRoles.find((role) => role === context?.role) ?? 'unknown';
  return refusals[why]();
}

/** The person among what the authorizer said; `undefined` for an API key. */
function personIn(
  { caller, name, email }: AuthorizerContext,
  role: Exclude<Role, 'integration'>,
): SignedIn | undefined {
  const id = caller.startsWith('person:') ? parseOurId('per', caller.slice('person:'.length)) : null;
  return id === null
    ? undefined
    : { id, role, ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) };
}

/** Whether a caller has scopes: a key of role `integration` those that it was given, others what their role says. */
export function hasScopes({ principal, scopes }: Caller, needed: readonly string[]): boolean {
  return principal !== 'integration' || needed.every((scope) => scopes?.includes(scope));
}

/**
 * Refuses a key of role `integration` that lacks a scope. Other callers have what their role says.
 * @param needed - all that is needed; where nothing is named, no key of that role may call
 * @throws RollcallError caller.not-allowed
 */
export function requireScopes(caller: Caller, needed: readonly string[] | undefined): void {
  if (caller.principal !== 'integration') return;
  const missing = needed?.filter((scope) => !caller.scopes?.includes(scope));
  if (missing?.length === 0) return;
  const what = missing?.join(' and the scope ');
  throw new RollcallError('caller.not-allowed', {
    caller: `${caller.name} (integration)`,
    needs: what === undefined ? 'another role' : `the scope ${what}`,
  });
}

/**
 * Takes the caller from the authorizer's context and compares it with the principals that the contract names for the
 * route. The authorizer only says who is calling; refusals are made here, where they become problem documents.
 */
export function apiCaller(routes: Routes): MiddlewareObj<CallEvent, HttpResult> {
  const definitions = new Map<string, RouteDefinition>(
    Object.values(routes).map((definition) => [routeKey(definition), definition]),
  );
  return {
    before: function apiCallerBefore({ event }) {
      const definition = definitions.get(event.routeKey);
      if (!definition || definition.principals.includes('public')) {
        event.caller = stranger;
        return;
      }
      const context = event.requestContext.authorizer?.lambda;
      const role = Role.safeParse(context?.role);
      if (!context || !role.success) throw refusalOf(context, definition);
      if (!definition.principals.includes(role.data)) {
        throw new RollcallError('caller.not-allowed', {
          caller: `${context.caller} (${role.data})`,
          needs: definition.principals.join(' or '),
        });
      }
      const caller = { organisation: context.organisation, name: context.caller, principal: role.data };
      if (role.data !== 'integration') {
        const person = personIn(context, role.data);
        event.caller = person === undefined ? caller : { ...caller, person };
        return;
      }
      const scopes = (context.scopes ?? '').split(' ').filter((scope) => scope !== '');
      event.caller = { ...caller, scopes };
      requireScopes(event.caller, definition.scopes);
    },
  };
}
