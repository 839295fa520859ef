/** Says when the clock starts something next by the settings. @module */

import type { NextRuns, Settings } from '#shared/contract/settings.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { StoredSettings } from '../../store/settings.ts';
import { nextDownloadTime, nextTimeOfDay } from '../due-times.ts';

function nextRuns({ zone, download, sheets }: StoredSettings, now: Instant): NextRuns {
  const of = (schedule: StoredSettings['download']['schedule'], itsZone: string) => {
    const downloadAt = nextDownloadTime(schedule, itsZone, now);
    return downloadAt === null ? {} : { downloadAt };
  };
  const sites = (download.sites ?? []).map(({ site, schedule, zone: own = zone }) => ({
    site,
    zone: own,
    ...of(schedule, own),
  }));
  return {
    ...of(download.schedule, zone),
    ...(sites.length === 0 ? {} : { sites }),
    ...(sheets.nightlyAt === null ? {} : { nightlyAt: nextTimeOfDay(sheets.nightlyAt, zone, now) }),
  };
}

/** Settings as the API shows them. */
export function describeSettings(stored: StoredSettings, now: Instant): Settings {
  return { ...stored, next: nextRuns(stored, now) };
}
