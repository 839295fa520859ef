/** HR saves schedules, rosters and calendars here; each must fit the plan, and recent sheets are computed again. @module */

import type { ClockingSchedule, DutyRoster, HolidayCalendar } from '#shared/attendance/index.ts';
import { type RulesFile, ruleBookOf } from '#shared/attendance/index.ts';
import type { AuditAction } from '#shared/contract/audit-actions.ts';
import { RollcallError } from '#shared/errors.ts';
import type { Versioned } from '../../store/plan.ts';
import type { Actor } from '../actor.ts';
import { requireSchedulesToGive } from '../archived-plan.ts';
import { recordAudit } from '../audit.ts';
import { nothingToEdit, requireVersion, staleEdit } from '../etag.ts';
import { requireScheduleOfPlan, requireSchedulesOfDate } from '../lookups.ts';
import { regenerateAfterPlanChange } from '../recompute/index.ts';
import { todayIn } from '../today.ts';
import { requirePlanFits } from './overlap.ts';
import { readRules, rulesFileFrom } from './stored-rules.ts';

/** Schedules that a roster uses. */
export function schedulesOf(roster: DutyRoster): string[] {
  const entries = roster.kind === 'cycle' ? roster.entries : Object.values(roster.days);
  return [
    ...new Set(
      entries.flatMap(({ scheduleId, furtherScheduleIds = [] }) =>
        scheduleId === null ? furtherScheduleIds : [scheduleId, ...furtherScheduleIds],
      ),
    ),
  ];
}

interface DocumentStore<T> {
  find(id: string): Promise<Versioned<T> | undefined>;
  save(document: T, from: number): Promise<Versioned<T> | null>;
}

/**
 * Saves one document of the plan and has the sheets of this and the previous month generated again.
 * @param what - its kind, for messages
 * @param action - what the audit trail says of it
 * @param pathId - the id in the URL, which the document must carry too
 * @param ifMatch - the ETag that was read; not needed for a new document
 */
async function saveDocument<T extends { id: string }>(
  actor: Actor,
  store: DocumentStore<T>,
  what: string,
  action: AuditAction,
  edit: { pathId: string; document: T; ifMatch: string | undefined },
): Promise<Versioned<T>> {
  const { pathId, document, ifMatch } = edit;
  if (document.id !== pathId) {
    throw new RollcallError('request.invalid', {
      issues: [{ in: 'body', path: '/id', message: `must be "${pathId}", the id in the path` }],
    });
  }
  const resource = `The ${what} ${pathId}`;
  const current = await store.find(pathId);
  if (current) {
    if (ifMatch === undefined) throw new RollcallError('request.no-if-match', { resource });
    requireVersion(resource, ifMatch, current.version);
  } else if (ifMatch !== undefined) {
    throw nothingToEdit(resource);
  }
  const saved = await store.save(document, current?.version ?? 0);
  if (!saved) throw staleEdit(resource, (await store.find(pathId))?.version ?? 0);
  await recordAudit(actor, action, pathId, { version: saved.version });
  if (current) await regenerateAfterPlanChange(actor, (await actor.stores.settings.read()).zone);
  return saved;
}

/** An edit of a plan document. */
export interface PlanEdit<T> {
  pathId: string;
  document: T;
  ifMatch: string | undefined;
}

/** Refuses a document that would make shifts overlap, by itself or in the rosters that use it. */
async function requireFit(
  actor: Actor,
  change: (file: RulesFile) => RulesFile,
  touches: { scheduleId?: string; rosterId?: string },
): Promise<void> {
  const rules = await readRules(actor.stores);
  const file = change(rulesFileFrom(rules));
  const { zone } = rules.settings;
  const { scheduleId } = touches;
  const rosters = file.rosters.filter(
    (roster) =>
      roster.id === touches.rosterId ||
      (scheduleId !== undefined && schedulesOf(roster).includes(scheduleId)),
  );
  requirePlanFits(ruleBookOf(file), zone, todayIn(zone, actor.now), {
    rosters: new Set(rosters.map(({ id }) => id)),
    schedules: new Set(scheduleId === undefined ? [] : [scheduleId]),
  });
}

function replacing<T extends { id: string }>(documents: readonly T[], document: T): T[] {
  return [...documents.filter(({ id }) => id !== document.id), document];
}

/** Saves a clocking schedule. @throws RollcallError plan.overlap, also for the rosters that use it */
export async function saveSchedule(actor: Actor, edit: PlanEdit<ClockingSchedule>) {
  const { document } = edit;
  const saved = (file: RulesFile) => ({ ...file, schedules: replacing(file.schedules, document) });
  await requireFit(actor, saved, { scheduleId: document.id });
  return await saveDocument(
    actor,
    actor.stores.plan.schedules,
    'clocking schedule',
    'clocking-schedule.saved',
    edit,
  );
}

/** Saves a duty roster whose schedules all exist. @throws RollcallError schedule.unknown, plan.archived, plan.overlap */
export async function saveRoster(actor: Actor, edit: PlanEdit<DutyRoster>) {
  const { document } = edit;
  for (const scheduleId of schedulesOf(document)) await requireScheduleOfPlan(actor.stores, scheduleId);
  const current = await actor.stores.plan.rosters.find(document.id);
  const named = new Set(current ? schedulesOf(current) : []);
  await requireSchedulesToGive(
    actor.stores,
    schedulesOf(document).filter((scheduleId) => !named.has(scheduleId)),
  );
  const isCycle = document.kind === 'cycle';
  for (const [key, entry] of Object.entries(isCycle ? document.entries : document.days)) {
    if (!entry.furtherScheduleIds) continue;
    await requireSchedulesOfDate(actor.stores, { ...entry, path: `/${isCycle ? 'entries' : 'days'}/${key}` });
  }
  const saved = (file: RulesFile) => ({ ...file, rosters: replacing(file.rosters, document) });
  await requireFit(actor, saved, { rosterId: document.id });
  return await saveDocument(actor, actor.stores.plan.rosters, 'duty roster', 'duty-roster.saved', edit);
}

/** Saves a holiday calendar. */
export async function saveCalendar(actor: Actor, edit: PlanEdit<HolidayCalendar>) {
  return await saveDocument(
    actor,
    actor.stores.plan.calendars,
    'holiday calendar',
    'holiday-calendar.saved',
    edit,
  );
}
