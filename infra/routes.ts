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

/** What has no route of its own: HEAD, wrong methods and unknown paths, which the functions answer by the contract. */
function otherMethods(
  path: GatewayRoute['path'],
  service: GatewayRoute['service'],
  authorized: boolean,
): GatewayRoute {
  return { key: `ANY ${path}`, method: 'ANY', path, service, authorized };
}

/**
 * The routes that gateways serve: the one for terminals, those from the contract, and one for what else comes under
 * their prefixes. Bridges sign their requests and the `bridge` function checks the
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
  const open = routes.filter(({ service, authorized }) => service === 'api' && !authorized);
  return [
    ...routes,
    ...[...new Set(open.map(({ path }) => path))].map((path) => otherMethods(path, 'api', false)),
    otherMethods('/v1/{proxy+}', 'api', true),
    otherMethods('/bridge/v1/{proxy+}', 'bridge', false),
    terminalRoute,
  ];
}
