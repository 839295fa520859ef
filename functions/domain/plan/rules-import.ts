/** Imports a rules file over the stored rules, or only reports what an import would change. @module */

import { canonicalText, hashOfData, type RulesFile, ruleBookOf } from '#shared/attendance/index.ts';
import type { RulesImport } from '#shared/contract/rules-file.ts';
import { RollcallError } from '#shared/errors.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Versioned } from '../../store/plan.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { isMatch } from '../etag.ts';
import { inParallel } from '../in-parallel.ts';
import { type Days, piecesOf } from '../ranges.ts';
import { currentDays, startGeneration } from '../recompute/index.ts';
import { todayIn } from '../today.ts';
import { schedulesOf } from './documents.ts';
import { requirePlanFits } from './overlap.ts';
import { readRules, rulesFileFrom, type StoredRules } from './stored-rules.ts';

type Change = RulesImport['changes'][number];
type Difference = Change['differences'][number];

const shownDifferences = 100;
const writesAtOnce = 8;
/** How many days back an import recomputes; for older sheets somebody starts a generation. */
const mostDaysBack = 366;
const lists = { schedule: 'schedules', roster: 'rosters', calendar: 'calendars' } as const;

/** The ETag of all rules: the same for the same content. */
export function rulesEtag(file: RulesFile): string {
  return `"${hashOfData(file)}"`;
}

/** The rules as they are, with their ETag. */
export async function readStoredRules(actor: Actor): Promise<{ file: RulesFile; etag: string }> {
  const file = rulesFileFrom(await readRules(actor.stores));
  return { file, etag: rulesEtag(file) };
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Where two values differ, each place once. */
function differencesOf(from: unknown, to: unknown, path = ''): Difference[] {
  if (isBranch(from) && isBranch(to) && Array.isArray(from) === Array.isArray(to)) {
    const steps = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return steps.flatMap((step) => differencesOf(from[step], to[step], `${path}/${step}`));
  }
  const isSame =
    from === to || (from !== undefined && to !== undefined && canonicalText(from) === canonicalText(to));
  if (isSame) return [];
  return [{ path, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
}

/** The stored rules with a document's parts laid over them; nothing is ever removed. */
function merged(current: RulesFile, wanted: RulesFile): RulesFile {
  const over = <T extends { id: string }>(stored: readonly T[], named: readonly T[]): T[] => {
    const byId = new Map([...stored, ...named].map((part) => [part.id, part]));
    return [...byId.values()];
  };
  const { name: _name, description: _description, ...rules } = wanted;
  return {
    ...rules,
    schedules: over(current.schedules, wanted.schedules),
    rosters: over(current.rosters, wanted.rosters),
    calendars: over(current.calendars, wanted.calendars),
  };
}

function changesBetween(current: RulesFile, next: RulesFile): Change[] {
  const parts = (['schedule', 'roster', 'calendar'] as const).flatMap((part) => {
    const before = new Map<string, object>(current[lists[part]].map((document) => [document.id, document]));
    return next[lists[part]].map((document): Change => {
      const stored = before.get(document.id);
      const differences = stored ? differencesOf(stored, document) : [];
      return { part, id: document.id, action: stored ? 'changed' : 'added', differences };
    });
  });
  const values = (['rules', 'defaultScheduleId', 'defaultCalendarId', 'changes'] as const).map(
    (part): Change => ({ part, action: 'changed', differences: differencesOf(current[part], next[part]) }),
  );
  return [...parts, ...values]
    .filter(({ action, differences }) => action === 'added' || differences.length > 0)
    .map((change) => ({ ...change, differences: change.differences.slice(0, shownDifferences) }));
}

/** Ids that are stored and that a document does not name. */
function keptBy(current: RulesFile, wanted: RulesFile): RulesImport['kept'] {
  const left = (stored: readonly { id: string }[], named: readonly { id: string }[]) => {
    const ids = new Set(named.map(({ id }) => id));
    return stored.map(({ id }) => id).filter((id) => !ids.has(id));
  };
  return {
    schedules: left(current.schedules, wanted.schedules),
    rosters: left(current.rosters, wanted.rosters),
    calendars: left(current.calendars, wanted.calendars),
  };
}

/** The current days, and those since the earliest dated change that is new, different or gone. */
function touchedDays(actor: Actor, zone: string, current: RulesFile, next: RulesFile): Days {
  const days = currentDays(zone, actor.now);
  const texts = (file: RulesFile) => new Map(file.changes.map((change) => [canonicalText(change), change]));
  const [before, after] = [texts(current), texts(next)];
  const dates = [...before, ...after]
    .filter(([text]) => !before.has(text) || !after.has(text))
    .map(([, { from }]) => from);
  const earliest = addDays(days.to, -mostDaysBack);
  const [first = days.from] = [days.from, ...dates].sort();
  return { from: first < earliest ? earliest : first, to: days.to };
}

function staleRules(current: RulesFile): RollcallError<'request.stale'> {
  return new RollcallError('request.stale', { resource: 'The rules', currentEtag: rulesEtag(current) });
}

/** Refuses what would leave overlapping shifts in a roster or schedule that the import touches. */
function requireFit(next: RulesFile, changes: readonly Change[], zone: string, today: LocalDate): void {
  const idsOf = (part: Change['part']) =>
    new Set(changes.flatMap((change) => (change.part === part && change.id ? [change.id] : [])));
  const schedules = idsOf('schedule');
  const rosters = idsOf('roster');
  const changesDated = changes.some(({ part }) => part === 'changes');
  for (const roster of next.rosters) {
    if (changesDated || schedulesOf(roster).some((id) => schedules.has(id))) rosters.add(roster.id);
  }
  for (const { id } of changesDated ? next.changes.flatMap((change) => change.schedules) : [])
    schedules.add(id);
  requirePlanFits(ruleBookOf(next), zone, today, { rosters, schedules });
}

async function save(
  actor: Actor,
  stored: StoredRules,
  next: RulesFile,
  changes: readonly Change[],
): Promise<void> {
  const { stores, now } = actor;
  const { plan } = stores;
  const stale = async () => staleRules(rulesFileFrom(await readRules(stores)));
  const has = (part: Change['part'], id?: string) =>
    changes.some((change) => change.part === part && change.id === id);
  const versionOf = (documents: readonly Versioned<{ id: string }>[], id: string) =>
    documents.find((document) => document.id === id)?.version ?? 0;
  const documents = [
    ...next.calendars
      .filter(({ id }) => has('calendar', id))
      .map((part) => () => plan.calendars.save(part, versionOf(stored.calendars, part.id))),
    ...next.schedules
      .filter(({ id }) => has('schedule', id))
      .map((part) => () => plan.schedules.save(part, versionOf(stored.schedules, part.id))),
    ...next.rosters
      .filter(({ id }) => has('roster', id))
      .map((part) => () => plan.rosters.save(part, versionOf(stored.rosters, part.id))),
    ...(has('changes')
      ? [() => plan.changes.save({ id: 'changes', changes: next.changes }, stored.changes?.version ?? 0)]
      : []),
  ];
  await inParallel(documents, writesAtOnce, async (write) => {
    if (!(await write())) throw await stale();
  });
  if (!has('rules') && !has('defaultScheduleId') && !has('defaultCalendarId')) return;
  const { version, savedAt: _savedAt, ...settings } = stored.settings;
  const sheets = {
    ...settings.sheets,
    rules: next.rules,
    defaultScheduleId: next.defaultScheduleId,
    calendarId: next.defaultCalendarId,
  };
  if (!(await stores.settings.replace({ ...settings, sheets }, version, now))) throw await stale();
}

/**
 * Lays a rules file over the stored rules, and has the days that it touches computed again. Schedules, rosters
 * and calendars that it does not name stay; rules, defaults and dated changes that it leaves out have their defaults.
 * Each part is one conditional write: an import that another edit interrupts fails as stale, and the caller repeats it.
 * @param ifMatch - the ETag of the rules that the caller read
 * @param dryRun - only report what would change
 * @throws RollcallError request.stale, plan.overlap
 */
export async function importRules(
  actor: Actor,
  wanted: RulesFile,
  ifMatch: string,
  dryRun: boolean,
): Promise<{ report: RulesImport; etag: string }> {
  const stored = await readRules(actor.stores);
  const current = rulesFileFrom(stored);
  if (!isMatch(ifMatch, rulesEtag(current))) throw staleRules(current);
  const next = merged(current, wanted);
  const changes = changesBetween(current, next);
  const { zone } = stored.settings;
  requireFit(next, changes, zone, todayIn(zone, actor.now));
  const recomputed = changes.length === 0 ? null : touchedDays(actor, zone, current, next);
  const report = { dryRun, changes, kept: keptBy(current, wanted), recomputed };
  if (dryRun || recomputed === null) return { report, etag: rulesEtag(current) };
  await save(actor, stored, next, changes);
  const ids = changes.map(({ part, id }) => (id === undefined ? part : `${part} ${id}`));
  await recordAudit(actor, 'rules-file.imported', 'rules', { parts: ids.slice(0, shownDifferences) });
  for (const piece of piecesOf(recomputed)) await startGeneration(actor, { ...piece, origin: 'plan' });
  return { report, etag: (await readStoredRules(actor)).etag };
}
