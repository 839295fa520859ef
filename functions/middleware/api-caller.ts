/** Lets an API call through only when the contract allows the caller's role on its route. @module */

import type { MiddlewareObj } from '@middy/core';
import { Role } from '#shared/contract/access.ts';
import { type RouteDefinition, type Routes, routeKey } from '#shared/contract/route.ts';
import { RollcallError } from '#shared/errors.ts';
import { type CallEvent, type Caller, stranger } from './caller.ts';
import type { HttpResult } from './http.ts';

/** How long an answer of the authorizer stands. */
const guessingSeconds = 60;

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
      // The gateway keeps what the authorizer said for a minute.
      if (context?.role === 'guessing')
        throw new RollcallError('caller.too-often', { retryAfterSeconds: guessingSeconds });
      const role = Role.safeParse(context?.role);
      if (!context || !role.success) throw new RollcallError('caller.unknown', { scheme: 'API key' });
      if (!definition.principals.includes(role.data)) {
        throw new RollcallError('caller.not-allowed', {
          caller: `${context.caller} (${role.data})`,
          needs: definition.principals.join(' or '),
        });
      }
      const caller = { organisation: context.organisation, name: context.caller, principal: role.data };
      if (role.data !== 'integration') {
        event.caller = caller;
        return;
      }
      const scopes = (context.scopes ?? '').split(' ').filter((scope) => scope !== '');
      event.caller = { ...caller, scopes };
      requireScopes(event.caller, definition.scopes);
    },
  };
}
