/** Stores webhooks: where changes are delivered to, and how far each delivery has got. @module */

import type { ChangeKind } from '#shared/contract/changes.ts';
import type { WebhookId } from '#shared/contract/ids.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import { type FeedPosition, isFeedPosition } from './change-feed.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { type Check, listOf, number, object, oneOf, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** A webhook as stored. Its secret is derived, and in no table. */
export interface StoredWebhook {
  id: WebhookId;
  url: string;
  description?: string | undefined;
  /** Only changes of these kinds; all without it. */
  kinds?: ChangeKind[] | undefined;
  state: 'active' | 'off' | 'failed';
  createdAt: Instant;
  createdBy: string;
  /** Which secret signs: each rotation goes one up. */
  generation: number;
  /** Until when the secret before signs as well. */
  previousUntil?: Instant | undefined;
  /** Behind the last change that was delivered. */
  position: FeedPosition;
  /** How often its position was set back. */
  replays?: number | undefined;
  /** Deliveries that have failed one after another, since when, and why the last one did. */
  failures: number;
  failingSince?: Instant | undefined;
  problem?: string | undefined;
  /** No delivery before this. */
  nextAt: Instant;
  deliveredAt?: Instant | undefined;
  /** Goes up with each write. */
  revision: number;
}

const position: Check<FeedPosition> = (value) => (isFeedPosition(value) ? null : '');

const toWebhook = readerOf(
  'webhook',
  object<StoredWebhook>({
    id: text(),
    url: text(),
    description: optional(text()),
    kinds: optional(listOf(text())),
    state: oneOf('active', 'off', 'failed'),
    createdAt: text(),
    createdBy: text(),
    generation: number(),
    previousUntil: optional(text()),
    position,
    replays: optional(number()),
    failures: number(),
    failingSince: optional(text()),
    problem: optional(text()),
    nextAt: text(),
    deliveredAt: optional(text()),
    revision: number(),
  }),
);

/** The webhooks of one organisation: a few, in one partition that is read as a whole, strongly consistent. */
export function webhookStore({ operations }: Database, organisation: string) {
  const pk = partition(organisation, 'WEBHOOKS');

  return {
    async all(): Promise<StoredWebhook[]> {
      const items = await operations.queryAll({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      });
      return items.map(toWebhook);
    },

    async find(id: WebhookId): Promise<StoredWebhook | undefined> {
      const item = await operations.get({ pk, sk: id });
      return item && toWebhook(item);
    },

    /** Adds a webhook unless its id is taken. */
    async add(webhook: StoredWebhook): Promise<boolean> {
      return await operations.putIfAbsent({ pk, sk: webhook.id, ...webhook });
    },

    /** Replaces a webhook as it was read. @returns it as it is now; `null` when somebody else has written it meanwhile */
    async replace(webhook: StoredWebhook): Promise<StoredWebhook | null> {
      const next = { ...webhook, revision: webhook.revision + 1 };
      const isReplaced = await operations.putIf(
        { pk, sk: webhook.id, ...next },
        {
          ConditionExpression: 'revision = :revision',
          ExpressionAttributeValues: { ':revision': webhook.revision },
        },
      );
      return isReplaced ? next : null;
    },

    async remove(id: WebhookId): Promise<void> {
      await operations.delete({ pk, sk: id });
    },
  };
}
