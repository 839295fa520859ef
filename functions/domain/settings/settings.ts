/** Replaces the settings of an organisation, and passes on what a new zone or new rules change. @module */

import type { SettingsPatch } from '#shared/contract/settings.ts';
import { isProblem, RollcallError } from '#shared/errors.ts';
import type { Stores } from '../../store/index.ts';
import type { StoredSettings } from '../../store/settings.ts';
import type { Actor } from '../actor.ts';
import { readArchived, requireNotArchived } from '../archived-plan.ts';
import { recordAudit } from '../audit.ts';
import { etagOf, requireVersion } from '../etag.ts';
import { isSameStored } from '../is-same.ts';
import { requireCalendar, requireRoster, requireScheduleOfPlan } from '../lookups.ts';
import { regenerateAfterPlanChange } from '../recompute/index.ts';
import { noteZoneChange } from '../terminals/index.ts';
import { withOnePolicy } from './one-policy.ts';
import { retentionAfter, type WantedRetention, type WantedSettings } from './retention.ts';
import { withZones } from './sites.ts';

/** Refuses what is archived, unless the settings name it already. @throws RollcallError plan.archived */
async function requireNothingArchived(
  stores: Stores,
  { newUsers, sheets }: StoredSettings,
  next: WantedSettings,
): Promise<void> {
  const archived = await readArchived(stores);
  const changed = (from: string | null, to: string | null) => (from === to ? [] : [to]);
  const { defaultScheduleId, calendarId } = next.sheets;
  requireNotArchived(archived, 'rosters', changed(newUsers.dutyRosterId, next.newUsers.dutyRosterId));
  requireNotArchived(archived, 'schedules', changed(sheets.defaultScheduleId, defaultScheduleId));
  requireNotArchived(archived, 'calendars', changed(sheets.calendarId, calendarId));
}

/**
 * Replaces the settings. Sheets are generated again when something that they depend on has changed.
 * @param ifMatch - the ETag that the caller read
 * @throws RollcallError request.stale, what names nothing, plan.archived; retention.unconfirmed
 */
export async function replaceSettings(
  actor: Actor,
  body: WantedSettings,
  ifMatch: string,
): Promise<StoredSettings> {
  const { stores } = actor;
  const current = await stores.settings.read();
  requireVersion('The settings', ifMatch, current.version);
  if (body.newUsers.dutyRosterId !== null) await requireRoster(stores, body.newUsers.dutyRosterId);
  if (body.sheets.defaultScheduleId !== null)
    await requireScheduleOfPlan(stores, body.sheets.defaultScheduleId);
  if (body.sheets.calendarId !== null) await requireCalendar(stores, body.sheets.calendarId);
  await requireNothingArchived(stores, current, body);
  // Programs from before there were such fields replace the settings without them.
  const { people = current.people, organisation = current.organisation, leave = current.leave } = body;
  const { approvals = current.approvals, notices = current.notices } = body;
  const { sites } = body.download;
  const download = {
    ...withOnePolicy(current.download, body.download),
    ...(sites === undefined ? {} : { sites: await withZones(actor, sites) }),
  };
  const saved = await stores.settings.replace(
    {
      ...body,
      people,
      organisation,
      leave,
      approvals,
      notices,
      download,
      ...retentionAfter(actor, current, body),
    },
    current.version,
    actor.now,
  );
  if (!saved) {
    const { version } = await stores.settings.read();
    throw new RollcallError('request.stale', { resource: 'The settings', currentEtag: etagOf(version) });
  }
  await recordAudit(actor, 'settings.replaced', 'settings', { version: saved.version });
  if (current.zone !== saved.zone) await passOnZone(actor, current.zone, saved.zone);
  const isSame = isSameStored([current.zone, current.sheets], [saved.zone, saved.sheets]);
  if (!isSame) await regenerateAfterPlanChange(actor, saved.zone);
  return saved;
}

/** The organisation's own settings after a change: what is named is set, a name of `null` cleared. */
function organisationAfter(
  current: StoredSettings['organisation'],
  { name, ...others }: NonNullable<SettingsPatch['organisation']> = {},
): StoredSettings['organisation'] {
  const next = Object.assign({ ...current }, others);
  if (name === null) delete next.name;
  else if (name !== undefined) next.name = name;
  return Object.keys(next).length === 0 ? current : next;
}

/** How long times are to be kept after a change; `undefined` where it does not say. */
function retentionOf({ retention }: SettingsPatch): WantedRetention | undefined {
  if (retention?.timesMonths === undefined) return undefined;
  const { timesMonths, confirmKeptFrom } = retention;
  return { timesMonths: timesMonths ?? undefined, confirmKeptFrom };
}

/** Tries of a change that comes in between with others. */
const attempts = 5;

/**
 * Sets what is named; all other settings stay as they are, also when somebody else changes them at the same moment.
 * @param ifMatch - the ETag that the caller read; empty when the change does not depend on it
 */
export async function changeSettings(
  actor: Actor,
  patch: SettingsPatch,
  ifMatch: string,
): Promise<StoredSettings> {
  for (let attempt = 1; ; attempt += 1) {
    const { version, savedAt: _savedAt, ...current } = await actor.stores.settings.read();
    const { zone = current.zone, people = current.people, leave = current.leave } = patch;
    const { download, newUsers, sheets } = patch;
    const wanted = {
      zone,
      organisation: organisationAfter(current.organisation, patch.organisation),
      download: Object.assign({ ...current.download }, download ?? {}),
      newUsers: Object.assign({ ...current.newUsers }, newUsers ?? {}),
      people,
      leave,
      approvals: patch.approvals ? { ...current.approvals, ...patch.approvals } : current.approvals,
      notices: patch.notices ? { ...current.notices, ...patch.notices } : current.notices,
      retention: retentionOf(patch),
      sheets: Object.assign({ ...current.sheets }, sheets ?? {}, {
        rules: Object.assign({ ...current.sheets.rules }, sheets?.rules ?? {}),
      }),
    };
    try {
      return await replaceSettings(actor, wanted, ifMatch === '' ? etagOf(version) : ifMatch);
    } catch (error) {
      if (ifMatch !== '' || attempt === attempts || !isProblem(error, 'request.stale')) throw error;
    }
  }
}

/** Passes a new zone on to every terminal that has none of its own, and to the bridges, which measure clocks by it. */
async function passOnZone(actor: Actor, from: string, to: string): Promise<void> {
  const { stores } = actor;
  for (const { serial, zone } of await stores.terminals.all()) {
    if (zone === undefined) await noteZoneChange(actor, serial, from, to);
  }
  for (const bridge of await stores.bridges.all()) await stores.bridges.keepReport(bridge.id, '');
}
