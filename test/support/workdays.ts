/** Sends punches of worked days for tests of sheets, and reads the rows that come of them. @module */

import { aSerial } from '#test/support/ids.ts';
import { cloudTime, type TestCloud } from './cloud.ts';
import { aBatchId, aRecord } from './signed-bridge.ts';
import { aSite, type TestSite } from './site.ts';

/** Sends punches of a user, and waits until their sheets are computed. @param times - local times, in and out in turn */
export async function punchAt(
  cloud: TestCloud,
  site: TestSite,
  times: readonly string[],
  pin = '701',
): Promise<void> {
  const records = times.map((time, index) => aRecord({ pin, time, status: index % 2 }));
  await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal: 'TEST1', records } });
  await cloud.settle();
}

/** Times of eight hours of work on days of March 2026. */
export function eightHoursOn(days: readonly number[]): string[] {
  return days.flatMap((day) => {
    const date = `2026-03-${String(day).padStart(2, '0')}`;
    return [`${date} 09:00:00`, `${date} 17:00:00`];
  });
}

/**
 * A site whose terminal has been read up to now, with the user 701 and a schedule of every day, 9:00 to 17:00, for everybody without a roster.
 * @param days - days of March 2026 on which the user has worked
 */
export async function aSiteWithWork(cloud: TestCloud, days: readonly number[]): Promise<TestSite> {
  const site = await aSite(cloud);
  await site.stores.terminals.markComplete(aSerial('TEST1'), cloudTime.instant());
  await saveShift(site, 'office', '09:00', '17:00');
  await site.set((current) => ({
    ...current,
    sheets: { ...current.sheets, defaultScheduleId: 'office' },
  }));
  await site.api.createUser({ body: { id: '701', issuedOn: '2026-03-01', department: 'Stores' } });
  if (days.length > 0) await punchAt(cloud, site, eightHoursOn(days));
  await cloud.settle();
  return site;
}

/** Saves a new schedule of one shift a day. */
export async function saveShift(site: TestSite, id: string, from: string, to: string): Promise<void> {
  const day = { shifts: [{ slots: { in: from, out: to } }] };
  await site.api.putSchedule({ params: { id }, body: { id, name: id, kind: 'daily', day } });
}

/** A user's rows from a day of March 2026 to another, both included. */
export async function rowsOf(site: TestSite, first: number, last = first, userId = '701') {
  const date = (day: number) => `2026-03-${String(day).padStart(2, '0')}`;
  const query = { userId, from: date(first), to: date(last + 1) };
  return (await site.api.listSheets({ query })).items;
}

/** A user's row of a day of March 2026. @throws Error when there is none */
export async function rowOn(site: TestSite, day: number, userId = '701') {
  const [row] = await rowsOf(site, day, day, userId);
  if (!row) throw new Error(`no row on day ${day}`);
  return row;
}

/** Locks a period, and has its rows sealed. @returns the lock as it is then */
export async function lockDays(
  cloud: TestCloud,
  site: TestSite,
  wanted: { from: string; to: string; department?: string },
) {
  const { id } = await site.api.lockPeriod({ body: { ...wanted, reason: 'paid' } });
  await cloud.settle();
  return await site.api.getLock({ params: { lockId: id } });
}
