/** Finds out at which site each terminal and each bridge stands. @module */

import type { Settings } from '#shared/contract/settings.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { StoredBridge } from '../../store/bridges.ts';
import type { Stores } from '../../store/index.ts';
import type { TerminalMark } from '../../store/terminal-marks.ts';

/**
 * The site of each terminal that has one: the one that was entered, else the one at which all those of its bridge stand
 * that have one.
 */
export function sitesOf(marks: readonly TerminalMark[]): ReadonlyMap<Serial, string> {
  const ofBridges = new Map<string, Set<string>>();
  for (const { bridgeId, site } of marks) {
    if (bridgeId === undefined || site === undefined) continue;
    ofBridges.set(bridgeId, (ofBridges.get(bridgeId) ?? new Set()).add(site));
  }
  return new Map(
    marks.flatMap(({ serial, site, bridgeId }) => {
      const [only, ...others] = bridgeId === undefined ? [] : (ofBridges.get(bridgeId) ?? []);
      const found = site ?? (others.length === 0 ? only : undefined);
      return found === undefined ? [] : [[serial, found] as const];
    }),
  );
}

/** A terminal, and its site as it was entered. */
interface Placed {
  serial: Serial;
  site?: string | undefined;
}

/**
 * Terminals with the sites at which they stand, for the policy for unknown users. Only a terminal whose site nobody has
 * entered costs a read, and only where the settings say something of a site: batches of punches come through here.
 */
export async function withSitesForPolicy(
  { terminals }: Pick<Stores, 'terminals'>,
  { download }: Pick<Settings, 'download'>,
  some: readonly Placed[],
): Promise<Placed[]> {
  const isBySite = download.unknownUsersAt?.some((place) => 'site' in place) === true;
  if (!isBySite || some.every(({ site }) => site !== undefined)) return [...some];
  const siteOf = sitesOf(await terminals.marks());
  return some.map(({ serial, site }) => ({ serial, site: site ?? siteOf.get(serial) }));
}

/** The sites of each bridge at work: where terminals of its stand, else where its token said; none where neither is known. */
export function sitesOfBridges(
  bridges: readonly Pick<StoredBridge, 'id' | 'site' | 'state'>[],
  marks: readonly TerminalMark[],
  siteOf: ReadonlyMap<Serial, string>,
): Map<StoredBridge['id'], string[]> {
  const ofTerminals = new Map<string, Set<string>>();
  for (const { serial, state, bridgeId } of marks) {
    const site = siteOf.get(serial);
    if (state !== 'active' || bridgeId === undefined || site === undefined) continue;
    ofTerminals.set(bridgeId, (ofTerminals.get(bridgeId) ?? new Set()).add(site));
  }
  return new Map(
    bridges
      .filter(({ state }) => state === 'active')
      .map(({ id, site }) => [id, [...(ofTerminals.get(id) ?? (site === undefined ? [] : [site]))]]),
  );
}
