/** Says which bridges and terminals have gone silent since it was last looked, and which are heard of again. @module */

import type { Silence } from '#shared/contract/notices.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { StoredSilence } from '../../store/silences.ts';
import type { StoredTerminal } from '../../store/terminals.ts';
import type { Actor } from '../actor.ts';
import type { Presence } from './presence.ts';
import { readPresences } from './silence.ts';
import { sitesOf, sitesOfBridges } from './sites.ts';

/** A bridge, or a terminal, as far as it is heard of by itself. */
export interface Watched extends Pick<Silence, 'thing' | 'id' | 'name' | 'sites'> {
  /** `unknown`: it was never heard of, nobody reads it, or nothing is heard of its bridge, which is watched itself. */
  state: 'heard' | 'silent' | 'unknown';
  /** Of a silent one: when it was last heard of, or since when it does not answer its bridge. */
  since?: Instant | undefined;
  /** Of a bridge: its active terminals that are heard of by nobody else. */
  terminals?: Serial[] | undefined;
}

const states = { online: 'heard', silent: 'silent', 'never-seen': 'unknown' } as const;
const stateOf = ({ state }: Presence): Watched['state'] => states[state];

/** How a terminal is that its bridge speaks of, while that is heard of. */
function byReport({ reported, awaySince, unreadSince }: StoredTerminal): Pick<Watched, 'state' | 'since'> {
  // Somebody has taken it out of the configuration of its bridge, and means it to be silent.
  if (unreadSince !== undefined || reported === undefined) return { state: 'unknown' };
  if (reported === 'online') return { state: 'heard' };
  return awaySince === undefined ? { state: 'unknown' } : { state: 'silent', since: awaySince };
}

/** How a terminal is by all its ways: heard of by one, or silent by all that ever were one. */
function byEachWay(ways: readonly Pick<Watched, 'state' | 'since'>[]): Pick<Watched, 'state' | 'since'> {
  const silent = ways.filter(({ state }) => state === 'silent');
  if (ways.some(({ state }) => state === 'heard')) return { state: 'heard' };
  if (silent.length === 0) return { state: 'unknown' };
  return {
    state: 'silent',
    since: silent
      .flatMap(({ since }) => since ?? [])
      .sort()
      .at(-1),
  };
}

/**
 * All active bridges and terminals of an organisation, with how each is heard of by itself. A terminal that its bridge does not
 * reach is silent although the bridge is heard of; one that pushes to the cloud as well is heard of either way.
 */
export async function watchedThings(actor: Actor): Promise<Watched[]> {
  const { stores } = actor;
  const { terminals, bridges } = await readPresences(actor);
  const marks = terminals.map(({ terminal }) => terminal);
  const siteOf = sitesOf(marks);
  const sites = sitesOfBridges(
    bridges.map(({ bridge }) => bridge),
    marks,
    siteOf,
  );
  const ofBridge = new Map<string, Presence>(bridges.map(({ bridge, presence }) => [bridge.id, presence]));
  const stored = new Map(
    (await stores.terminals.findMany(marks.map(({ serial }) => serial))).map((one) => [one.serial, one]),
  );
  const silentWith = new Map<string, Serial[]>();
  const found: Watched[] = [];
  for (const { terminal, byPush } of terminals) {
    const { serial, bridgeId } = terminal;
    const own = stored.get(serial);
    const site = siteOf.get(serial);
    const bridge = bridgeId === undefined ? undefined : ofBridge.get(bridgeId);
    const ways = [
      ...(bridge?.state === 'online' && own !== undefined ? [byReport(own)] : []),
      ...(byPush === undefined ? [] : [{ state: stateOf(byPush), since: byPush.silentSince }]),
    ];
    const heard = byEachWay(ways);
    const isOfSilentBridge = bridgeId !== undefined && bridge !== undefined && bridge.state !== 'online';
    if (isOfSilentBridge && heard.state !== 'heard') {
      silentWith.set(bridgeId, [...(silentWith.get(bridgeId) ?? []), serial]);
    }
    found.push({
      thing: 'terminal',
      id: serial,
      name: own?.name,
      sites: site === undefined ? [] : [site],
      ...(isOfSilentBridge && heard.state === 'silent' ? { state: 'unknown' } : heard),
    });
  }
  for (const { bridge, presence } of bridges) {
    found.push({
      thing: 'bridge',
      id: bridge.id,
      name: bridge.name,
      sites: sites.get(bridge.id) ?? [],
      state: stateOf(presence),
      since: presence.silentSince,
      terminals: silentWith.get(bridge.id),
    });
  }
  return found;
}

/** What has changed since it was last looked: each as it is to be stored. */
export interface Judgement {
  silent: StoredSilence[];
  heard: StoredSilence[];
  /** Archived or revoked while they were silent: nobody needs to be told. */
  gone: StoredSilence[];
}

const nameOf = ({ thing, id }: Pick<Silence, 'thing' | 'id'>) => `${thing}#${id}`;

/** The sites of which nothing at all is heard. */
function silentSites(things: readonly Watched[]): ReadonlySet<string> {
  const known = new Map<string, { heard: boolean; silent: boolean }>();
  for (const { sites, state } of things) {
    for (const site of sites) {
      const one = known.get(site) ?? { heard: false, silent: false };
      known.set(site, { heard: one.heard || state === 'heard', silent: one.silent || state === 'silent' });
    }
  }
  return new Set([...known].flatMap(([site, { heard, silent }]) => (silent && !heard ? [site] : [])));
}

/**
 * What is new: of each thing that has become silent for long enough, is heard of again, or is gone.
 * @param before - the last silence of each, as stored
 * @param afterMinutes - how long nothing has to be heard of something
 */
export function judgeSilence(
  things: readonly Watched[],
  before: readonly StoredSilence[],
  afterMinutes: number,
  now: Instant,
): Judgement {
  const known = new Map(before.map((silence) => [nameOf(silence), silence]));
  const present = new Map(things.map((thing) => [nameOf(thing), thing]));
  const whole = silentSites(things);
  const silent: StoredSilence[] = [];
  for (const { state, since, ...thing } of things) {
    const last = known.get(nameOf(thing));
    if (state !== 'silent' || since === undefined || last?.state === 'silent') continue;
    if (epochOf(now) - epochOf(since) < afterMinutes * 60_000) continue;
    const wholeSite = thing.sites.length > 0 && thing.sites.every((site) => whole.has(site));
    silent.push({ ...thing, state, since, noticedAt: now, wholeSite, revision: last?.revision ?? 0 });
  }
  const over = before.filter(({ state }) => state === 'silent');
  const heard = over.filter((silence) => present.get(nameOf(silence))?.state === 'heard');
  const gone = over.filter((silence) => !present.has(nameOf(silence)));
  return {
    silent,
    heard: heard.map((silence) => ({ ...silence, state: 'heard' as const, until: now })),
    gone: gone.map(({ run: _run, ...silence }) => ({ ...silence, state: 'gone' as const, until: now })),
  };
}
