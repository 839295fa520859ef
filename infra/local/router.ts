/** The local gateway finds the route of a request by API Gateway's rules. @module */

import type { GatewayRoute } from '#infra/routes.ts';

/** A route that fits a request, with its path parameters. */
export interface RouteMatch {
  route: GatewayRoute;
  pathParameters: Record<string, string>;
}

interface Node {
  fixed: Map<string, Node>;
  parameter?: Node;
  /** A greedy parameter, and the routes that end in it. */
  rest?: { name: string; node: Node };
  routes: Map<string, { route: GatewayRoute; names: string[] }>;
}

const emptyNode = (): Node => ({ fixed: new Map(), routes: new Map() });

/** Finds the route of a request by its decoded path; `null` when there is none. */
export type FindRoute = (method: string, path: string) => RouteMatch | null;

/**
 * Builds the route table. As on API Gateway a literal segment wins over a parameter, a parameter takes exactly one
 * segment that is not empty, a greedy one (`{name+}`) all that follow, and a trailing slash is another path.
 */
export function routeTable(routes: readonly GatewayRoute[]): FindRoute {
  const root = emptyNode();
  for (const route of routes) {
    const names: string[] = [];
    let node = root;
    for (const segment of route.path.slice(1).split('/')) {
      const name = /^\{(\w+)\}$/.exec(segment)?.[1];
      const greedy = /^\{(\w+)\+\}$/.exec(segment)?.[1];
      if (greedy !== undefined) {
        names.push(greedy);
        node.rest ??= { name: greedy, node: emptyNode() };
        node = node.rest.node;
      } else if (name === undefined) {
        const next: Node = node.fixed.get(segment) ?? emptyNode();
        node.fixed.set(segment, next);
        node = next;
      } else {
        names.push(name);
        node.parameter ??= emptyNode();
        node = node.parameter;
      }
    }
    node.routes.set(route.method, { route, names });
  }
  return function findRoute(method, path) {
    return walk(root, path.slice(1).split('/'), 0, method, []);
  };
}

function walk(
  node: Node,
  segments: readonly string[],
  depth: number,
  method: string,
  values: readonly string[],
): RouteMatch | null {
  const segment = segments[depth];
  if (segment === undefined) {
    const found = node.routes.get(method) ?? node.routes.get('ANY');
    if (!found) return null;
    const pathParameters: Record<string, string> = {};
    found.names.forEach((name, index) => {
      pathParameters[name] = values[index] ?? '';
    });
    return { route: found.route, pathParameters };
  }
  const fixed = node.fixed.get(segment);
  const match = fixed ? walk(fixed, segments, depth + 1, method, values) : null;
  if (match || segment === '') return match;
  const one = node.parameter ? walk(node.parameter, segments, depth + 1, method, [...values, segment]) : null;
  if (one || !node.rest) return one;
  const rest = segments.slice(depth).join('/');
  return walk(node.rest.node, segments, segments.length, method, [...values, rest]);
}
