/** Makes the OpenAPI document of the contract, in which every schema has a name and occurs once. @module */

import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { allowWeekdayRanges } from '#shared/attendance/model/index.ts';
import type { BodyExample } from './openapi/body-examples.ts';
import { engineNames } from './openapi/engine-names.ts';
import { problemResponses } from './openapi/problem-responses.ts';
import { answerSuffix, nameRequestForms } from './openapi/request-names.ts';
import type { RouteDefinition, Routes } from './route.ts';
import { tags } from './tags.ts';

function security(definition: RouteDefinition): Record<string, string[]>[] {
  if (definition.principals.includes('bridge')) return [{ bridgeSignature: [] }];
  if (definition.principals.includes('public') || definition.principals.includes('enrolment')) return [];
  return [{ apiKey: [] }, { signIn: [] }];
}

/** Media type of XLSX files. */
const xlsxMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const answerDescription = { 200: 'The answer', 201: 'Created', 202: 'Accepted', 204: 'Done' } as const;

const ifMatch = z
  .string()
  .meta({ description: 'The ETag that was read, a list, or *', param: { id: 'IfMatch' } });
const maybeIfMatch = z
  .string()
  .optional()
  .meta({
    description: 'The ETag that was read, where there was something to read',
    param: { id: 'MaybeIfMatch' },
  });
const ifNoneMatch = z
  .string()
  .optional()
  .meta({
    description: 'ETags of what the caller has: 304 when one is current',
    param: { id: 'IfNoneMatch' },
  });

function isTagged({ method, answer }: RouteDefinition): boolean {
  return method === 'GET' && answer.etag === true;
}

const idempotencyKey = z
  .string()
  .regex(/^[!-~]+$/)
  .max(128)
  .optional()
  .meta({ description: 'Repeats with this key do nothing new', param: { id: 'IdempotencyKey' } });

function headersOf(definition: RouteDefinition): Record<string, z.ZodType> {
  return {
    ...(definition.ifMatch ? { 'If-Match': ifMatch } : {}),
    ...(definition.mayMatch ? { 'If-Match': maybeIfMatch } : {}),
    ...(isTagged(definition) ? { 'If-None-Match': ifNoneMatch } : {}),
    ...(definition.method === 'POST' && definition.service === 'api'
      ? { 'Idempotency-Key': idempotencyKey }
      : {}),
  };
}

/** Who may call, and what a key of role `integration` needs for it. */
function describeCallers({ principals, scopes }: RouteDefinition): string {
  const who = `For: ${principals.join(', ')}.`;
  if (scopes === undefined || scopes.length === 0) return who;
  return `${who} A key of role integration needs ${scopes.map((scope) => `\`${scope}\``).join(' and ')}.`;
}

function operation(
  operationId: string,
  definition: RouteDefinition,
  problems: Record<string, ZodOpenApiResponseObject>,
  examples: Record<string, BodyExample> | undefined,
) {
  const { answer } = definition;
  const content = answer.body
    ? {
        'application/json': { schema: answer.body },
        ...(answer.csv ? { 'text/csv': { schema: { type: 'string' as const } } } : {}),
        ...(answer.xlsx
          ? { [xlsxMediaType]: { schema: { type: 'string' as const, format: 'binary' } } }
          : {}),
        ...(answer.html ? { 'text/html': { schema: { type: 'string' as const } } } : {}),
        ...(answer.yaml ? { 'application/yaml': { schema: answer.body } } : {}),
      }
    : undefined;
  const headers = headersOf(definition);
  return {
    operationId,
    tags: [definition.tag],
    summary: definition.summary,
    description: describeCallers(definition),
    security: security(definition),
    requestParams: {
      ...(definition.params ? { path: definition.params } : {}),
      ...(definition.query ? { query: definition.query } : {}),
      ...(Object.keys(headers).length > 0 ? { header: z.object(headers) } : {}),
    },
    ...(definition.body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: definition.body, ...(examples ? { examples } : {}) },
              ...(definition.yamlBody ? { 'application/yaml': { schema: definition.body } } : {}),
            },
          },
        }
      : {}),
    responses: {
      [`${answer.status}`]: {
        description: answerDescription[answer.status],
        ...(answer.etag ? { headers: { ETag: { $ref: '#/components/headers/ETag' } } } : {}),
        ...(content ? { content } : {}),
      },
      ...(answer.orAccepted
        ? { 202: { description: answerDescription[202], ...(content ? { content } : {}) } }
        : {}),
      ...(isTagged(definition) ? { 304: { $ref: '#/components/responses/NotModified' } } : {}),
      ...problems,
    },
  };
}

/**
 * The OpenAPI 3.1 document of the contract.
 * @param routes - every route by its operation id
 * @param version - version of the API's package
 * @param examples - examples of request bodies by operation id
 */
export function openApiDocument(
  routes: Routes,
  version: string,
  examples: Partial<Record<string, Record<string, BodyExample>>> = {},
) {
  const paths: Record<string, Record<string, unknown>> = {};
  const problemsOf = problemResponses();
  for (const [operationId, definition] of Object.entries(routes)) {
    paths[definition.path] = {
      ...paths[definition.path],
      [definition.method.toLowerCase()]: operation(
        operationId,
        definition,
        problemsOf(definition),
        examples[operationId],
      ),
    };
  }
  const description =
    'Attendance terminals, punches, users and attendance sheets. Wherever there is GET there is HEAD; another method is ' +
    'answered 405 with Allow. Texts of requests are composed (NFC) and trimmed; controls, line ends, halves of ' +
    'surrogate pairs and invisible characters are refused.';
  const source: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: {
      title: 'Rollcall',
      version,
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: 'http://127.0.0.1:8780', description: 'The embedded cloud of npm start' }],
    tags: [...new Set(Object.values(routes).map((definition) => definition.tag))].map((name) => ({
      name,
      description: tags[name],
    })),
    components: {
      schemas: engineNames,
      responses: {
        NotModified: {
          description: 'The caller has the current version',
          headers: { ETag: { $ref: '#/components/headers/ETag' } },
        },
      },
      headers: {
        RetryAfter: { schema: { type: 'integer' }, description: 'Seconds after which to ask again' },
        ETag: { schema: { type: 'string' }, description: 'Version of the resource, for If-Match' },
      },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'Authorization: Bearer rck_…' },
        signIn: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token of the issuer that GET /v1/sign-in names',
        },
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
  const document = nameRequestForms(createDocument(source, { outputIdSuffix: answerSuffix }));
  allowWeekdayRanges(document.components?.schemas);
  return document;
}
