import { type RouteDefinition, type Routes, routeKey } from '#shared/contract/route.ts';

/** A route as a gateway needs it. */
export interface GatewayRoute {
  /** `GET /v1/users/{userId}`. */
  key: string;
  method: RouteDefinition['method'];
  path: RouteDefinition['path'];
  service: RouteDefinition['service'];
  /** Whether the authorizer is asked first. */
  authorized: boolean;
}

/**
 * The routes that a gateway serves, from the contract. Bridges sign their requests and the `bridge` function checks the
 * signature itself, because an authorizer never sees the body; a public route needs nobody.
 */
export function gatewayRoutes(contract: Routes): GatewayRoute[] {
  return Object.values(contract).map((route) => ({
    key: routeKey(route),
    method: route.method,
    path: route.path,
    service: route.service,
    authorized: route.service === 'api' && route.principals.some((principal) => principal !== 'public'),
  }));
}
