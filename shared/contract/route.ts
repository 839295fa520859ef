/** Types that describe one route of the API, from which handlers, clients and documents are derived. @module */

import type * as z from 'zod';
import type { ProblemCode } from '#shared/errors.ts';
import type { Plain } from './plain.ts';
import type { ScopeName } from './scopes.ts';
import type { Tag } from './tags.ts';

/**
 * Who may call a route. People and integrations come with an API key or a token (`viewer`, `hr`, `admin`,
 * `integration`), bridges with a signature (`bridge`) or, once, with an enrolment token (`enrolment`). `public` needs nothing.
 */
export type Principal = 'public' | 'viewer' | 'hr' | 'admin' | 'integration' | 'bridge' | 'enrolment';

/** Everybody who may read what HR works with. */
export const readers = ['viewer', 'hr', 'admin', 'integration'] as const satisfies readonly Principal[];
/** Everybody who may change what HR works with. */
export const editors = ['hr', 'admin', 'integration'] as const satisfies readonly Principal[];
/** Administrators only. */
export const administrators = ['admin'] as const satisfies readonly Principal[];

/** What a route answers when it works. */
export interface RouteAnswer {
  status: 200 | 201 | 202 | 204;
  /** The route may also answer 202: the work goes on after the answer, which has the same form. */
  orAccepted?: true;
  /** Schema of the JSON body; none for 204. */
  body?: z.ZodType;
  /** The same content is also given as CSV when the caller accepts `text/csv`. */
  csv?: true;
  /** The same content is also given as a spreadsheet file (XLSX). */
  xlsx?: true;
  /** The same content is also given as a page for print. */
  html?: true;
  /** The same content is also given as YAML when the caller accepts it. */
  yaml?: true;
  /** The answer shows a secret: it is given once, and not kept for repeats of the request. */
  secret?: true;
  /** The answer carries an `ETag` that edits send back as `If-Match`. */
  etag?: true;
}

/** One route of the HTTP API: the only place where it is written down. */
export interface RouteDefinition {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with `{name}` for parameters, as API Gateway and OpenAPI write it. */
  path: `/${string}`;
  /** The Lambda that serves it. */
  service: 'api' | 'bridge';
  principals: readonly [Principal, ...Principal[]];
  /** What a key of role `integration` needs here, all of it. A route that names none is closed to that role. */
  scopes?: readonly ScopeName[];
  tag: Tag;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body may also be YAML: the route's schema then gets its text. */
  yamlBody?: true;
  /** Largest body in bytes, after decompression. Default 256 KiB. */
  bodyLimitBytes?: number;
  /**
   * The route edits a resource that has an ETag and insists on `If-Match`. What is edited, as the beginning of a sentence,
   * with the path's parameters in braces: `User {userId}`.
   */
  ifMatch?: string;
  /** `If-Match` is looked at when it is there, and not insisted on. */
  mayMatch?: true;
  answer: RouteAnswer;
  /** The problem codes of its own, beside those that every route can answer. */
  problems?: readonly ProblemCode[];
}

/** Keeps the literal types of a route, so that handlers and clients are typed from it. */
export function route<const D extends RouteDefinition>(definition: D): D {
  return definition;
}

/** A set of routes by operation name. */
export type Routes = Record<string, RouteDefinition>;

/** The name by which API Gateway and the routers know a route: `GET /v1/users/{userId}`. */
export function routeKey(definition: RouteDefinition): string {
  return `${definition.method} ${definition.path}`;
}

/** Default limit of a body in bytes. */
export const defaultBodyLimitBytes = 256 * 1024;

type OutputOf<S> = S extends z.ZodType ? z.output<S> : undefined;
type InputOf<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a handler gets of a request, parsed by the route's schemas. */
export interface RouteInput<R extends RouteDefinition> {
  params: OutputOf<R['params']>;
  query: OutputOf<R['query']>;
  body: OutputOf<R['body']>;
}

/** What a caller of the typed client gives: the parts that the route has, in their input form. */
export type RouteCall<R extends RouteDefinition> = (R['params'] extends z.ZodObject
  ? { params: InputOf<R['params']> }
  : { params?: undefined }) &
  (R['query'] extends z.ZodObject ? { query?: InputOf<R['query']> } : { query?: undefined }) &
  (R['body'] extends z.ZodType ? { body: InputOf<R['body']> } : { body?: undefined }) &
  (R['ifMatch'] extends string
    ? { ifMatch: string }
    : R['mayMatch'] extends true
      ? { ifMatch?: string }
      : { ifMatch?: undefined });

/** The JSON body that a route answers, as a handler returns it. */
export type RouteResult<R extends RouteDefinition> = Plain<OutputOf<R['answer']['body']>>;

/** The same before parsing: what goes over the wire. */
export type RouteResultInput<R extends RouteDefinition> = Plain<InputOf<R['answer']['body']>>;
