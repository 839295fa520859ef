/** The form of Settings › Server: how it is read out of the settings, and saved. @module */

import { usualSilenceMinutes } from '#shared/contract/notice-defaults.ts';
import type { Settings, UnknownUserPolicy } from '#shared/contract/settings.ts';
import { addressesOf, badAddresses } from '../ui/addresses.ts';
import { draftOf, flawOf, type ScheduleDraft, scheduleOf } from './schedule-draft.ts';
import type { FormShape, SettingsChange } from './use-settings-form.ts';

/** A site with a schedule of its own. */
export interface SiteDraft {
  site: string;
  /** Null where the organisation's, or that of its terminals, counts. */
  zone: string | null;
  schedule: ScheduleDraft;
}

/** What a created user gets because of the terminal of its first punch; null = nothing. */
export interface PlaceDraft {
  terminal: string;
  department: string | null;
  site: string | null;
}

/** What the form holds. */
export interface ServerValues {
  schedule: ScheduleDraft;
  /** What becomes of a user id that nobody has: `create` is the tick. */
  unknown: UnknownUserPolicy;
  sites: SiteDraft[];
  fetchDetails: boolean;
  issueDate: Settings['newUsers']['issueDate'];
  dutyRosterId: string | null;
  sendTo: 'none' | 'all' | string[];
  byTerminal: PlaceDraft[];
  /** `HH:MM`; null = off. */
  nightlyAt: string | null;
  /** Null while the field is empty. */
  nightlyDays: number | null;
  /** Whether somebody is told of what is silent. */
  silenceOn: boolean;
  /** Null while the field is empty. */
  silenceMinutes: number | null;
  /** As it was typed: addresses with blanks, commas or new lines between. */
  silenceTo: string;
}

function read({ download, newUsers, sheets, notices }: Settings): ServerValues {
  const { silence } = notices ?? {};
  return {
    schedule: draftOf(download.schedule),
    unknown: download.unknownUsers ?? (download.createMissingUsers ? 'create' : 'hold'),
    sites: (download.sites ?? []).map(({ site, zone, schedule }) => ({
      site,
      zone: zone ?? null,
      schedule: draftOf(schedule),
    })),
    fetchDetails: newUsers.fetchDetails,
    issueDate: newUsers.issueDate,
    dutyRosterId: newUsers.dutyRosterId,
    sendTo: newUsers.sendToTerminals ?? 'none',
    byTerminal: (newUsers.byTerminal ?? []).map(({ terminal, department, site }) => ({
      terminal,
      department: department ?? null,
      site: site ?? null,
    })),
    nightlyAt: sheets.nightlyAt,
    nightlyDays: sheets.nightlyDays,
    silenceOn: silence?.active ?? false,
    silenceMinutes: silence?.afterMinutes ?? usualSilenceMinutes,
    silenceTo: (silence?.recipients ?? []).join('\n'),
  };
}

function sitesOf(sites: readonly SiteDraft[]) {
  return sites.map(({ site, zone, schedule }) => ({
    site,
    ...(zone === null ? {} : { zone }),
    schedule: scheduleOf(schedule),
  }));
}

function placesOf(places: readonly PlaceDraft[]) {
  return places.map(({ terminal, department, site }) => ({
    terminal,
    ...(department === null ? {} : { department }),
    ...(site === null ? {} : { site }),
  }));
}

/** Leaves out what is undefined; `undefined` where nothing is left. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } | undefined {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return undefined;
  // The compiler does not follow entries back to their fields.
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** Who is told of silence, which is saved as a whole. */
function silenceOf({ silenceOn, silenceMinutes, silenceTo }: ServerValues) {
  return {
    active: silenceOn,
    afterMinutes: silenceMinutes ?? usualSilenceMinutes,
    recipients: addressesOf(silenceTo),
  };
}

function patch(changed: Partial<ServerValues>, all: ServerValues): SettingsChange {
  const { silenceOn, silenceMinutes, silenceTo } = changed;
  const isSilenceChanged = [silenceOn, silenceMinutes, silenceTo].some((value) => value !== undefined);
  const parts = {
    download: given({
      schedule: changed.schedule && scheduleOf(changed.schedule),
      unknownUsers: changed.unknown,
      sites: changed.sites && sitesOf(changed.sites),
    }),
    newUsers: given({
      fetchDetails: changed.fetchDetails,
      issueDate: changed.issueDate,
      dutyRosterId: changed.dutyRosterId,
      sendToTerminals: changed.sendTo,
      byTerminal: changed.byTerminal && placesOf(changed.byTerminal),
    }),
    notices: isSilenceChanged ? { silence: silenceOf(all) } : undefined,
    sheets: given({ nightlyAt: changed.nightlyAt, nightlyDays: changed.nightlyDays ?? undefined }),
  };
  return given(parts) ?? {};
}

/** The form of Settings › Server. */
export const serverForm: FormShape<ServerValues> = { key: 'settings.server', read, patch };

/** Whether something that is typed cannot be saved yet. */
export function isUnfinished({
  schedule,
  sites,
  nightlyAt,
  nightlyDays,
  sendTo,
  byTerminal,
  silenceMinutes,
  silenceTo,
}: ServerValues): boolean {
  return (
    [schedule, ...sites.map((site) => site.schedule)].some((one) => flawOf(one) !== undefined) ||
    nightlyAt === '' ||
    nightlyDays === null ||
    silenceMinutes === null ||
    badAddresses(silenceTo).length > 0 ||
    (Array.isArray(sendTo) && sendTo.length === 0) ||
    byTerminal.some(({ department, site }) => department === null && site === null)
  );
}
