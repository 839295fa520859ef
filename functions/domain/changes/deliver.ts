/** Delivers changes to the receivers of webhooks: at least once, in order, with growing pauses while one takes nothing. @module */

import { createHash } from 'node:crypto';
import { canonicalText } from '#shared/attendance/index.ts';
import type { Change } from '#shared/contract/changes.ts';
import type { WebhookId } from '#shared/contract/ids.ts';
import { isProblem } from '#shared/errors.ts';
import { epochOf, instantFromEpoch } from '#shared/time/wall-time.ts';
import { type FeedPosition, isFeedPosition } from '../../store/change-feed.ts';
import { decodeCursor, encodeCursor } from '../../store/cursor.ts';
import { UnreadableItem } from '../../store/stored-kind.ts';
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

const idOf = (text: string) => `msg_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;

/**
 * The message of some changes: for the same changes with the same values it is the same to the last byte, and with any other
 * it has another id. What is replayed is for a receiver to take again, so it has other ids than the first time.
 */
function messageOf({ id: webhookId, replays = 0 }: StoredWebhook, changes: readonly Change[]): Message {
  const body = canonicalText({ type: 'changes', webhookId, at: changes.at(-1)?.at, changes });
  return { id: idOf(`${replays} ${body}`), body };
}

/** Delivers a message without changes at once; how deliveries go is not touched. @throws RollcallError webhook.unknown */
export async function testWebhook(actor: Actor, webhookId: WebhookId): Promise<Delivery> {
  const webhook = await requireWebhook(actor, webhookId);
  const body = JSON.stringify({ type: 'test', webhookId, at: actor.now, changes: [] });
  return await post(actor, webhook, { id: idOf(body), body });
}

async function giveUp(actor: Actor, webhookId: WebhookId, problem: string): Promise<void> {
  await alterWebhook(actor, webhookId, (current) => ({ ...current, state: 'failed', problem }));
  await recordAuditOnce(actor, 'webhook.failed', webhookId, { problem }, `${webhookId} ${actor.now}`);
}

/** Notes a try that has failed. @returns the problem, where the receiver is given up */
async function noteFailure(actor: Actor, webhookId: WebhookId, problem: string): Promise<string | undefined> {
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
  if (epochOf(now) - epochOf(since) < givenUpMilliseconds) return undefined;
  await giveUp(actor, webhookId, problem);
  return problem;
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
 * @param onUnreadable - is told of an item that holds up this webhook, and is noted as a failure
 * @returns why the webhook was switched off, if it was
 */
export async function deliverChanges(
  actor: Actor,
  webhookId: WebhookId,
  onUnreadable: (error: UnreadableItem) => void,
): Promise<string | undefined> {
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
      if (error instanceof UnreadableItem) {
        onUnreadable(error);
        const problem = `a stored ${error.kind} cannot be read; the operator finds it in the log`;
        return await noteFailure(actor, webhookId, problem);
      }
      if (!isProblem(error, 'changes.expired')) throw error;
      const problem = 'what it has missed is no longer kept: read the lists again, and replay from now on';
      await giveUp(actor, webhookId, problem);
      return problem;
    }
    if (page.items.length > 0) {
      const delivery = await post(actor, webhook, messageOf(webhook, page.items));
      if (!delivery.isDelivered) return await noteFailure(actor, webhookId, delivery.problem);
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
