/** Lists the routes that a gateway serves, and which of them the authorizer guards. @module */

import { type RouteDefinition, type Routes, routeKey } from '#shared/contract/route.ts';

/** A route as a gateway needs it. */
export interface GatewayRoute {
  /** `GET /v1/users/{userId}`. */
  key: string;
  /** `ANY` takes every method. */
  method: RouteDefinition['method'] | 'ANY';
  /** A last segment `{proxy+}` takes the rest of the path. */
  path: RouteDefinition['path'];
  service: RouteDefinition['service'] | 'iclock';
  /** Whether the authorizer is asked first. */
  authorized: boolean;
}

/** Terminals that push speak a text protocol of their own: the `iclock` function parses it and decides who may push. */
const terminalRoute: GatewayRoute = {
  key: 'ANY /iclock/{proxy+}',
  method: 'ANY',
  path: '/iclock/{proxy+}',
  service: 'iclock',
  authorized: false,
};

/**
 * The routes that a gateway serves: the one for terminals, and those from the contract. Bridges sign their requests and the `bridge` function checks the
 * signature itself, because an authorizer never sees the body; a public route needs no caller.
 */
export function gatewayRoutes(contract: Routes): GatewayRoute[] {
  const routes = Object.values(contract).map((route) => ({
    key: routeKey(route),
    method: route.method,
    path: route.path,
    service: route.service,
    authorized: route.service === 'api' && route.principals.some((principal) => principal !== 'public'),
  }));
  return [...routes, terminalRoute];
}
