/** The API lets administrators have changes delivered to receivers. @module */

import type { webhooks } from '#shared/contract/webhooks.ts';
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  describeWebhook,
  replayWebhook,
  requireWebhook,
  rotateSecret,
  testWebhook,
} from '../domain/changes/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of webhooks. */
export function webhookHandlers(runtime: Runtime): Handlers<typeof webhooks> {
  return {
    listWebhooks: async (_input, call) => ({
      body: { items: (await actorOf(runtime, call).stores.webhooks.all()).map(describeWebhook) },
    }),
    createWebhook: async ({ body }, call) => ({ body: await createWebhook(actorOf(runtime, call), body) }),
    getWebhook: async ({ params }, call) => ({
      body: describeWebhook(await requireWebhook(actorOf(runtime, call), params.webhookId)),
    }),
    updateWebhook: async ({ params, body }, call) => ({
      body: await changeWebhook(actorOf(runtime, call), params.webhookId, body),
    }),
    deleteWebhook: async ({ params }, call) => {
      await deleteWebhook(actorOf(runtime, call), params.webhookId);
      return { body: undefined };
    },
    rotateWebhookSecret: async ({ params }, call) => ({
      body: await rotateSecret(actorOf(runtime, call), params.webhookId),
    }),
    testWebhook: async ({ params }, call) => ({
      body: await testWebhook(actorOf(runtime, call), params.webhookId),
    }),
    replayWebhook: async ({ params, body }, call) => ({
      body: await replayWebhook(actorOf(runtime, call), params.webhookId, body.from),
    }),
  };
}
