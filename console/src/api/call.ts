/**
 * The typed client of the console: every route of the contract as a function. Types are those of the contract; at run time
 * only a slim map of methods and paths is shipped. Builds in mode `checked` also parse every answer by its schema.
 * @module
 */

import routes from 'virtual:routes';
import type { apiRoutes } from '#shared/contract/api-routes.ts';
import type { Answered, CallOptions, Client, CsvPage } from '#shared/contract/client.ts';
import { pathText } from '#shared/contract/path-text.ts';
import { Problem } from './problem.ts';
import { accessToken, sessionEnded } from './session.ts';

/** The parts of any call. */
interface AnyCall {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  ifMatch?: string;
}

/** What a call of any format answers. */
export interface FileAnswer {
  /** The file's content. */
  blob: Blob;
  /** The name that the server gives it, if it does. */
  fileName: string | undefined;
}

/** The media types that routes can answer beside JSON. */
export type FileFormat =
  | 'text/csv'
  | 'text/html'
  | 'application/yaml'
  | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const isChecked = import.meta.env.MODE === 'checked' || import.meta.env.DEV;

function queryText(query: Record<string, unknown> | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  return search.size === 0 ? '' : `?${search.toString()}`;
}

async function send(
  operation: string,
  call: AnyCall,
  options: CallOptions,
  accept: string,
): Promise<Response> {
  const [method = 'GET', path = ''] = routes[operation]?.split(' ') ?? [];
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => pathText(String(call.params?.[name])));
  const headers: Record<string, string> = { accept };
  if (call.ifMatch !== undefined) headers['if-match'] = call.ifMatch;
  if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey;
  const isText = typeof call.body === 'string';
  if (call.body !== undefined) headers['content-type'] = isText ? 'application/yaml' : 'application/json';
  const token = await accessToken();
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  const response = await fetch(filled + queryText(call.query), {
    method,
    headers,
    ...(call.body === undefined ? {} : { body: isText ? String(call.body) : JSON.stringify(call.body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if (response.ok) return response;
  const problem = await Problem.of(response);
  if (problem.status === 401) sessionEnded();
  throw problem;
}

async function checked(operation: string, json: unknown): Promise<void> {
  const { apiRoutes } = await import('#shared/contract/api-routes.ts');
  const { answer } = apiRoutes[operation as keyof typeof apiRoutes];
  const body = 'body' in answer ? answer.body : undefined;
  const result = body?.safeParse(json);
  if (result && !result.success) throw new Error(`${operation} breaks the contract: ${result.error.message}`);
}

async function answered(operation: string, call: AnyCall, options: CallOptions): Promise<Answered<unknown>> {
  const response = await send(operation, call, options, 'application/json');
  const text = await response.text();
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  if (isChecked) await checked(operation, body);
  const headers = Object.fromEntries(response.headers);
  return { body, etag: headers.etag, headers };
}

async function csvPage(operation: string, call: AnyCall, options: CallOptions): Promise<CsvPage> {
  const response = await send(operation, call, options, 'text/csv');
  return { csv: await response.text(), nextCursor: response.headers.get('next-cursor') ?? undefined };
}

function operationOf(name: string) {
  const answer = (call: AnyCall, options: CallOptions = {}) => answered(name, call, options);
  const csv = (call: AnyCall, options: CallOptions = {}) => csvPage(name, call, options);
  const run = async (call: AnyCall, options?: CallOptions) => (await answer(call, options)).body;
  return Object.assign(run, { answer, csv });
}

/** Every route of the API as a function; what the API refuses is thrown as a {@link Problem}. */
export const api = Object.fromEntries(
  Object.keys(routes).map((name) => [name, operationOf(name)] as const),
) as unknown as Client<typeof apiRoutes>;

/** A name of a route. */
export type OperationName = keyof typeof apiRoutes;

/**
 * Fetches the answer of a route as a file, in a format that the route offers.
 * @param query - filters as the route takes them
 */
export async function fetchFile(
  operation: OperationName,
  call: { params?: Record<string, unknown>; query?: Record<string, unknown> },
  format: FileFormat,
  options: CallOptions = {},
): Promise<FileAnswer> {
  const response = await send(operation, call, options, format);
  const disposition = response.headers.get('content-disposition') ?? '';
  return { blob: await response.blob(), fileName: /filename="([^"]+)"/.exec(disposition)?.[1] };
}

/** Reads all pages of a list, one after the other. @param read - reads the page at a cursor */
export async function allPages<T>(
  read: (cursor: string | undefined) => Promise<{ items: readonly T[]; nextCursor?: string | undefined }>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}

/** A key that makes a repeat of one press harmless. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}
