/** Which schedules of downloads an organisation has: its own, and those of sites in their zones. @module */

import type { DownloadSchedule, Settings } from '#shared/contract/settings.ts';

/** A schedule, and the sites whose terminals it reads. */
export interface ScheduledSites {
  schedule: DownloadSchedule;
  /** The zone of its times. */
  zone: string;
  /** `null`: every terminal whose site has no schedule of its own. */
  sites: readonly string[] | null;
  /** Goes into the names of its due times. */
  name: string;
}

/** The schedules of an organisation; sites with the same one in the same zone are read by one download. */
export function downloadSchedules({ zone, download }: Pick<Settings, 'zone' | 'download'>): ScheduledSites[] {
  const { schedule, sites = [] } = download;
  const groups = Map.groupBy(sites, (site) => JSON.stringify([site.zone ?? zone, site.schedule]));
  const ofSites = [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const own = first.zone ?? zone;
    const names = [first, ...others].map(({ site }) => site);
    return [{ schedule: first.schedule, zone: own, sites: names, name: `sites#${own}#` }];
  });
  return [{ schedule, zone, sites: null, name: '' }, ...ofSites];
}
