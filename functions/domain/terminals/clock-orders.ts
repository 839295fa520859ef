/** An administrator orders a bridge to set the clock of a terminal; the order stands until the bridge has reported that it did. @module */

import type { TerminalReport } from '#shared/contract/bridge-api.ts';
import type { PushCommandState } from '#shared/contract/push-terminals.ts';
import { RollcallError } from '#shared/errors.ts';
import { requireSerial, type Serial } from '#shared/punch/serial.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { StoredBridge } from '../../store/bridges.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { requireTerminal } from '../lookups.ts';

/** An order that was not carried out by then is withdrawn: nobody expects it any more. */
const heldMilliseconds = 3_600_000;
/** A clock that is off by no more is right: a terminal tells whole seconds. */
const rightWithinSeconds = 1;

function partsOf(order: string): { serial: Serial; at: Instant } {
  const split = order.lastIndexOf('@');
  return { serial: requireSerial(order.slice(0, split)), at: order.slice(split + 1) as Instant };
}

/** The clocks that a bridge is still to set, and since when each. */
export function clockOrdersOf(
  { clockOrders }: Pick<StoredBridge, 'clockOrders'>,
  now: Instant,
): Map<Serial, Instant> {
  const orders = [...(clockOrders ?? [])].map(partsOf);
  const standing = orders.filter(({ at }) => epochOf(now) - epochOf(at) < heldMilliseconds);
  return new Map(standing.map(({ serial, at }) => [serial, at]));
}

/**
 * Orders the bridge of a terminal to set its clock.
 * @throws RollcallError terminal.unknown; terminal.no-bridge for one that no bridge reads by itself
 */
export async function orderClock(actor: Actor, serial: Serial): Promise<PushCommandState> {
  const { stores, now } = actor;
  const { bridgeId, pushesToBridge, state } = await requireTerminal(actor, serial);
  const bridge = bridgeId === undefined ? undefined : await stores.bridges.find(bridgeId);
  if (bridge?.state !== 'active' || pushesToBridge || state !== 'active')
    throw new RollcallError('terminal.no-bridge', { serial });
  const standing = clockOrdersOf(bridge, now).get(serial);
  if (standing === undefined) {
    await stores.bridges.orderClock(bridge.id, `${serial}@${now}`);
    await recordAudit(actor, 'terminal.command', serial, { kind: 'set-clock' });
  }
  return {
    id: `set-clock-${serial}`,
    command: { kind: 'set-clock' },
    state: 'queued',
    queuedAt: standing ?? now,
    deliveries: 0,
  };
}

/**
 * The clocks that a bridge is to set now. What it reports to have set, or to be right, and what is too old, is forgotten.
 * @param seen - the bridge as its heartbeat has found it
 */
export async function clocksToSet(
  { stores, now }: Actor,
  seen: StoredBridge,
  reports: readonly TerminalReport[],
): Promise<Serial[]> {
  const orders = [...(seen.clockOrders ?? [])];
  if (orders.length === 0) return [];
  const done = new Set<Serial>();
  for (const { serial, clockSetBySeconds, clockDriftSeconds } of reports) {
    const isRight = clockDriftSeconds !== undefined && Math.abs(clockDriftSeconds) <= rightWithinSeconds;
    if (clockSetBySeconds !== undefined || isRight) done.add(serial);
  }
  const standing = clockOrdersOf(seen, now);
  const over = orders.filter((order) => {
    const { serial } = partsOf(order);
    return done.has(serial) || !standing.has(serial);
  });
  if (over.length > 0) await stores.bridges.forgetClocks(seen.id, over);
  return [...standing.keys()].filter((serial) => !done.has(serial));
}
