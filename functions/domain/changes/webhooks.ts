/** Administrators make webhooks, change them, and have changes delivered again. @module */

import { createHmac } from 'node:crypto';
import type { ChangeKind } from '#shared/contract/changes.ts';
import type { WebhookId } from '#shared/contract/ids.ts';
import type { Webhook } from '#shared/contract/webhooks.ts';
import { RollcallError } from '#shared/errors.ts';
import { because } from '#shared/reasons/index.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import { abandonedMilliseconds } from '../../store/change-log.ts';
import type { StoredWebhook } from '../../store/webhooks.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { derivedKey } from '../deployment-secret.ts';
import { idOfRequest } from '../ids.ts';
import { requireGapless, requireWhole, withinKept } from './feed.ts';
import { flawOfUrl } from './receiver-address.ts';

/** What an administrator says of a new webhook. */
interface NewWebhook {
  url: string;
  description?: string | undefined;
  kinds?: readonly ChangeKind[] | undefined;
}

/** What an administrator changes of a webhook. */
interface WebhookPatch {
  url?: string | undefined;
  description?: string | null | undefined;
  kinds?: readonly ChangeKind[] | null | undefined;
  state?: 'active' | 'off' | undefined;
}

const mostWebhooks = 20;
const attempts = 10;
const bothSecretsMilliseconds = 86_400_000;

/** What the API shows of a webhook. */
export function describeWebhook(stored: StoredWebhook): Webhook {
  const {
    generation: _generation,
    position: _position,
    replays: _replays,
    revision: _revision,
    ...shown
  } = stored;
  return shown;
}

/** @throws RollcallError webhook.unknown */
export async function requireWebhook({ stores }: Actor, webhookId: WebhookId): Promise<StoredWebhook> {
  const webhook = await stores.webhooks.find(webhookId);
  if (!webhook) throw new RollcallError('webhook.unknown', { webhookId });
  return webhook;
}

function secretOf(organisation: string, id: WebhookId, generation: number): string {
  const key = createHmac('sha256', derivedKey('webhook'))
    .update(`${organisation}:${id}:${generation}`)
    .digest();
  return `whsec_${key.toString('base64')}`;
}

/** The secrets that sign for a webhook now: after a rotation, for a day, also the one before. */
export function secretsOf(
  organisation: string,
  { id, generation, previousUntil }: StoredWebhook,
  now: Instant,
): string[] {
  const isBoth = previousUntil !== undefined && epochOf(now) < epochOf(previousUntil);
  return [generation, ...(isBoth ? [generation - 1] : [])].map((each) => secretOf(organisation, id, each));
}

function requireUrl(url: string): void {
  const flaw = flawOfUrl(url);
  if (flaw !== undefined) throw new RollcallError('webhook.url', because(flaw));
}

/**
 * Delivers changes from now on to a receiver. A repeat of the request finds its own.
 * @throws RollcallError webhook.url, webhook.too-many, changes.off, changes.starting
 */
export async function createWebhook(
  actor: Actor,
  { url, description, kinds }: NewWebhook,
): Promise<{ webhook: Webhook; secret: string }> {
  const { stores, now } = actor;
  requireUrl(url);
  await requireWhole(actor);
  const id = idOfRequest(actor, 'whk');
  const others = (await stores.webhooks.all()).filter((webhook) => webhook.id !== id);
  if (others.length >= mostWebhooks) throw new RollcallError('webhook.too-many', { most: mostWebhooks });
  const webhook: StoredWebhook = {
    id,
    url,
    description,
    kinds: kinds && [...kinds],
    state: 'active',
    createdAt: now,
    createdBy: actor.name,
    generation: 1,
    position: await stores.changeFeed.end(now),
    failures: 0,
    nextAt: now,
    revision: 1,
  };
  await stores.webhooks.add(webhook);
  await recordAudit(actor, 'webhook.created', id);
  return { webhook: describeWebhook(webhook), secret: secretOf(stores.organisation, id, 1) };
}

/**
 * Changes a webhook, also while a delivery to it is under way.
 * @throws RollcallError webhook.unknown, service.busy
 */
export async function alterWebhook(
  actor: Actor,
  webhookId: WebhookId,
  change: (current: StoredWebhook) => StoredWebhook,
): Promise<StoredWebhook> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const saved = await actor.stores.webhooks.replace(change(await requireWebhook(actor, webhookId)));
    if (saved) return saved;
  }
  throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
}

/** Changes a webhook, or switches it off and on. @throws RollcallError webhook.unknown, webhook.url */
export async function changeWebhook(
  actor: Actor,
  webhookId: WebhookId,
  patch: WebhookPatch,
): Promise<Webhook> {
  if (patch.url !== undefined) requireUrl(patch.url);
  const saved = await alterWebhook(actor, webhookId, (current) => ({
    ...current,
    url: patch.url ?? current.url,
    description: patch.description === undefined ? current.description : (patch.description ?? undefined),
    kinds: patch.kinds === undefined ? current.kinds : patch.kinds === null ? undefined : [...patch.kinds],
    state: patch.state ?? current.state,
    // Whoever changes something has mended it, or means to: it is tried at once, and counted anew.
    ...(patch.state === 'active' || patch.url !== undefined
      ? { failures: 0, failingSince: undefined, nextAt: actor.now }
      : {}),
  }));
  await recordAudit(actor, 'webhook.changed', webhookId, { fields: Object.keys(patch) });
  return describeWebhook(saved);
}

/** Deletes a webhook. @throws RollcallError webhook.unknown */
export async function deleteWebhook(actor: Actor, webhookId: WebhookId): Promise<void> {
  await requireWebhook(actor, webhookId);
  await actor.stores.webhooks.remove(webhookId);
  await recordAudit(actor, 'webhook.deleted', webhookId);
}

/** Gives a webhook a new secret. @throws RollcallError webhook.unknown */
export async function rotateSecret(
  actor: Actor,
  webhookId: WebhookId,
): Promise<{ webhook: Webhook; secret: string }> {
  const previousUntil = instantFromEpoch(epochOf(actor.now) + bothSecretsMilliseconds);
  const saved = await alterWebhook(actor, webhookId, (current) => ({
    ...current,
    generation: current.generation + 1,
    previousUntil,
  }));
  await recordAudit(actor, 'webhook.rotated', webhookId);
  return {
    webhook: describeWebhook(saved),
    secret: secretOf(actor.stores.organisation, webhookId, saved.generation),
  };
}

/**
 * Delivers again what has changed since an instant.
 * @throws RollcallError webhook.unknown, changes.off, changes.starting, changes.expired where that is no longer kept
 */
export async function replayWebhook(actor: Actor, webhookId: WebhookId, from: Instant): Promise<Webhook> {
  const { stores, now } = actor;
  await requireWebhook(actor, webhookId);
  const whole = await requireWhole(actor);
  requireGapless({ at: from, after: {} }, now, whole);
  // A change that was written after the instant may have been begun before it.
  const begun = instantFromEpoch(epochOf(from) - abandonedMilliseconds);
  const position = await stores.changeFeed.since(withinKept(begun, now, whole), now);
  const saved = await alterWebhook(actor, webhookId, (current) => ({
    ...current,
    position,
    replays: (current.replays ?? 0) + 1,
    nextAt: now,
  }));
  await recordAudit(actor, 'webhook.replayed', webhookId, { from });
  return describeWebhook(saved);
}
