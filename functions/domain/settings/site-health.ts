/** How the terminals and bridges of sites are: who is silent, what waits to be sent, up to when all is here. @module */

import type { SiteHealth } from '#shared/contract/sites.ts';
import type { Terminal } from '#shared/contract/terminals.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { StoredBridge } from '../../store/bridges.ts';
import type { TerminalMark } from '../../store/terminal-marks.ts';
import type { Actor } from '../actor.ts';
import { isAwaited, presenceOfBridge, sitesOfBridges, withPresence } from '../terminals/index.ts';

function earliest(instants: readonly (Instant | undefined)[]): Instant | undefined {
  const [first] = instants.filter((at) => at !== undefined).sort();
  return first;
}

/** The bridges at work at each site: where terminals of theirs stand, else where their token said. */
export function bridgesBySite(
  bridges: readonly StoredBridge[],
  marks: readonly TerminalMark[],
  siteOf: ReadonlyMap<Serial, string>,
): Map<string, StoredBridge[]> {
  const sites = sitesOfBridges(bridges, marks, siteOf);
  const found = new Map<string, StoredBridge[]>();
  for (const bridge of bridges) {
    for (const site of sites.get(bridge.id) ?? []) found.set(site, [...(found.get(site) ?? []), bridge]);
  }
  return found;
}

function healthOf(
  terminals: readonly Terminal[],
  bridges: readonly StoredBridge[],
  now: Instant,
): SiteHealth {
  const countOf = (...states: (Terminal['reported'] | 'none')[]) =>
    terminals.filter(({ reported }) => states.includes(reported ?? 'none')).length;
  const presences = bridges.map((bridge) => ({ bridge, ...presenceOfBridge(bridge, now) }));
  const heard = presences.filter(({ state }) => state === 'online');
  const awaited = terminals.filter(isAwaited).map(({ completeThrough }) => completeThrough);
  const silentSince = earliest([...presences, ...terminals].map((one) => one.silentSince));
  const oldestUnsentAt = earliest(bridges.map(({ outbox }) => outbox?.oldestAt));
  const completeThrough = awaited.includes(undefined) ? undefined : earliest(awaited);
  return {
    online: countOf('online'),
    silent: countOf('silent', 'never-seen', 'none'),
    faulty: countOf('unreachable', 'refusing', 'unsupported'),
    bridges: bridges.length,
    silentBridges: presences.length - heard.length,
    fullBridges: heard.filter(({ bridge }) => bridge.outbox?.fullSince !== undefined).length,
    ...(silentSince === undefined ? {} : { silentSince }),
    outboxWaiting: bridges.reduce((sum, { outbox }) => sum + (outbox?.waiting ?? 0), 0),
    ...(oldestUnsentAt === undefined ? {} : { oldestUnsentAt }),
    ...(completeThrough === undefined ? {} : { completeThrough }),
  };
}

/**
 * The health of some sites. Terminals are read together, a hundred with a request; one that pushes to the cloud costs a read of its own.
 * @param bridgesAt - see {@link bridgesBySite}
 */
export async function healthOfSites(
  actor: Actor,
  names: readonly string[],
  marks: readonly TerminalMark[],
  siteOf: ReadonlyMap<Serial, string>,
  bridgesAt: ReadonlyMap<string, readonly StoredBridge[]>,
): Promise<Map<string, SiteHealth>> {
  const wanted = new Set(names);
  const serials = marks.flatMap(({ serial, state }) =>
    state === 'active' && wanted.has(siteOf.get(serial) ?? '') ? [serial] : [],
  );
  const bridges = [...bridgesAt.values()].flat();
  const terminals = await withPresence(actor, await actor.stores.terminals.findMany(serials), bridges);
  const bySite = Map.groupBy(terminals, ({ serial }) => siteOf.get(serial) ?? '');
  return new Map(
    names.map((name) => [name, healthOf(bySite.get(name) ?? [], bridgesAt.get(name) ?? [], actor.now)]),
  );
}
