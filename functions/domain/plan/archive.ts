/** HR archives parts of the plan that are given to nobody new; where they are used, they count as before. @module */

import { RollcallError } from '#shared/errors.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Stores } from '../../store/index.ts';
import type { Actor } from '../actor.ts';
import { type ArchivedPart, archivedSince, nothingArchived, readArchived } from '../archived-plan.ts';
import { recordAudit } from '../audit.ts';
import { requireCalendar, requireRoster, requireSchedule } from '../lookups.ts';

const attempts = 5;
const kinds = {
  schedules: { action: 'clocking-schedule.archived', require: requireSchedule },
  rosters: { action: 'duty-roster.archived', require: requireRoster },
  calendars: { action: 'holiday-calendar.archived', require: requireCalendar },
} as const;

async function setArchived(
  { plan }: Stores,
  part: ArchivedPart,
  id: string,
  archivedAt: Instant | undefined,
): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const found = await plan.archived.find('archived');
    const { version, ...archived } = found ?? { version: 0, ...nothingArchived };
    if ((archivedSince(archived, part, id) === undefined) === (archivedAt === undefined)) return false;
    const others = archived[part].filter((each) => each.id !== id);
    const next = {
      ...archived,
      [part]: archivedAt === undefined ? others : [...others, { id, at: archivedAt }],
    };
    if (await plan.archived.save(next, version)) return true;
  }
  throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
}

/**
 * Archives a part of the plan, or restores it.
 * @returns since when it is archived; `undefined` when it is not
 * @throws RollcallError schedule.unknown, roster.unknown, calendar.unknown, service.busy
 */
export async function archivePart(
  actor: Actor,
  part: ArchivedPart,
  id: string,
  archived: boolean,
): Promise<Instant | undefined> {
  const { action, require } = kinds[part];
  await require(actor.stores, id);
  const changed = await setArchived(actor.stores, part, id, archived ? actor.now : undefined);
  if (changed) await recordAudit(actor, action, id, { archived });
  return archivedSince(await readArchived(actor.stores), part, id);
}
