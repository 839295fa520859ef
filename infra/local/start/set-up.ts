/** Fills an empty local cloud: first settings, and the sample's plan and people. @module */

import { samplePeople } from '#infra/local/sample/people.ts';
import { sampleRosters, sampleSchedules } from '#infra/local/sample/plan.ts';
import type { SettingsBody } from '#shared/contract/settings.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { type ApiClient, ApiError } from './api-client.ts';

async function changeSettings(
  api: ApiClient,
  change: (current: SettingsBody) => SettingsBody,
): Promise<void> {
  const { version, savedAt: _savedAt, ...current } = await api.getSettings({});
  await api.putSettings({ ifMatch: `"${version}"`, body: change(current) });
}

/** Settings of a first start: a download every quarter of an hour; missing users are created and completed. */
export async function saveFirstSettings(api: ApiClient, zone: string): Promise<void> {
  await changeSettings(api, (current) => ({
    ...current,
    zone,
    organisation: { name: 'Sample Company' },
    download: { schedule: { kind: 'interval', everyMinutes: 15 }, createMissingUsers: true },
  }));
}

/** A start that was stopped has left some of the people. */
function unlessThere(error: unknown): void {
  if (!(error instanceof ApiError) || error.code !== 'user.exists') throw error;
}

/**
 * Puts the sample's plan and its known people into an empty cloud; two people are left for the download to find. Repeating
 * it changes nothing.
 */
export async function addSample(api: ApiClient, from: LocalDate): Promise<void> {
  for (const schedule of sampleSchedules)
    await api.putSchedule({ params: { id: schedule.id }, body: schedule });
  for (const roster of sampleRosters(from)) await api.putRoster({ params: { id: roster.id }, body: roster });
  await changeSettings(api, (current) => ({
    ...current,
    newUsers: { ...current.newUsers, dutyRosterId: 'office-week' },
  }));
  for (const person of samplePeople.filter(({ knownToCloud }) => knownToCloud)) {
    await api
      .createUser({
        body: {
          id: person.id,
          name: person.name,
          department: person.department,
          issuedOn: from,
          dutyRosterId: person.rosterId,
        },
      })
      .catch(unlessThere);
  }
}
