/** The API reads, saves and archives clocking schedules, duty rosters and holiday calendars; edits are guarded by ETags. @module */

import type { ClockingSchedule, DutyRoster, HolidayCalendar } from '#shared/attendance/index.ts';
import type { plan } from '#shared/contract/plan.ts';
import type { planUses } from '#shared/contract/plan-uses.ts';
import type { rosterBoard } from '#shared/contract/roster-board.ts';
import type { Actor } from '../domain/actor.ts';
import { type ArchivedPart, archivedSince, readArchived } from '../domain/archived-plan.ts';
import { etagOf } from '../domain/etag.ts';
import { requireCalendar, requireRoster, requireSchedule } from '../domain/lookups.ts';
import {
  archivePart,
  readPlanUses,
  readRosterBoard,
  saveCalendar,
  saveRoster,
  saveSchedule,
} from '../domain/plan/index.ts';
import type { Call, Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import type { Page } from '../store/cursor.ts';
import type { ArchivedPlan, Versioned } from '../store/plan.ts';
import { actorOf } from './actor.ts';
import { listOf } from './list-of.ts';

type Stored<T> = Versioned<T & { id: string }>;

/** What is archived of the parts of one kind. */
interface OfKind {
  archived: ArchivedPlan;
  part: ArchivedPart;
}

function split<T>(stored: Stored<T>, { archived, part }: OfKind) {
  const { version, ...document } = stored;
  const archivedAt = archivedSince(archived, part, document.id);
  return {
    meta: { version, ...(archivedAt === undefined ? {} : { archivedAt }) },
    document: document as unknown as T,
  };
}

const showSchedule = (stored: Stored<ClockingSchedule>, archived: ArchivedPlan) => {
  const { meta, document } = split<ClockingSchedule>(stored, { archived, part: 'schedules' });
  return { ...meta, schedule: document };
};
const showRoster = (stored: Stored<DutyRoster>, archived: ArchivedPlan) => {
  const { meta, document } = split<DutyRoster>(stored, { archived, part: 'rosters' });
  return { ...meta, roster: document };
};
const showCalendar = (stored: Stored<HolidayCalendar>, archived: ArchivedPlan) => {
  const { meta, document } = split<HolidayCalendar>(stored, { archived, part: 'calendars' });
  return { ...meta, calendar: document };
};

const withEtag = <T extends { version: number }>(body: T) => ({ body, etag: etagOf(body.version) });

function editOf<T>(params: { id: string }, document: T, call: Call) {
  return { pathId: params.id, document, ifMatch: call.ifMatch === '' ? undefined : call.ifMatch };
}

/** One document with its ETag. */
async function one<T, Shown extends { version: number }>(
  { stores }: Actor,
  stored: Promise<Stored<T>>,
  show: (stored: Stored<T>, archived: ArchivedPlan) => Shown,
) {
  const [found, archived] = await Promise.all([stored, readArchived(stores)]);
  return withEtag(show(found, archived));
}

/** A page of documents, without those that are archived unless they are wanted. */
async function pageOf<T, Shown extends { archivedAt?: string }>(
  { stores }: Actor,
  page: Promise<Page<Stored<T>>>,
  show: (stored: Stored<T>, archived: ArchivedPlan) => Shown,
  wanted: 'without' | 'only' | 'also',
) {
  const [{ items, nextCursor }, archived] = await Promise.all([page, readArchived(stores)]);
  const all = items.map((stored) => show(stored, archived));
  const shown = all.filter(
    ({ archivedAt }) => wanted === 'also' || (archivedAt === undefined) === (wanted === 'without'),
  );
  return { body: { items: shown, nextCursor } };
}

/** Handlers of clocking schedules, duty rosters and holiday calendars. */
export function planHandlers(runtime: Runtime): Handlers<typeof plan> {
  return {
    listSchedules: async ({ query }, call) => {
      const actor = actorOf(runtime, call);
      const page = actor.stores.plan.schedules.list(query.limit, query.cursor);
      return await pageOf(actor, page, showSchedule, query.archived);
    },
    getSchedule: async ({ params }, call) => {
      const actor = actorOf(runtime, call);
      return await one(actor, requireSchedule(actor.stores, params.id), showSchedule);
    },
    putSchedule: async ({ params, body }, call) => {
      const actor = actorOf(runtime, call);
      return await one(actor, saveSchedule(actor, editOf(params, body, call)), showSchedule);
    },
    listRosters: async ({ query }, call) => {
      const actor = actorOf(runtime, call);
      const page = actor.stores.plan.rosters.list(query.limit, query.cursor);
      return await pageOf(actor, page, showRoster, query.archived);
    },
    getRoster: async ({ params }, call) => {
      const actor = actorOf(runtime, call);
      return await one(actor, requireRoster(actor.stores, params.id), showRoster);
    },
    putRoster: async ({ params, body }, call) => {
      const actor = actorOf(runtime, call);
      return await one(actor, saveRoster(actor, editOf(params, body, call)), showRoster);
    },
    listCalendars: async ({ query }, call) => {
      const actor = actorOf(runtime, call);
      const page = actor.stores.plan.calendars.list(query.limit, query.cursor);
      return await pageOf(actor, page, showCalendar, query.archived);
    },
    getCalendar: async ({ params }, call) => {
      const actor = actorOf(runtime, call);
      return await one(actor, requireCalendar(actor.stores, params.id), showCalendar);
    },
    putCalendar: async ({ params, body }, call) => {
      const actor = actorOf(runtime, call);
      return await one(actor, saveCalendar(actor, editOf(params, body, call)), showCalendar);
    },
  };
}

async function archive(actor: Actor, part: ArchivedPart, id: string, archived: boolean) {
  const archivedAt = await archivePart(actor, part, id, archived);
  return { body: { id, ...(archivedAt === undefined ? {} : { archivedAt }) } };
}

/** Handlers of the use and the archive of parts of the plan, and of the roster board. */
export function planUseHandlers(runtime: Runtime): Handlers<typeof planUses & typeof rosterBoard> {
  return {
    getPlanUses: async (_request, call) => ({ body: await readPlanUses(actorOf(runtime, call)) }),
    archiveSchedule: ({ params, body }, call) =>
      archive(actorOf(runtime, call), 'schedules', params.id, body.archived),
    archiveRoster: ({ params, body }, call) =>
      archive(actorOf(runtime, call), 'rosters', params.id, body.archived),
    archiveCalendar: ({ params, body }, call) =>
      archive(actorOf(runtime, call), 'calendars', params.id, body.archived),
    getRosterBoard: async ({ query }, call) => {
      const { userId, ...others } = query;
      return { body: await readRosterBoard(actorOf(runtime, call), { ...others, userIds: listOf(userId) }) };
    },
  };
}
