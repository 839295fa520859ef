/** Lists the serials that want to push to the cloud and that nobody has registered yet. @module */

import { isInNetworks, isWideNetwork, plainAddress } from '#shared/iclock/network.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Page } from '../../store/cursor.ts';
import type { Directory } from '../../store/index.ts';
import type { Stranger } from '../../store/push-directory.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';
import { claimantsOf } from './push-claims.ts';

/** A serial that wants to push; its address is shown only to those whose terminals are in the same place. */
export type PendingTerminal = Omit<Stranger, 'address'> & { address?: string };

const readsAtOnce = 16;

/** Where an organisation's terminals are: the addresses that they call from, and the networks that they may call from. */
async function placesOf({ stores }: Actor): Promise<string[]> {
  const pushing = (await stores.terminals.marks()).filter(({ pushes }) => pushes);
  const places: string[] = [];
  await inParallel(pushing, readsAtOnce, async ({ serial }) => {
    const { settings, state } = await stores.push.read(serial);
    // A network that holds much of the Internet is no place.
    const networks = settings?.networks?.filter((network) => !isWideNetwork(network)) ?? [];
    places.push(...networks, ...(state.address === undefined ? [] : [state.address]));
  });
  return places;
}

/**
 * Serials that want to push and may be the caller's; terminals themselves know no organisation. Where several share a
 * deployment, a terminal that was registered before is shown to its own organisation; an unregistered one is shown to
 * those whose terminals call from the same place, and to a caller who names its serial.
 * @throws RollcallError request.cursor
 */
export async function pendingTerminals(
  actor: Actor,
  directory: Directory,
  { serial, limit, cursor }: { serial?: Serial | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<PendingTerminal>> {
  const isAlone = (await directory.organisations.all()).length <= 1;
  const named = serial === undefined ? undefined : await directory.push.stranger(serial);
  const page =
    serial === undefined ? await directory.push.strangers(limit, cursor) : { items: named ? [named] : [] };
  const places = isAlone ? [] : await placesOf(actor);
  const shown = new Map<Stranger, PendingTerminal>();
  await inParallel(page.items, readsAtOnce, async (stranger) => {
    const claimants = claimantsOf(await directory.push.claims(stranger.serial));
    const isOwn = claimants.includes(actor.stores.organisation);
    const isNear = isAlone || isOwn || isInNetworks(plainAddress(stranger.address), places);
    if (claimants.length > 0 && !isOwn) return;
    const { address: _address, ...unplaced } = stranger;
    if (isNear) shown.set(stranger, stranger);
    else if (serial !== undefined) shown.set(stranger, unplaced);
  });
  return { ...page, items: page.items.flatMap((stranger) => shown.get(stranger) ?? []) };
}
