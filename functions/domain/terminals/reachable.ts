/** Finds the terminals that a download can read or a user upload can write, and how each is reached. @module */

import type { BridgeId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { because, type Phrase, phrase } from '#shared/reasons/index.ts';
import type { TerminalMark } from '../../store/terminal-marks.ts';
import type { Actor } from '../actor.ts';
import { sitesOf } from './sites.ts';

/** A terminal that a task concerns, and its bridge; no bridge where the terminal itself fetches commands from the cloud. */
export interface TaskTerminal {
  serial: Serial;
  bridgeId?: BridgeId;
}

/** The chosen terminals, those of a site, or all active ones; and their bridges. @throws RollcallError terminal.unknown */
async function chosenTerminals(actor: Actor, wanted: readonly Serial[] | string | undefined) {
  const { stores } = actor;
  const chosen = await (typeof wanted === 'object' ? named(actor, wanted) : active(actor, wanted));
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

async function active({ stores }: Actor, site?: string): Promise<TerminalMark[]> {
  const marks = await stores.terminals.marks();
  const sites = site === undefined ? undefined : sitesOf(marks);
  return marks.filter(
    ({ serial, state }) => state === 'active' && (sites === undefined || sites.get(serial) === site),
  );
}

/** Why a download cannot read a terminal. */
export interface UnreadTerminal {
  terminal: Serial;
  why: 'pushes-to-cloud' | 'bridge-revoked' | 'no-bridge';
}

/**
 * The terminals that a download reads, with the bridges that read them, and those that it cannot read.
 * @param wanted - chosen ones, or a site; when `undefined`, every active one
 * @throws RollcallError terminal.unknown; terminals.none when no active bridge can read any of them
 */
export async function terminalsToRead(
  actor: Actor,
  wanted: readonly Serial[] | string | undefined,
): Promise<{ terminals: TaskTerminal[]; leftOut: UnreadTerminal[] }> {
  const { chosen, activeBridges } = await chosenTerminals(actor, wanted);
  const terminals: TaskTerminal[] = [];
  const leftOut: UnreadTerminal[] = [];
  for (const { serial, bridgeId, pushes } of chosen) {
    if (bridgeId !== undefined && activeBridges.has(bridgeId)) terminals.push({ serial, bridgeId });
    else {
      const why = pushes ? 'pushes-to-cloud' : bridgeId === undefined ? 'no-bridge' : 'bridge-revoked';
      leftOut.push({ terminal: serial, why });
    }
  }
  if (terminals.length > 0) return { terminals, leftOut };
  throw new RollcallError('terminals.none', because(reasonOfNone(chosen.length, wanted)));
}

function reasonOfNone(chosen: number, wanted: readonly Serial[] | string | undefined): Phrase {
  if (chosen > 0) return phrase('none.no-bridge', {});
  if (typeof wanted === 'string') return phrase('none.at-site', { site: wanted });
  return phrase('none.active', {});
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
    const { serial } = without;
    throw new RollcallError('terminals.none', because(phrase('none.without-way', { serial })));
  }
  const ways = chosen.flatMap((terminal) => wayTo(terminal, activeBridges) ?? []);
  if (ways.length === 0) {
    throw new RollcallError('terminals.none', because(phrase('none.to-write', {})));
  }
  return ways;
}
