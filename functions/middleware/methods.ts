/** Serves HEAD wherever there is GET, and says which methods a path takes to whoever uses another. @module */

import type { MiddlewareObj } from '@middy/core';
import { type RouteDefinition, type Routes, routeKey } from '#shared/contract/route.ts';
import { RollcallError } from '#shared/errors.ts';
import type { HttpEvent, HttpResult } from './http.ts';

interface Pattern {
  definition: RouteDefinition;
  segments: string[];
}

/** The path parameters by which a pattern fits a path, which the gateway has decoded; `null` when it does not. */
function parametersOf({ segments }: Pattern, path: readonly string[]): Record<string, string> | null {
  if (segments.length !== path.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const given = path[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined ? segment !== given : given === '') return null;
    if (name !== undefined) parameters[name] = given;
  }
  return parameters;
}

/**
 * Takes the requests for which the gateway has no route of their own (`ANY …`): HEAD becomes the GET of its path, whose
 * body the gateway leaves out. Use it before the caller is checked, which goes by the route.
 * @throws RollcallError route.unknown, or method.not-allowed where the path has other methods
 */
export function methods(routes: Routes): MiddlewareObj<HttpEvent, HttpResult> {
  const patterns: Pattern[] = Object.values(routes)
    .map((definition) => ({ definition, segments: definition.path.split('/') }))
    // As at the gateway, a path that is written out wins over one with parameters.
    .sort((a, b) => (a.definition.path.includes('{') ? 1 : 0) - (b.definition.path.includes('{') ? 1 : 0));
  return {
    before: function methodsBefore({ event }) {
      if (!event.routeKey.startsWith('ANY ')) return;
      const { method } = event.requestContext.http;
      const path = event.rawPath.split('/');
      const found = patterns.flatMap((pattern) => {
        const parameters = parametersOf(pattern, path);
        return parameters === null ? [] : [{ definition: pattern.definition, parameters }];
      });
      const wanted = method === 'HEAD' ? 'GET' : method;
      const fit = found.find(({ definition }) => definition.method === wanted);
      if (fit) {
        event.routeKey = routeKey(fit.definition);
        event.pathParameters = fit.parameters;
        return;
      }
      if (found.length === 0) throw new RollcallError('route.unknown', { method, path: event.rawPath });
      const taken = new Set<string>(found.map(({ definition }) => definition.method));
      if (taken.has('GET')) taken.add('HEAD');
      const allow = [...taken].sort().join(', ');
      throw new RollcallError('method.not-allowed', { method, path: event.rawPath, allow });
    },
  };
}
