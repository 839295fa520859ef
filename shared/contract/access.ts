/** Routes and schemas of access: who is calling, API keys, the audit trail and the health check. @module */

import * as z from 'zod';
import {
  ApiKeyId,
  AuditId,
  AuthorName,
  InstantField,
  LocalDateField,
  PersonId,
  page,
  paging,
  UserId,
  ZoneField,
} from './fields.ts';
import type { Plain } from './plain.ts';
import { administrators, readers, route } from './route.ts';
import { scopes } from './scopes.ts';

/** What an API key may do. */
export const Role = z.enum(['viewer', 'hr', 'admin', 'integration']).meta({ id: 'Role' });
export type Role = Plain<z.output<typeof Role>>;

/** What a key of role `integration` may do. */
export const Scope = z.enum(scopes).meta({ id: 'Scope' });

/** An API key, without its secret. */
export const ApiKey = z
  .looseObject({
    id: ApiKeyId,
    name: z.string(),
    role: Role,
    scopes: z.array(Scope).optional().meta({ description: 'Of a key of role `integration`: what it may do' }),
    createdAt: InstantField,
    createdBy: z.string(),
    createdByName: AuthorName,
    expiresAt: InstantField.optional(),
    lastUsedAt: InstantField.optional().meta({
      description:
        'When it was last used, also for a request that was refused; up to an hour late. Absent: never',
    }),
    rotatedAt: InstantField.optional().meta({ description: 'Since when it has its present secret' }),
    earlierUntil: InstantField.optional().meta({
      description: 'Until when secrets of before still work; absent: none does',
    }),
    earlierUsedAt: InstantField.optional().meta({
      description:
        'When such a secret was last used, up to an hour late: some program has not got the new one yet. Absent: not since the ' +
        'last rotation',
    }),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = Plain<z.output<typeof ApiKey>>;

/** An API key with its secret. */
const CreatedApiKey = z.looseObject({ key: z.string(), apiKey: ApiKey }).meta({ id: 'CreatedApiKey' });

/** Who has signed in. */
const CallerPerson = z
  .looseObject({ id: PersonId, name: z.string().optional(), email: z.string().optional() })
  .meta({ id: 'CallerPerson' });

/** One line of the audit trail. */
export const AuditEntry = z
  .looseObject({
    id: AuditId,
    at: InstantField,
    by: z.string(),
    byName: AuthorName,
    action: z.string(),
    subject: z.string(),
    facts: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = Plain<z.output<typeof AuditEntry>>;

/** A key that expires does so within this time. */
export const longestKeyYears = 10;

/** For how long the secret of before may go on working after a rotation, in hours. */
export const overlapHours = { byDefault: 24, most: 168 } as const;

/** Routes of access: who am I, API keys, the audit trail, and whether the service is up. */
export const access = {
  getHealth: route({
    method: 'GET',
    path: '/v1/health',
    service: 'api',
    principals: ['public'],
    tag: 'access',
    summary: 'Whether the service and its tables answer',
    answer: {
      status: 200,
      body: z
        .looseObject({ status: z.literal('ok'), version: z.string(), time: InstantField })
        .meta({ id: 'Health' }),
    },
    problems: ['service.busy'],
  }),
  getMe: route({
    method: 'GET',
    path: '/v1/me',
    service: 'api',
    principals: readers,
    scopes: [],
    tag: 'access',
    summary: 'Who is calling',
    answer: {
      status: 200,
      body: z
        .looseObject({
          organisation: z.string(),
          organisationName: z.string().optional().meta({ description: 'As in the settings' }),
          zone: ZoneField.meta({ description: "The organisation's zone" }),
          caller: z.string().meta({ description: 'As the audit trail says it: `key:…` or `person:…`' }),
          name: z.string().optional().meta({ description: 'Of the person, or of the key' }),
          person: CallerPerson.optional().meta({ description: 'Absent for API keys' }),
          role: Role,
          scopes: z.array(Scope).optional().meta({ description: 'Of a key of role `integration`' }),
        })
        .meta({ id: 'CallerIdentity' }),
    },
  }),
  createApiKey: route({
    method: 'POST',
    path: '/v1/api-keys',
    service: 'api',
    principals: administrators,
    tag: 'access',
    summary: 'Create an API key; it is shown once',
    body: z
      .strictObject({
        name: z.string().trim().min(1).max(100),
        role: Role,
        scopes: z.array(Scope).max(scopes.length).optional().meta({
          description: 'For role `integration` only, which may do nothing without; other roles have none',
        }),
        expiresAt: InstantField.optional().meta({
          description: `In the future, at most ${longestKeyYears} years from now; default: never`,
        }),
      })
      .refine(({ role, scopes }) => scopes === undefined || role === 'integration', {
        path: ['scopes'],
        error: 'are for role "integration" only: any other role says what its keys may do',
      })
      .meta({ id: 'NewApiKey' }),
    answer: {
      status: 201,
      body: CreatedApiKey,
      secret: true,
    },
    problems: ['request.key-reused', 'request.answered-once'],
  }),
  listApiKeys: route({
    method: 'GET',
    path: '/v1/api-keys',
    service: 'api',
    principals: administrators,
    tag: 'access',
    summary: 'API keys without their secrets',
    query: z.strictObject({ ...paging }),
    answer: { status: 200, body: page(ApiKey) },
    problems: ['request.cursor'],
  }),
  updateApiKey: route({
    method: 'PATCH',
    path: '/v1/api-keys/{keyId}',
    service: 'api',
    principals: administrators,
    tag: 'access',
    summary: 'Change what a key of role `integration` may do: it counts within a minute',
    params: z.strictObject({ keyId: ApiKeyId }),
    body: z
      .strictObject({
        scopes: z
          .array(Scope)
          .max(scopes.length)
          .meta({ description: 'All that it may do from now on; empty: nothing' }),
      })
      .meta({ id: 'ApiKeyPatch' }),
    answer: { status: 200, body: ApiKey },
    problems: ['key.unknown', 'request.invalid'],
  }),
  rotateApiKey: route({
    method: 'POST',
    path: '/v1/api-keys/{keyId}/rotate',
    service: 'api',
    principals: administrators,
    tag: 'access',
    summary: 'Give an API key a new secret, shown once; the one of before goes on working for a while',
    params: z.strictObject({ keyId: ApiKeyId }),
    body: z
      .strictObject({
        overlapHours: z.number().int().min(0).max(overlapHours.most).default(overlapHours.byDefault).meta({
          description:
            'How many hours the present secret still works. 0: it and all secrets of before end within a minute',
        }),
        expiresAt: InstantField.optional().meta({
          description: `Of a key that expires: when from now on, at most ${longestKeyYears} years from now; default: as before`,
        }),
      })
      .meta({ id: 'ApiKeyRotation' }),
    answer: { status: 200, body: CreatedApiKey, secret: true },
    problems: [
      'key.unknown',
      'key.rotating',
      'request.invalid',
      'request.key-reused',
      'request.answered-once',
    ],
  }),
  deleteApiKey: route({
    method: 'DELETE',
    path: '/v1/api-keys/{keyId}',
    service: 'api',
    principals: administrators,
    tag: 'access',
    summary: 'Delete an API key: it stops working within a minute',
    params: z.strictObject({ keyId: ApiKeyId }),
    answer: { status: 204 },
    problems: ['key.unknown', 'key.last-administrator'],
  }),
  listAudit: route({
    method: 'GET',
    path: '/v1/audit',
    service: 'api',
    principals: administrators,
    tag: 'access',
    summary:
      'The audit trail of a day or a range, filtered; with filters a page may be short although more follow',
    query: z.strictObject({
      ...paging,
      day: LocalDateField.optional().meta({ description: 'One day (UTC), in place of a range' }),
      from: LocalDateField.optional().meta({ description: 'First day (UTC); default: 31 days before `to`' }),
      to: LocalDateField.optional().meta({
        description: 'The first day (UTC) after the range; default: tomorrow',
      }),
      order: z
        .enum(['time', 'latest'])
        .optional()
        .meta({ description: 'Default: `time` with `day`, else `latest`' }),
      subject: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .optional()
        .meta({ description: 'The id of what was acted on' }),
      userId: UserId.optional().meta({ description: 'What concerns this user' }),
      by: z.string().trim().min(1).max(200).optional().meta({ description: 'Who acted, as in `by`' }),
      action: z.string().trim().min(1).max(100).optional(),
    }),
    answer: { status: 200, body: page(AuditEntry) },
    problems: ['request.cursor', 'range.invalid'],
  }),
};
