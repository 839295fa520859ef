/** Finds the terminals that a download can read or a user upload can write, and how each is reached. @module */

import type { BridgeId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { TerminalMark } from '../../store/terminal-marks.ts';
import type { Actor } from '../actor.ts';

/** A terminal that a task concerns, and its bridge; no bridge where the terminal itself fetches commands from the cloud. */
export interface TaskTerminal {
  serial: Serial;
  bridgeId?: BridgeId;
}

/** The chosen terminals, or all active ones; and all active bridges. @throws RollcallError terminal.unknown */
async function chosenTerminals(actor: Actor, serials: readonly Serial[] | undefined) {
  const { stores } = actor;
  const chosen = await (serials ? named(actor, serials) : active(actor));
  const bridges = await stores.bridges.findMany(chosen.flatMap(({ bridgeId }) => bridgeId ?? []));
  const activeBridges = new Set(
    bridges.filter((bridge) => bridge.state === 'active').map((bridge) => bridge.id),
  );
  return { chosen, activeBridges };
}

async function named({ stores }: Actor, serials: readonly Serial[]): Promise<TerminalMark[]> {
  const found = (await stores.terminals.findMany(serials)).sort((a, b) => (a.serial < b.serial ? -1 : 1));
  const known = new Set(found.map(({ serial }) => serial));
  const missing = serials.find((serial) => !known.has(serial));
  if (missing !== undefined) throw new RollcallError('terminal.unknown', { serial: missing });
  return found;
}

async function active({ stores }: Actor): Promise<TerminalMark[]> {
  return (await stores.terminals.marks()).filter(({ state }) => state === 'active');
}

/**
 * The terminals that a download reads, with the bridges that read them.
 * @throws RollcallError terminal.unknown; terminals.none when no active bridge can read any of them
 */
export async function terminalsToRead(
  actor: Actor,
  serials: readonly Serial[] | undefined,
): Promise<TaskTerminal[]> {
  const { chosen, activeBridges } = await chosenTerminals(actor, serials);
  const pulled = chosen.flatMap(({ serial, bridgeId }) =>
    bridgeId !== undefined && activeBridges.has(bridgeId) ? [{ serial, bridgeId }] : [],
  );
  if (pulled.length === 0) {
    const reason =
      chosen.length === 0
        ? 'none is active; enrol a bridge that has terminals'
        : 'none of them has an active bridge that could read it';
    throw new RollcallError('terminals.none', { reason });
  }
  return pulled;
}

function wayTo(
  { serial, bridgeId, pushes }: TerminalMark,
  activeBridges: ReadonlySet<BridgeId>,
): TaskTerminal | undefined {
  if (bridgeId !== undefined && activeBridges.has(bridgeId)) return { serial, bridgeId };
  return pushes ? { serial } : undefined;
}

/**
 * The terminals to which users are written: each by its bridge, or by the commands that it fetches from the cloud.
 * @param serials - chosen ones, each of which must be reachable; when `undefined`, every active one that is
 * @throws RollcallError terminal.unknown; terminals.none when a chosen one cannot be reached, or none can
 */
export async function terminalsToWrite(
  actor: Actor,
  serials: readonly Serial[] | undefined,
): Promise<TaskTerminal[]> {
  const { chosen, activeBridges } = await chosenTerminals(actor, serials);
  const without = chosen.find((terminal) => wayTo(terminal, activeBridges) === undefined);
  if (serials && without) {
    const reason = `${without.serial} has no active bridge and does not push to the cloud`;
    throw new RollcallError('terminals.none', { reason });
  }
  const ways = chosen.flatMap((terminal) => wayTo(terminal, activeBridges) ?? []);
  if (ways.length === 0) {
    throw new RollcallError('terminals.none', { reason: 'none is active and can be written to' });
  }
  return ways;
}
