/** Says what follows from the settings today: when the clock starts something next, and which payroll period it is. @module */

import type { Settings } from '#shared/contract/settings.ts';
import type { NextRuns, PayrollPeriods } from '#shared/contract/settings-today.ts';
import { addDays } from '#shared/time/calendar.ts';
import { payrollPeriodOf } from '#shared/time/payroll-period.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { StoredSettings } from '../../store/settings.ts';
import { nextDownloadTime, nextTimeOfDay } from '../due-times.ts';
import { keptTimesOf } from '../kept-times.ts';
import { todayIn } from '../today.ts';

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

/** The payroll period of today, and the one before it. */
function payrollPeriods({ zone, organisation }: StoredSettings, now: Instant): PayrollPeriods {
  const current = payrollPeriodOf(todayIn(zone, now), organisation?.payrollPeriod);
  return { current, previous: payrollPeriodOf(addDays(current.from, -1), organisation?.payrollPeriod) };
}

/** Settings as the API shows them. */
export function describeSettings({ timesKept, ...stored }: StoredSettings, now: Instant): Settings {
  const keptTimes = keptTimesOf({ ...stored, timesKept }, now);
  return {
    ...stored,
    next: nextRuns(stored, now),
    payrollPeriods: payrollPeriods(stored, now),
    ...(Object.keys(keptTimes).length === 0 ? {} : { keptTimes }),
  };
}
