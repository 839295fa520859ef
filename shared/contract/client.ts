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
  /** Gives up on the request. */
  signal?: AbortSignal | undefined;
}

/** What came back: the parsed JSON (undefined when the body was empty) and the headers in lower case. */
export interface ClientAnswer {
  json: unknown;
  headers: Record<string, string>;
  /** The body as text, where something else than JSON was asked for. */
  text?: string | undefined;
}

/** Sends a request and answers only when it worked; anything else is thrown. */
export type Send = (request: ClientRequest) => Promise<ClientAnswer>;

/** What may be said about a call besides what the route takes. */
export interface CallOptions {
  /** Gives up on the call. */
  signal?: AbortSignal | undefined;
  /** Makes a repeat of a `POST` harmless: 1 to 128 visible ASCII characters, the same for each try. */
  idempotencyKey?: string | undefined;
}

/** A result with what its headers say. */
export interface Answered<T> {
  body: T;
  /** Version of the resource, to be sent back as `ifMatch`; on routes that have one. */
  etag: string | undefined;
  /** All headers, their names in lower case. */
  headers: Record<string, string>;
}

/** A page as CSV. */
export interface CsvPage {
  /** CRLF between lines; a byte order mark and a line of titles on the first page. */
  csv: string;
  /** The `cursor` of the next page; `undefined` on the last one. */
  nextCursor: string | undefined;
}

/** One route as a function. */
export interface Operation<D extends RouteDefinition> {
  (call: RouteCall<D>, options?: CallOptions): Promise<RouteResult<D>>;
  /** The same, with the headers of the answer. */
  answer(call: RouteCall<D>, options?: CallOptions): Promise<Answered<RouteResult<D>>>;
}

/** One route that also answers CSV. */
export interface CsvOperation<D extends RouteDefinition> extends Operation<D> {
  /** The same content as CSV. */
  csv(call: RouteCall<D>, options?: CallOptions): Promise<CsvPage>;
}

/** A typed function for every route. */
export type Client<R extends Routes> = {
  [K in keyof R]: R[K]['answer'] extends { csv: true } ? CsvOperation<R[K]> : Operation<R[K]>;
};

/** The parts of any call. */
interface AnyCall {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  ifMatch?: string;
}

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

/** The request of a call. @param accept - the media type that is asked for */
function requestOf(
  operation: string,
  definition: RouteDefinition,
  call: AnyCall,
  { signal, idempotencyKey }: CallOptions,
  accept: string,
): ClientRequest {
  const headers: Record<string, string> = { accept };
  if (call.body !== undefined) headers['content-type'] = 'application/json';
  if (call.ifMatch !== undefined) headers['if-match'] = call.ifMatch;
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  return {
    operation,
    method: definition.method,
    path: pathOf(definition, call.params) + queryOf(call.query),
    headers,
    body: call.body === undefined ? undefined : JSON.stringify(call.body),
    signal,
  };
}

function operationOf(name: string, definition: RouteDefinition, send: Send) {
  const answer = async (call: AnyCall, options: CallOptions = {}): Promise<Answered<unknown>> => {
    const { json, headers } = await send(requestOf(name, definition, call, options, 'application/json'));
    const schema: z.ZodType | undefined = definition.answer.body;
    return { body: schema ? schema.parse(json) : undefined, etag: headers.etag, headers };
  };
  const csv = async (call: AnyCall, options: CallOptions = {}): Promise<CsvPage> => {
    const { text, headers } = await send(requestOf(name, definition, call, options, 'text/csv'));
    if (text === undefined) throw new TypeError(`${name}: whoever sends for this client gives no text`);
    return { csv: text, nextCursor: headers['next-cursor'] };
  };
  const run = async (call: AnyCall, options?: CallOptions) => (await answer(call, options)).body;
  return Object.assign(run, { answer }, definition.answer.csv ? { csv } : {});
}

/**
 * Makes a client from routes of the contract. Requests are built from the route; answers are parsed by its schema, so
 * that a server that breaks the contract is noticed where it is called.
 */
export function makeClient<R extends Routes>(routes: R, send: Send): Client<R> {
  const operations = Object.entries(routes).map(
    ([name, definition]) => [name, operationOf(name, definition, send)] as const,
  );
  return Object.fromEntries(operations) as unknown as Client<R>;
}
