/** Routes and schemas of webhooks: receivers to which changes are delivered, signed. @module */

import * as z from 'zod';
import { changeKinds } from './changes.ts';
import { AuthorName, Count, InstantField, WebhookId } from './fields.ts';
import type { Plain } from './plain.ts';
import { administrators, route } from './route.ts';

const fields = {
  url: z.string().trim().min(1).max(1000).meta({
    description:
      'An https address in the public network; nothing inside, and answers that point elsewhere are not followed',
    example: 'https://receiver.example/rollcall',
  }),
  description: z.string().trim().min(1).max(200).optional(),
  kinds: z
    .array(z.enum(changeKinds))
    .min(1)
    .max(changeKinds.length)
    .optional()
    .meta({ description: 'Only changes of these kinds; all without it' }),
};

/** A webhook, without its secret. */
export const Webhook = z
  .looseObject({
    ...fields,
    id: WebhookId,
    state: z.enum(['active', 'off', 'failed']).meta({
      description:
        '`failed`: its receiver has taken nothing for three days; set `active` to go on where it was',
    }),
    createdAt: InstantField,
    createdBy: z.string(),
    createdByName: AuthorName,
    previousUntil: InstantField.optional().meta({
      description: 'Until this instant the secret before the last rotation signs as well',
    }),
    failures: Count.meta({ description: 'Tries that have failed one after another' }),
    failingSince: InstantField.optional(),
    problem: z.string().optional().meta({ description: 'Why the last try failed' }),
    nextAt: InstantField.optional().meta({ description: 'No try before this instant' }),
    deliveredAt: InstantField.optional().meta({ description: 'When a delivery last succeeded' }),
  })
  .meta({ id: 'Webhook' });
export type Webhook = Plain<z.output<typeof Webhook>>;

const WebhookWithSecret = z
  .looseObject({
    webhook: Webhook,
    secret: z
      .string()
      .meta({ description: 'Shown once: `whsec_` and the base64 of the key of the HMAC (SHA-256)' }),
  })
  .meta({ id: 'WebhookWithSecret' });

const params = z.strictObject({ webhookId: WebhookId });
const common = { service: 'api', principals: administrators, tag: 'changes' } as const;

/** Routes of webhooks. */
export const webhooks = {
  listWebhooks: route({
    ...common,
    method: 'GET',
    path: '/v1/webhooks',
    summary: 'All webhooks, and how their deliveries go',
    answer: { status: 200, body: z.looseObject({ items: z.array(Webhook) }).meta({ id: 'Webhooks' }) },
  }),
  createWebhook: route({
    ...common,
    method: 'POST',
    path: '/v1/webhooks',
    summary: 'Deliver changes from now on to a receiver; the answer shows the secret once',
    body: z.strictObject(fields).meta({ id: 'NewWebhook' }),
    answer: { status: 201, body: WebhookWithSecret, secret: true },
    problems: ['webhook.url', 'webhook.too-many', 'changes.off', 'changes.starting', 'request.key-reused'],
  }),
  getWebhook: route({
    ...common,
    method: 'GET',
    path: '/v1/webhooks/{webhookId}',
    summary: 'One webhook, and how its deliveries go',
    params,
    answer: { status: 200, body: Webhook },
    problems: ['webhook.unknown'],
  }),
  updateWebhook: route({
    ...common,
    method: 'PATCH',
    path: '/v1/webhooks/{webhookId}',
    summary: 'Change a webhook, or switch it off and on; deliveries go on where they were',
    params,
    body: z
      .strictObject({
        url: fields.url.optional(),
        description: z.string().trim().min(1).max(200).nullable().optional(),
        kinds: fields.kinds.unwrap().nullable().optional().meta({ description: 'null = all kinds' }),
        state: z.enum(['active', 'off']).optional(),
      })
      .meta({ id: 'WebhookPatch' }),
    answer: { status: 200, body: Webhook },
    problems: ['webhook.unknown', 'webhook.url'],
  }),
  deleteWebhook: route({
    ...common,
    method: 'DELETE',
    path: '/v1/webhooks/{webhookId}',
    summary: 'Delete a webhook',
    params,
    answer: { status: 204 },
    problems: ['webhook.unknown'],
  }),
  rotateWebhookSecret: route({
    ...common,
    method: 'POST',
    path: '/v1/webhooks/{webhookId}/rotate',
    summary: 'Give a webhook a new secret; for a day, the one before signs as well',
    params,
    answer: { status: 200, body: WebhookWithSecret, secret: true },
    problems: ['webhook.unknown', 'request.key-reused'],
  }),
  testWebhook: route({
    ...common,
    method: 'POST',
    path: '/v1/webhooks/{webhookId}/test',
    summary: 'Deliver a message without changes at once, and say what became of it',
    params,
    answer: {
      status: 200,
      body: z
        .looseObject({
          isDelivered: z.boolean(),
          status: z.number().int().optional().meta({ description: 'HTTP status of the answer, if one came' }),
          problem: z.string().optional(),
        })
        .meta({ id: 'WebhookTest' }),
    },
    problems: ['webhook.unknown', 'request.key-reused'],
  }),
  replayWebhook: route({
    ...common,
    method: 'POST',
    path: '/v1/webhooks/{webhookId}/replay',
    summary: 'Deliver again what has changed since an instant, then go on',
    params,
    body: z.strictObject({ from: InstantField }).meta({ id: 'WebhookReplay' }),
    answer: { status: 200, body: Webhook },
    problems: ['webhook.unknown', 'changes.off', 'changes.starting', 'changes.expired', 'request.key-reused'],
  }),
};
