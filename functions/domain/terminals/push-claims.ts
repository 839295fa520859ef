/** Decides which organisation may register a serial that pushes: terminals themselves know no organisation. @module */

import { RollcallError } from '#shared/errors.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Directory, Stores } from '../../store/index.ts';
import type { PushClaims } from '../../store/push-directory.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';

/** The organisations that have registered a serial. */
export function claimantsOf({ holder, keyed }: PushClaims): string[] {
  return [...new Set([...(holder === undefined ? [] : [holder.organisation]), ...keyed])];
}

/**
 * Takes a serial for the actor's organisation, as far as it is shown to be its own.
 *
 * With a communication key nothing is taken from anybody: several may register the same serial with keys of their own,
 * and each request goes to the one whose key its terminal has. Without a key there is room for one: the first, unless it
 * has never heard of the terminal and one of the actor's bridges reads it. What the operator has settled stays.
 * @throws RollcallError terminal.taken: it does not say by whom, or whether by anybody
 */
export async function claimSerial(
  actor: Actor,
  directory: Directory,
  storesOf: (organisation: string) => Stores,
  serial: Serial,
  { isKeyed }: { isKeyed: boolean },
): Promise<void> {
  const { organisation } = actor.stores;
  const claims = await directory.push.claims(serial);
  const { holder, keyed } = claims;
  const isHeldByOther = holder !== undefined && holder.organisation !== organisation;
  if (isHeldByOther && holder.proof === 'operator') throw new RollcallError('terminal.taken', { serial });
  if (isKeyed) {
    await directory.push.addKeyed(serial, organisation);
    await directory.push.claim(serial, organisation);
    return;
  }
  const isRead = await isReadByBridge(actor, serial);
  if (keyed.some((other) => other !== organisation) && !isRead) {
    throw new RollcallError('terminal.taken', { serial });
  }
  const proof = isRead ? 'bridge' : undefined;
  const isTaken =
    (await directory.push.claim(serial, organisation, proof)) ||
    (isRead && isHeldByOther && (await takeUnused(directory, storesOf, serial, holder, organisation)));
  if (!isTaken) throw new RollcallError('terminal.taken', { serial });
  await directory.push.removeKeyed(serial, organisation);
}

/** Whether a bridge of the organisation has the terminal in its configuration and reads it. */
async function isReadByBridge({ stores }: Actor, serial: Serial): Promise<boolean> {
  const terminal = await stores.terminals.find(serial);
  return (
    terminal?.bridgeId !== undefined && terminal.unreadSince === undefined && terminal.reported === 'online'
  );
}

/** Takes a serial from an organisation that has shown nothing for it and never heard of the terminal. */
async function takeUnused(
  directory: Directory,
  storesOf: (organisation: string) => Stores,
  serial: Serial,
  holder: NonNullable<PushClaims['holder']>,
  organisation: string,
): Promise<boolean> {
  if (holder.proof !== undefined) return false;
  const { settings, state } = await storesOf(holder.organisation).push.read(serial);
  if (state.lastContactAt !== undefined) return false;
  if (settings?.keyHash !== undefined) await directory.push.addKeyed(serial, holder.organisation);
  return await directory.push.takeOver(serial, holder.organisation, organisation, 'bridge');
}

/**
 * Settles for good whose terminal a serial is, whatever was claimed before: what the operator of a deployment decides. Takes effect
 * within half a minute.
 */
export async function settleSerial(actor: Actor, directory: Directory, serial: Serial): Promise<void> {
  await directory.push.settle(serial, actor.stores.organisation);
  await recordAudit(actor, 'terminal.settled', serial);
}
