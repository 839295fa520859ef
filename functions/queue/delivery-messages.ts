/** Defines the messages of the queue of deliveries: what goes out to strangers, to receivers of webhooks and to mailboxes. @module */

import * as z from 'zod';
import { ReportRunId, WebhookId } from '#shared/contract/fields.ts';

const Organisation = z.string().min(1);

/** Delivers what has changed to one webhook. */
export const DeliverChanges = z.object({
  kind: z.literal('deliver-changes'),
  organisation: Organisation,
  webhookId: WebhookId,
});

/** Sends a report to its recipients. */
export const SendReport = z.object({
  kind: z.literal('send-report'),
  organisation: Organisation,
  runId: ReportRunId,
});

/** Everything that the queue carries. */
export const DeliveryMessage = z.discriminatedUnion('kind', [DeliverChanges, SendReport]);
export type DeliveryMessage = z.output<typeof DeliveryMessage>;
