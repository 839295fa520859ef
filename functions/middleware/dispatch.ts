/** Routes a request to its typed handler and turns the handler's answer into an HTTP response. @module */

import { textOfPath } from '#shared/contract/path-text.ts';
import {
  type RouteDefinition,
  type RouteInput,
  type RouteResultInput,
  type Routes,
  routeKey,
} from '#shared/contract/route.ts';
import type { TextRule } from '#shared/contract/text-rule.ts';
import { RollcallError } from '#shared/errors.ts';
import { bytesInJson, isAnswerable, mostBodyBytes } from '../domain/answer-size.ts';
import { isKnown } from '../domain/etag.ts';
import { type CallEvent, type Caller, stranger } from './caller.ts';
import { type HttpResult, json } from './http.ts';
import { parseRequest } from './parse-request.ts';
import type { CursorList, sealedCursors } from './sealed-cursors.ts';

/** What a handler gets besides the parsed request. */
export interface Call {
  caller: Caller;
  event: CallEvent;
  /** The `If-Match` header, with ETags or `*`; never empty on routes that require it. */
  ifMatch: string;
}

/** What a handler answers: the body of its route with an ETag or headers, or a text such as CSV. */
export type Answer<R extends RouteDefinition> =
  | { body: RouteResultInput<R>; etag?: string; headers?: Record<string, string>; accepted?: boolean }
  | { text: string; mediaType: string; headers?: Record<string, string> }
  | { bytes: Uint8Array; mediaType: string; headers?: Record<string, string> };

/** One handler for each route of a set: a missing one does not compile. */
export type Handlers<R extends Routes> = {
  [K in keyof R]: (input: RouteInput<R[K]>, call: Call) => Promise<Answer<R[K]>>;
};

/** Seals the cursors of lists. */
type Cursors = typeof sealedCursors;

/** What holds for all routes of an HTTP Lambda. */
interface DispatchRules {
  readonly cursors?: Cursors;
  readonly textRule?: TextRule;
  /** Adds to a body what its caller may know besides. */
  readonly complete?: (body: unknown, call: Call) => Promise<unknown>;
}

type AnyHandler = (input: RouteInput<RouteDefinition>, call: Call) => Promise<Answer<RouteDefinition>>;

/** Says to a caller who has the current version already that it is current, without sending it again. */
function unlessKnown({ headers }: CallEvent, result: HttpResult): HttpResult {
  const known = headers['if-none-match'];
  const etag = result.headers?.etag;
  if (known === undefined || typeof etag !== 'string' || !isKnown(known, etag)) return result;
  const { 'content-type': _type, ...kept } = result.headers ?? {};
  return { statusCode: 304, headers: kept };
}

function hasSeveralForms({ answer: { csv, xlsx, html, yaml } }: RouteDefinition): boolean {
  return csv === true || xlsx === true || html === true || yaml === true;
}

function toResult(definition: RouteDefinition, answer: Answer<RouteDefinition>): HttpResult {
  const headers = {
    'cache-control': 'no-store',
    ...(hasSeveralForms(definition) ? { vary: 'accept' } : {}),
    ...answer.headers,
  };
  if ('bytes' in answer) {
    return {
      statusCode: 200,
      headers: { 'content-type': answer.mediaType, ...headers },
      body: Buffer.from(answer.bytes).toString('base64'),
      isBase64Encoded: true,
    };
  }
  if ('text' in answer) {
    return { statusCode: 200, headers: { 'content-type': answer.mediaType, ...headers }, body: answer.text };
  }
  if (definition.answer.status === 204) return { statusCode: 204, headers };
  return json(answer.accepted ? 202 : definition.answer.status, answer.body, {
    ...headers,
    ...(answer.etag === undefined ? {} : { etag: answer.etag }),
  });
}

/** What a request edits: the name that its route gives it, with the path parameters filled in. */
function namedIn(name: string, { pathParameters }: CallEvent): string {
  return name.replace(/\{(\w+)\}/g, (_, parameter: string) => textOfPath(pathParameters?.[parameter] ?? ''));
}

/** The same request with its cursor opened, where it has one. */
function withPosition(
  input: RouteInput<RouteDefinition>,
  list: CursorList,
  cursors: Cursors,
): RouteInput<RouteDefinition> {
  const cursor = input.query?.cursor;
  if (typeof cursor !== 'string') return input;
  return { ...input, query: { ...input.query, cursor: cursors.open(list, cursor) } };
}

/** The fields of a page that are cursors. */
const cursorFields: readonly string[] = ['nextCursor', 'resumeCursor'];

/** The same answer with its cursors sealed, where there are some: in the body, or beside a text. */
function withSealedCursor(
  answer: Answer<RouteDefinition>,
  list: CursorList,
  cursors: Cursors,
): Answer<RouteDefinition> {
  if ('bytes' in answer) return answer;
  if ('text' in answer) {
    const { 'next-cursor': position } = answer.headers ?? {};
    if (position === undefined) return answer;
    return { ...answer, headers: { ...answer.headers, 'next-cursor': cursors.seal(list, position) } };
  }
  const body: unknown = answer.body;
  if (typeof body !== 'object' || body === null) return answer;
  const sealed = Object.entries(body).flatMap(([name, position]) =>
    cursorFields.includes(name) && typeof position === 'string'
      ? [[name, cursors.seal(list, position)] as const]
      : [],
  );
  return sealed.length === 0 ? answer : { ...answer, body: { ...body, ...Object.fromEntries(sealed) } };
}

/** A page that is read again is made a bit smaller than its rows say: those of the next try may be larger. */
const shorterShare = 0.9;

/**
 * How many rows a page may have that is too large to be answered. Its size counts as it is, whether its caller takes it
 * compressed or not: a list has the same pages for everybody.
 * @returns `undefined` where it can be answered, and where it has one row, which cannot be parted
 */
function shorterPage(answer: Answer<RouteDefinition>, { body = '' }: HttpResult): number | undefined {
  if (isAnswerable(body) || !('body' in answer)) return undefined;
  const page: unknown = answer.body;
  const rows = typeof page === 'object' && page !== null && 'items' in page ? page.items : undefined;
  if (!Array.isArray(rows) || rows.length <= 1) return undefined;
  return Math.max(1, Math.floor((rows.length * shorterShare * mostBodyBytes) / bytesInJson(body)));
}

/**
 * The innermost handler of an HTTP Lambda: finds the route, parses the request by its schemas, and calls the handler
 * of that name. A page of a list that is too large for an answer is read again with fewer rows, and its cursor says where
 * the next one begins.
 * @param rules - how cursors of lists are sealed, what the texts of requests are held to, and what is added to answers; a set of routes without lists,
 *   or whose texts come from terminals, needs none
 */
export function dispatch<R extends Routes>(routes: R, handlers: Handlers<R>, rules: DispatchRules = {}) {
  const { cursors, textRule, complete } = rules;
  const table = new Map(
    Object.entries(routes).map(([name, definition]) => [
      routeKey(definition),
      { definition, handle: handlers[name as keyof R] as unknown as AnyHandler },
    ]),
  );
  return async function dispatchRequest(event: CallEvent): Promise<HttpResult> {
    const entry = table.get(event.routeKey);
    if (!entry) {
      throw new RollcallError('route.unknown', {
        method: event.requestContext.http.method,
        path: event.rawPath,
      });
    }
    const { definition, handle } = entry;
    const ifMatch = event.headers['if-match'] ?? '';
    const input = parseRequest(definition, event, textRule);
    if (definition.ifMatch !== undefined && ifMatch === '') {
      throw new RollcallError('request.no-if-match', { resource: namedIn(definition.ifMatch, event) });
    }
    const call = { caller: event.caller ?? stranger, event, ifMatch };
    const answerTo = async (request: RouteInput<RouteDefinition>): Promise<Answer<RouteDefinition>> => {
      const answer = await handle(request, call);
      if (complete === undefined || !('body' in answer)) return answer;
      return { ...answer, body: await complete(answer.body, call) };
    };
    const ifNew = (result: HttpResult) => (definition.method === 'GET' ? unlessKnown(event, result) : result);
    if (cursors === undefined || definition.query?.shape.cursor === undefined) {
      return ifNew(toResult(definition, await answerTo(input)));
    }
    const { params } = input;
    let { query } = input;
    const list = { organisation: call.caller.organisation, definition, params, query };
    for (;;) {
      const answer = await answerTo(withPosition({ ...input, query }, list, cursors));
      const result = toResult(definition, withSealedCursor(answer, list, cursors));
      const limit = shorterPage(answer, result);
      if (limit === undefined) return ifNew(result);
      query = { ...query, limit };
    }
  };
}
