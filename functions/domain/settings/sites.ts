/** Lists sites with their schedules, and finds the zones of schedules that were saved without one. @module */

import type { Site } from '#shared/contract/sites.ts';
import { decodeCursor, encodeCursor, type Page } from '../../store/cursor.ts';
import type { Actor } from '../actor.ts';
import { nextDownloadTime } from '../due-times.ts';
import { sitesOf } from '../terminals/index.ts';
import { bridgesBySite, healthOfSites } from './site-health.ts';

type SiteSchedules = readonly { site: string; zone?: string | undefined }[];

interface SitePosition {
  site: string;
}

function isSitePosition(position: unknown): position is SitePosition {
  return (
    typeof position === 'object' &&
    position !== null &&
    'site' in position &&
    typeof position.site === 'string'
  );
}

/** Sites by name: those of terminals, and those that have a schedule. @throws RollcallError request.cursor */
export async function listSites(
  actor: Actor,
  { limit, cursor, health }: { limit: number; cursor?: string | undefined; health?: 'true' | undefined },
): Promise<Page<Site>> {
  const { stores, now } = actor;
  const after = cursor === undefined ? undefined : decodeCursor(cursor, isSitePosition).site;
  const [marks, { zone, download }, bridges] = await Promise.all([
    stores.terminals.marks(),
    stores.settings.read(),
    health === undefined ? [] : stores.bridges.all(),
  ]);
  const own = new Map((download.sites ?? []).map((site) => [site.site, site]));
  const siteOf = sitesOf(marks);
  const bridgesAt = bridgesBySite(bridges, marks, siteOf);
  const terminals = new Map([...own.keys(), ...bridgesAt.keys()].map((name) => [name, 0]));
  for (const { serial, state } of marks) {
    const name = siteOf.get(serial);
    if (name !== undefined) terminals.set(name, (terminals.get(name) ?? 0) + Number(state === 'active'));
  }
  const names = [...terminals.keys()].sort().filter((name) => after === undefined || name > after);
  const shown = names.slice(0, limit);
  const healths =
    health === undefined ? undefined : await healthOfSites(actor, shown, marks, siteOf, bridgesAt);
  const items = shown.map((name): Site => {
    const found = own.get(name);
    const schedule = found?.schedule ?? download.schedule;
    const state = healths?.get(name);
    const next = nextDownloadTime(schedule, found?.zone ?? zone, now);
    return {
      name,
      terminals: terminals.get(name) ?? 0,
      zone: found?.zone ?? zone,
      schedule,
      ownSchedule: found !== undefined,
      ...(next === null ? {} : { nextDownloadAt: next }),
      ...(state === undefined ? {} : { health: state }),
    };
  });
  const last = items.at(-1);
  return {
    items,
    nextCursor:
      last === undefined || names.length <= items.length ? undefined : encodeCursor({ site: last.name }),
  };
}

/** Fills in the zones of schedules that have none, where all active terminals of the site have one and the same of their own. */
export async function withZones<S extends SiteSchedules[number]>(
  { stores }: Actor,
  sites: readonly S[],
): Promise<S[]> {
  if (sites.every(({ zone }) => zone !== undefined)) return [...sites];
  const wanted = new Set(sites.filter(({ zone }) => zone === undefined).map(({ site }) => site));
  const marks = await stores.terminals.marks();
  const siteOf = sitesOf(marks);
  const serials = marks.flatMap(({ serial, state }) =>
    state === 'active' && wanted.has(siteOf.get(serial) ?? '') ? [serial] : [],
  );
  const zones = new Map<string, Set<string | undefined>>();
  for (const { serial, zone } of await stores.terminals.findMany(serials)) {
    const site = siteOf.get(serial) ?? '';
    zones.set(site, (zones.get(site) ?? new Set()).add(zone));
  }
  return sites.map((site) => {
    const [only, ...others] = zones.get(site.site) ?? [];
    return site.zone !== undefined || only === undefined || others.length > 0
      ? site
      : { ...site, zone: only };
  });
}
