import type * as z from 'zod';
import type { RouteDefinition, RouteInput } from '#shared/contract/route.ts';
import { type RequestIssue, RollcallError } from '#shared/errors.ts';
import type { HttpEvent } from './http.ts';
import { jsonBody } from './request-body.ts';

const shownIssues = 10;

function issuesOf(part: RequestIssue['in'], error: z.ZodError): RequestIssue[] {
  return error.issues.slice(0, shownIssues).map((issue) => ({
    in: part,
    path: issue.path.map((step) => `/${String(step)}`).join(''),
    message: issue.message,
  }));
}

/** Finds keys that would reach an object's prototype: JSON may carry them, nothing of ours does. */
function hidesPrototype(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Object.hasOwn(value, '__proto__') || Object.hasOwn(value, 'constructor')) return true;
  return Object.values(value).some(hidesPrototype);
}

/**
 * Parses path, query and body of a request by the schemas of its route.
 * @throws RollcallError request.invalid with every part's issues, and the body's failures of {@link jsonBody}
 */
export function parseRequest<R extends RouteDefinition>(definition: R, event: HttpEvent): RouteInput<R> {
  const body = definition.body ? jsonBody(event, definition) : undefined;
  const parts = [
    ['path', definition.params, decodedParams(event)],
    ['query', definition.query, event.queryStringParameters ?? {}],
    ['body', definition.body, body],
  ] as const;
  const issues: RequestIssue[] = [];
  const values = parts.map(([part, schema, value]) => {
    if (!schema) return undefined;
    if (part === 'body' && hidesPrototype(value)) {
      issues.push({ in: 'body', path: '', message: 'must not contain the key "__proto__" or "constructor"' });
      return undefined;
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) issues.push(...issuesOf(part, parsed.error));
    return parsed.data;
  });
  if (issues.length > 0) throw new RollcallError('request.invalid', { issues });
  const [params, query, parsedBody] = values;
  return { params, query, body: parsedBody } as RouteInput<R>;
}

function decodedParams(event: HttpEvent): Record<string, string> {
  return Object.fromEntries(
    Object.entries(event.pathParameters ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
