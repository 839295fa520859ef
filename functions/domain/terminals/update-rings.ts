/** Administrators say from where and how soon bridges take releases; each bridge is in the ring of its site. @module */

import type { BridgeUpdates, UpdatesOfBridge } from '#shared/contract/bridge-updates.ts';
import { epochOf } from '#shared/time/wall-time.ts';
import type { StoredBridgeUpdates } from '../../store/bridge-updates.ts';
import type { StoredBridge } from '../../store/bridges.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { requireVersion, staleEdit } from '../etag.ts';

const resource = 'The updates of bridges';

/**
 * Replaces the updates of bridges.
 * @param ifMatch - the ETag that the caller read
 * @throws RollcallError request.stale
 */
export async function replaceUpdates(
  actor: Actor,
  body: BridgeUpdates,
  ifMatch: string,
): Promise<StoredBridgeUpdates> {
  const { bridgeUpdates } = actor.stores;
  const { version } = await bridgeUpdates.read();
  requireVersion(resource, ifMatch, version);
  const saved = await bridgeUpdates.replace(body, version, actor.now);
  if (!saved) throw staleEdit(resource, (await bridgeUpdates.read()).version);
  await recordAudit(actor, 'bridge-updates.saved', 'bridge-updates', {
    version: saved.version,
    from: saved.from,
    afterHours: saved.afterHours,
    sites: saved.sites.length,
  });
  return saved;
}

/**
 * The ring of a bridge: that of the site at which it stands itself, else that of everybody; `undefined` when it is to take no
 * release.
 */
export function ringOf(
  { from, afterHours, sites }: BridgeUpdates,
  { site }: Pick<StoredBridge, 'site'>,
): NonNullable<UpdatesOfBridge['ring']> | undefined {
  const own = sites.find((ring) => ring.site === site);
  const hours = own === undefined ? afterHours : own.afterHours;
  if (from === null || hours === null) return undefined;
  return { afterHours: hours, of: own === undefined ? 'everybody' : 'site' };
}

const knownMilliseconds = 60_000;

/** The updates of bridges as this process has read them within the last minute: heartbeats cost no read for them. */
export class KnownUpdates {
  readonly #known = new Map<string, { readAt: number; updates: StoredBridgeUpdates }>();

  /** The updates of the actor's organisation. */
  async of({ stores, now }: Actor): Promise<BridgeUpdates> {
    const known = this.#known.get(stores.organisation);
    const at = epochOf(now);
    if (known !== undefined && Math.abs(at - known.readAt) < knownMilliseconds) return known.updates;
    const updates = await stores.bridgeUpdates.read();
    this.#known.set(stores.organisation, { readAt: at, updates });
    return updates;
  }
}
