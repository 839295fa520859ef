/** Which schedules of downloads an organisation has: its own, and those of sites in their zones. @module */

import type { DownloadSchedule, Settings } from '#shared/contract/settings.ts';

/** A schedule, and the sites whose terminals it reads. */
export interface ScheduledSites {
  schedule: DownloadSchedule;
  /** The zone of its times. */
  zone: string;
  /** `null`: every terminal whose site has no schedule of its own. */
  sites: readonly string[] | null;
  /** Goes into the names of its due times, which no two schedules of the settings share. */
  name: string;
}

/** What two schedules have in common that are due at the same times. */
function timesOf(schedule: DownloadSchedule): string {
  if (schedule.kind === 'off') return 'off';
  if (schedule.kind === 'interval') return `every-${schedule.everyMinutes}`;
  return `daily-${[...new Set(schedule.times)].sort().join()}`;
}

/** The schedules of an organisation; sites with the same one in the same zone are read by one download. */
export function downloadSchedules({ zone, download }: Pick<Settings, 'zone' | 'download'>): ScheduledSites[] {
  const { schedule, sites = [] } = download;
  const groups = Map.groupBy(sites, (site) => `${site.zone ?? zone} ${timesOf(site.schedule)}`);
  const ofSites = [...groups.values()].flatMap((group) => {
    const names = group.map(({ site }) => site).sort();
    const [first] = group;
    // Two schedules may share a time: what tells their due times apart is a site, which stands in one schedule alone.
    return first === undefined
      ? []
      : [{ schedule: first.schedule, zone: first.zone ?? zone, sites: names, name: `site#${names[0]}#` }];
  });
  return [{ schedule, zone, sites: null, name: '' }, ...ofSites];
}
