/** Lets an API call through only when the contract allows the caller's role on its route. @module */

import type { MiddlewareObj } from '@middy/core';
import { Role } from '#shared/contract/access.ts';
import { type RouteDefinition, type Routes, routeKey } from '#shared/contract/route.ts';
import { RollcallError } from '#shared/errors.ts';
import { type CallEvent, stranger } from './caller.ts';
import type { HttpResult } from './http.ts';

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
      if (!context || !role.success) throw new RollcallError('caller.unknown', { scheme: 'API key' });
      if (!definition.principals.includes(role.data)) {
        throw new RollcallError('caller.not-allowed', {
          caller: `${context.caller} (${role.data})`,
          needs: definition.principals.join(' or '),
        });
      }
      event.caller = { organisation: context.organisation, name: context.caller, principal: role.data };
    },
  };
}
