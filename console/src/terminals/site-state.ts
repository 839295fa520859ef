/** Derives how a site is, and which terminals and bridges belong to it: in one place, without any words. @module */

import type { Bridge, Site, Terminal } from './queries.ts';

/** What a site can be, the worst first. */
export const siteStates = [
  'silent',
  'full',
  'faulty',
  'partly-silent',
  'unsent',
  'never-heard',
  'online',
  'empty',
] as const;
/** What a site can be. */
export type SiteState = (typeof siteStates)[number];

/** Records that wait longer than this are not just on their way; the alarm OutboxWaits has the same limit. */
const longWaitMilliseconds = 3_600_000;

/** Whether records wait at a site for longer than they should. @param now - milliseconds by the server's clock */
export function waitsLong({ health }: Site, now: number): boolean {
  const { oldestUnsentAt } = health ?? {};
  return oldestUnsentAt !== undefined && now - Date.parse(oldestUnsentAt) > longWaitMilliseconds;
}

/**
 * How a site is.
 * @param now - milliseconds by the server's clock
 */
export function stateOfSite(site: Site, now: number): SiteState {
  const { terminals, health } = site;
  if (health === undefined) return 'empty';
  const { online, silent, faulty, bridges, silentBridges, fullBridges, silentSince } = health;
  if (terminals === 0 && silentBridges === 0) return 'empty';
  // A bridge that reports is heard of even where all of its terminals are away.
  if (online + faulty + bridges - silentBridges === 0)
    return silentSince === undefined ? 'never-heard' : 'silent';
  if (fullBridges > 0) return 'full';
  if (faulty > 0) return 'faulty';
  if (silent + silentBridges > 0) return 'partly-silent';
  return waitsLong(site, now) ? 'unsent' : 'online';
}

/** Sites with their states, the worst first; among equals the one that is silent for the longest time, then by name. */
export function worstFirst(sites: readonly Site[], now: number): { site: Site; state: SiteState }[] {
  // What is on its way for a moment moves no site that is well.
  const since = ({ site: { health }, state }: { site: Site; state: SiteState }) =>
    (state === 'unsent' ? health?.oldestUnsentAt : health?.silentSince) ?? '~';
  return sites
    .map((site) => ({ site, state: stateOfSite(site, now) }))
    .sort(
      (a, b) =>
        siteStates.indexOf(a.state) - siteStates.indexOf(b.state) ||
        (since(a) < since(b) ? -1 : Number(since(a) > since(b))) ||
        a.site.name.localeCompare(b.site.name, undefined, { numeric: true }),
    );
}

/** Says at which site a terminal stands: the one that was entered, else the only one of its bridge's other terminals. */
export function siteFinder(terminals: readonly Terminal[]): (terminal: Terminal) => string | undefined {
  const ofBridges = new Map<string, Set<string>>();
  for (const { bridgeId, site } of terminals) {
    if (bridgeId === undefined || site === undefined) continue;
    ofBridges.set(bridgeId, (ofBridges.get(bridgeId) ?? new Set()).add(site));
  }
  return ({ bridgeId, site }) => {
    const [only, ...others] = bridgeId === undefined ? [] : (ofBridges.get(bridgeId) ?? []);
    return site ?? (others.length === 0 ? only : undefined);
  };
}

/** What stands at a site. */
export interface SiteMembers {
  /** Active ones. */
  terminals: Terminal[];
  /** Those at work there, and those whose terminals still wait for another one since they were revoked. */
  bridges: Bridge[];
}

/** The terminals and bridges of a site. */
export function membersOf(
  name: string,
  terminals: readonly Terminal[],
  bridges: readonly Bridge[],
): SiteMembers {
  const siteOf = siteFinder(terminals);
  const active = terminals.filter(({ state }) => state === 'active');
  const here = active.filter((terminal) => siteOf(terminal) === name);
  return {
    terminals: here,
    bridges: bridges.filter(({ id, site, state }) => {
      if (here.some(({ bridgeId }) => bridgeId === id)) return true;
      const standsElsewhere = active.some(
        (terminal) => terminal.bridgeId === id && siteOf(terminal) !== undefined,
      );
      return state === 'active' && !standsElsewhere && site === name;
    }),
  };
}
