/** Delivers changes to the receivers of webhooks: at least once, in order, with growing pauses while one takes nothing. @module */

import { createHash } from 'node:crypto';
import type { WebhookId } from '#shared/contract/ids.ts';
import { isProblem } from '#shared/errors.ts';
import { epochOf, instantFromEpoch } from '#shared/time/wall-time.ts';
import { type FeedPosition, isFeedPosition } from '../../store/change-feed.ts';
import { decodeCursor, encodeCursor } from '../../store/cursor.ts';
import type { StoredWebhook } from '../../store/webhooks.ts';
import type { Actor } from '../actor.ts';
import { recordAuditOnce } from '../audit.ts';
import { isSameStored } from '../is-same.ts';
import type { Viewer } from '../users/index.ts';
import { readChanges } from './feed.ts';
import { type Delivery, type Message, postSigned } from './post-signed.ts';
import { alterWebhook, requireWebhook, secretsOf } from './webhooks.ts';

const changesAMessage = 100;
/** A call delivers no longer than this; the next minute goes on. In milliseconds. */
const longestMilliseconds = 25_000;
const firstPauseMilliseconds = 60_000;
const longestPauseMilliseconds = 3_600_000;
/** After this a receiver that has taken nothing is given up. */
const givenUpMilliseconds = 3 * 86_400_000;

/** A receiver sees what every reader sees. */
const receiver: Viewer = { mayEdit: false, customKeys: new Set(), readableKeys: new Set() };

/** The webhooks to which something may be delivered now. */
export async function webhooksThatAreDue({ stores, now }: Actor): Promise<StoredWebhook[]> {
  const all = await stores.webhooks.all();
  return all.filter(({ state, nextAt }) => state === 'active' && epochOf(nextAt) <= epochOf(now));
}

async function post({ stores, now }: Actor, webhook: StoredWebhook, message: Message): Promise<Delivery> {
  const atSeconds = Math.floor(epochOf(now) / 1000);
  return await postSigned(webhook.url, message, secretsOf(stores.organisation, webhook, now), atSeconds);
}

/** Delivers a message without changes at once; how deliveries go is not touched. @throws RollcallError webhook.unknown */
export async function testWebhook(actor: Actor, webhookId: WebhookId): Promise<Delivery> {
  const webhook = await requireWebhook(actor, webhookId);
  const id = `msg_${createHash('sha256').update(`${webhookId} ${actor.now}`).digest('hex').slice(0, 32)}`;
  const body = JSON.stringify({ type: 'test', webhookId, at: actor.now, changes: [] });
  return await post(actor, webhook, { id, body });
}

async function giveUp(actor: Actor, webhookId: WebhookId, problem: string): Promise<void> {
  await alterWebhook(actor, webhookId, (current) => ({ ...current, state: 'failed', problem }));
  await recordAuditOnce(actor, 'webhook.failed', webhookId, { problem }, `${webhookId} ${actor.now}`);
}

/** Notes a try that has failed. @returns whether the receiver is given up */
async function noteFailure(actor: Actor, webhookId: WebhookId, problem: string): Promise<boolean> {
  const { now } = actor;
  const saved = await alterWebhook(actor, webhookId, (current) => {
    const pause = Math.min(
      longestPauseMilliseconds,
      firstPauseMilliseconds * 2 ** Math.min(current.failures, 10),
    );
    return {
      ...current,
      problem,
      failures: current.failures + 1,
      failingSince: current.failingSince ?? now,
      nextAt: instantFromEpoch(epochOf(now) + pause),
    };
  });
  const since = saved.failingSince ?? now;
  if (epochOf(now) - epochOf(since) < givenUpMilliseconds) return false;
  await giveUp(actor, webhookId, problem);
  return true;
}

/** Whether there is nothing to deliver and nothing to note: where it ends is kept each hour, so that it does not expire. */
function isIdle(
  { position: before, failures }: StoredWebhook,
  after: FeedPosition,
  { items, more }: { items: readonly unknown[]; more: boolean },
): boolean {
  const isSame = isSameStored(before.after, after.after);
  const isYoung = epochOf(after.at) - epochOf(before.at) < longestPauseMilliseconds;
  return items.length === 0 && !more && failures === 0 && isSame && isYoung;
}

/**
 * Delivers what has changed to one webhook, message by message. Where it ends is kept after each: somebody who is stopped in
 * between delivers a message again, under the same id. Of two at once, the one that is behind changes nothing.
 * @returns why the webhook was switched off, if it was
 */
export async function deliverChanges(actor: Actor, webhookId: WebhookId): Promise<string | undefined> {
  const { stores, now } = actor;
  const began = performance.now();
  let webhook = await stores.webhooks.find(webhookId);
  while (webhook?.state === 'active' && epochOf(webhook.nextAt) <= epochOf(now)) {
    const cursor = encodeCursor(webhook.position);
    let page: Awaited<ReturnType<typeof readChanges>>;
    try {
      page = await readChanges(actor, { limit: changesAMessage, cursor, kinds: webhook.kinds }, receiver);
    } catch (error) {
      if (isProblem(error, 'changes.off') || isProblem(error, 'changes.starting')) return undefined;
      if (!isProblem(error, 'changes.expired')) throw error;
      const problem = 'what it has missed is no longer kept: read the lists again, and replay from now on';
      await giveUp(actor, webhookId, problem);
      return problem;
    }
    if (page.items.length > 0) {
      const first = page.items[0]?.id ?? '';
      const id = `msg_${createHash('sha256').update(`${webhookId} ${first}`).digest('hex').slice(0, 32)}`;
      const body = JSON.stringify({ type: 'changes', webhookId, at: now, changes: page.items });
      const delivery = await post(actor, webhook, { id, body });
      if (!delivery.isDelivered) {
        return (await noteFailure(actor, webhookId, delivery.problem)) ? delivery.problem : undefined;
      }
    }
    const position = decodeCursor(page.nextCursor, isFeedPosition);
    if (isIdle(webhook, position, page)) return undefined;
    const delivered = page.items.length > 0 ? { deliveredAt: now } : {};
    const next = await stores.webhooks.replace({
      ...webhook,
      ...delivered,
      position,
      failures: 0,
      failingSince: undefined,
      problem: undefined,
    });
    // Somebody has changed it meanwhile, such as where it goes on: the next minute goes by that.
    if (!next || !page.more || performance.now() - began > longestMilliseconds) return undefined;
    webhook = next;
  }
  return undefined;
}
