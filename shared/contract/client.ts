/** Makes a typed API client from the routes of the contract. @module */

import type * as z from 'zod';
import { pathText } from './path-text.ts';
import type { RouteCall, RouteDefinition, RouteResult, Routes } from './route.ts';

/** A request that the client wants sent. `path` begins with `/` and includes the query. */
export interface ClientRequest {
  operation: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/** What came back: the parsed JSON (undefined when the body was empty) and the headers in lower case. */
export interface ClientAnswer {
  json: unknown;
  headers: Record<string, string>;
}

/** Sends a request and answers only when it worked; anything else is thrown. */
export type Send = (request: ClientRequest) => Promise<ClientAnswer>;

/** A typed function for every route. */
export type Client<R extends Routes> = {
  [K in keyof R]: (call: RouteCall<R[K]>) => Promise<RouteResult<R[K]>>;
};

function pathOf(definition: RouteDefinition, params: Record<string, unknown> | undefined): string {
  return definition.path.replace(/\{(\w+)\}/g, (_, name: string) => pathText(String(params?.[name])));
}

function queryOf(query: Record<string, unknown> | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  return search.size === 0 ? '' : `?${search.toString()}`;
}

/**
 * Makes a client from routes of the contract. Requests are built from the route; answers are parsed by its schema, so
 * that a server that breaks the contract is noticed where it is called.
 */
export function makeClient<R extends Routes>(routes: R, send: Send): Client<R> {
  const operations = Object.entries(routes).map(([operation, definition]) => {
    const call = async (input: {
      params?: Record<string, unknown>;
      query?: Record<string, unknown>;
      body?: unknown;
      ifMatch?: string;
    }) => {
      const headers: Record<string, string> = { accept: 'application/json' };
      if (input.body !== undefined) headers['content-type'] = 'application/json';
      if (input.ifMatch !== undefined) headers['if-match'] = input.ifMatch;
      const answer = await send({
        operation,
        method: definition.method,
        path: pathOf(definition, input.params) + queryOf(input.query),
        headers,
        body: input.body === undefined ? undefined : JSON.stringify(input.body),
      });
      const schema: z.ZodType | undefined = definition.answer.body;
      return schema ? schema.parse(answer.json) : undefined;
    };
    return [operation, call] as const;
  });
  return Object.fromEntries(operations) as unknown as Client<R>;
}
