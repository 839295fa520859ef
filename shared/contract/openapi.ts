import * as z from 'zod';
import { createDocument, type ZodOpenApiObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { type ProblemCode, problemStatus } from '#shared/errors.ts';
import type { RouteDefinition, Routes } from './route.ts';
import { tags } from './tags.ts';

const ProblemDocument = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.enum(Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]]),
    facts: z.record(z.string(), z.unknown()),
    instance: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem document' });

/** Codes that a route can answer because of its form, whatever it does. */
function commonProblems(definition: RouteDefinition): ProblemCode[] {
  const codes: ProblemCode[] = ['service.failed'];
  if (definition.params || definition.query || definition.body) codes.push('request.invalid');
  if (definition.body) codes.push('request.not-json', 'request.too-large', 'request.media-type');
  if (definition.principals.includes('bridge')) {
    codes.push(
      'bridge.signature',
      'bridge.clock-skewed',
      'bridge.replayed',
      'bridge.revoked',
      'bridge.unknown',
    );
  } else if (!definition.principals.includes('public') && !definition.principals.includes('enrolment')) {
    codes.push('caller.unknown', 'caller.not-allowed');
  }
  return codes;
}

function problemResponses(definition: RouteDefinition) {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...commonProblems(definition), ...(definition.problems ?? [])]) {
    const status = problemStatus[code];
    byStatus.set(status, [...new Set([...(byStatus.get(status) ?? []), code])]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      `${status}`,
      { description: codes.join(', '), content: { 'application/problem+json': { schema: ProblemDocument } } },
    ]),
  );
}

function security(definition: RouteDefinition): Record<string, string[]>[] {
  if (definition.principals.includes('bridge')) return [{ bridgeSignature: [] }];
  if (definition.principals.includes('public') || definition.principals.includes('enrolment')) return [];
  return [{ apiKey: [] }];
}

const answerDescription = { 200: 'The answer', 201: 'Created', 202: 'Accepted', 204: 'Done' } as const;

function operation(operationId: string, definition: RouteDefinition) {
  const { answer } = definition;
  const headers = answer.etag
    ? { ETag: { schema: { type: 'string' as const }, description: 'Version of the resource, for If-Match' } }
    : undefined;
  const headerParams = {
    ...(definition.ifMatch ? { 'If-Match': z.string().meta({ description: 'The ETag that was read' }) } : {}),
    ...(definition.method === 'POST' && definition.service === 'api'
      ? {
          'Idempotency-Key': z
            .string()
            .max(128)
            .optional()
            .meta({ description: 'Repeats with this key do nothing new' }),
        }
      : {}),
  };
  return {
    operationId,
    tags: [definition.tag],
    summary: definition.summary,
    description: `For: ${definition.principals.join(', ')}.`,
    security: security(definition),
    requestParams: {
      ...(definition.params ? { path: definition.params } : {}),
      ...(definition.query ? { query: definition.query } : {}),
      ...(Object.keys(headerParams).length > 0 ? { header: z.object(headerParams) } : {}),
    },
    ...(definition.body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: definition.body },
              ...(definition.yamlBody ? { 'application/yaml': { schema: definition.body } } : {}),
            },
          },
        }
      : {}),
    responses: {
      [`${answer.status}`]: {
        description: answerDescription[answer.status],
        ...(headers ? { headers } : {}),
        ...(answer.body
          ? {
              content: {
                'application/json': { schema: answer.body },
                ...(answer.csv ? { 'text/csv': { schema: { type: 'string' as const } } } : {}),
                ...(answer.yaml ? { 'application/yaml': { schema: answer.body } } : {}),
              },
            }
          : {}),
      },
      ...problemResponses(definition),
    },
  };
}

/**
 * The OpenAPI 3.1 document of the contract.
 * @param routes - every route by its operation id
 * @param version - version of the API's package
 */
export function openApiDocument(routes: Routes, version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [operationId, definition] of Object.entries(routes)) {
    paths[definition.path] = {
      ...paths[definition.path],
      [definition.method.toLowerCase()]: operation(operationId, definition),
    };
  }
  const source: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: {
      title: 'Rollcall',
      version,
      description: 'Attendance terminals, punches, users and attendance sheets.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: 'http://127.0.0.1:8780', description: 'The embedded cloud of npm start' }],
    tags: [...new Set(Object.values(routes).map((definition) => definition.tag))].map((name) => ({
      name,
      description: tags[name],
    })),
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'Authorization: Bearer rck_…' },
        bridgeSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'Signature',
          description: 'RFC 9421 message signature with the Ed25519 key of an enrolled bridge',
        },
      },
    },
    paths: paths as ZodOpenApiPathsObject,
  };
  return createDocument(source);
}
