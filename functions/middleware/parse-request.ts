/** Parses path, query and body by the schemas of a route, and lists everything that does not fit. @module */

import * as z from 'zod';
import { textOfPath } from '#shared/contract/path-text.ts';
import type { RouteDefinition, RouteInput } from '#shared/contract/route.ts';
import type { TextRule } from '#shared/contract/text-rule.ts';
import { type RequestIssue, RollcallError } from '#shared/errors.ts';
import { describeIssue, flaw, flawOfIssue, phrase } from '#shared/reasons/index.ts';
import type { HttpEvent } from './http.ts';
import { jsonBody } from './request-body.ts';

const shownIssues = 10;
const unknown = flaw(phrase('field.unknown', {}));

/** A JSON pointer (RFC 6901). */
function pointer(steps: readonly PropertyKey[]): string {
  return steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function issuesOf(part: RequestIssue['in'], error: z.ZodError): RequestIssue[] {
  return error.issues
    .flatMap((issue): RequestIssue[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ in: part, path: pointer([...issue.path, key]), ...unknown }))
        : [{ in: part, path: pointer(issue.path), ...flawOfIssue(issue) }],
    )
    .slice(0, shownIssues);
}

/** Keys that would reach an object's prototype. JSON may carry them; none of our requests does. */
const prototypeKeys = ['__proto__', 'constructor'];

/** Finds the first such key, wherever it is; without recursion, because a body may be nested deeper than the call stack. */
function prototypeKeyIn(body: unknown): PropertyKey[] | undefined {
  const waiting: { value: unknown; path: PropertyKey[] }[] = [{ value: body, path: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    const found = prototypeKeys.find((key) => Object.hasOwn(value, key));
    if (found !== undefined) return [...path, found];
    // Far deeper than any of our requests: the schemas refuse whatever lies below.
    if (path.length > 32) continue;
    for (const [key, inner] of Object.entries(value)) waiting.push({ value: inner, path: [...path, key] });
  }
  return undefined;
}

/**
 * Parses path, query and body of a request by the schemas of its route.
 * @param textRule - what all texts are held to before; the text of a YAML body is once it has been read. None for
 *   bridges: what they bring are records of terminals, which are kept as they are
 * @throws RollcallError request.invalid with every part's issues, and the body's failures of {@link jsonBody}
 */
export function parseRequest<R extends RouteDefinition>(
  definition: R,
  event: HttpEvent,
  textRule?: TextRule,
): RouteInput<R> {
  const body = definition.body ? jsonBody(event, definition) : undefined;
  const parts = [
    ['path', definition.params, textsOf(event.pathParameters)],
    ['query', definition.query, queryOf(definition, event)],
    ['body', definition.body, body],
  ] as const;
  const issues: RequestIssue[] = [];
  const values = parts.map(([part, schema, value]) => {
    if (!schema) return undefined;
    const hidden = part === 'body' ? prototypeKeyIn(value) : undefined;
    if (hidden) {
      issues.push({ in: 'body', path: pointer(hidden), ...unknown });
      return undefined;
    }
    const tidied = textRule && typeof value === 'object' ? textRule(value) : { value, flaws: [] };
    if (tidied.flaws.length > 0) {
      const flaws = tidied.flaws.slice(0, shownIssues);
      issues.push(...flaws.map(({ path, ...said }) => ({ in: part, path: pointer(path), ...said })));
      return undefined;
    }
    const parsed = schema.safeParse(tidied.value, { error: describeIssue });
    if (!parsed.success) issues.push(...issuesOf(part, parsed.error));
    return parsed.data;
  });
  if (issues.length > 0) throw new RollcallError('request.invalid', { issues });
  const [params, query, parsedBody] = values;
  return { params, query, body: parsedBody } as RouteInput<R>;
}

function presentOf(parameters: Record<string, string | undefined> | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function isList(schema: unknown): boolean {
  if (schema instanceof z.ZodOptional) return isList(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.some(isList);
  return schema instanceof z.ZodArray;
}

/**
 * The parameters of a query. One that is a list takes every value of its name, with or without `[]` behind it: the gateway
 * joins them by commas, which may also be a part of a value.
 */
function queryOf({ query }: RouteDefinition, event: HttpEvent): Record<string, unknown> {
  const single: Record<string, unknown> = presentOf(event.queryStringParameters);
  const lists = Object.keys(query?.shape ?? {}).filter((name) => isList(query?.shape[name]));
  if (lists.length === 0) return single;
  const sent = new URLSearchParams(event.rawQueryString);
  for (const name of lists) {
    delete single[`${name}[]`];
    const values = [...sent.getAll(name), ...sent.getAll(`${name}[]`)];
    if (values.length > 0) single[name] = values.length === 1 ? values[0] : values;
  }
  return single;
}

/** The texts that path parameters stand for. */
function textsOf(parameters: Record<string, string | undefined> | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(presentOf(parameters)).map(([name, segment]) => [name, textOfPath(segment)]),
  );
}
