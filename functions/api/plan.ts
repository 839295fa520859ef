/** The API reads and saves clocking schedules, duty rosters and holiday calendars, guarded by ETags. @module */

import type { ClockingSchedule, DutyRoster, HolidayCalendar } from '#shared/attendance/index.ts';
import type { plan } from '#shared/contract/plan.ts';
import { etagOf } from '../domain/etag.ts';
import { requireCalendar, requireRoster, requireSchedule } from '../domain/lookups.ts';
import { saveCalendar, saveRoster, saveSchedule } from '../domain/plan/index.ts';
import type { Call, Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import type { Versioned } from '../store/plan.ts';
import { actorOf } from './actor.ts';

function split<T extends object>(stored: Versioned<T>): { version: number; document: T } {
  const { version, ...document } = stored;
  return { version, document: document as unknown as T };
}

const showSchedule = (stored: Versioned<ClockingSchedule>) => {
  const { version, document } = split<ClockingSchedule>(stored);
  return { version, schedule: document };
};
const showRoster = (stored: Versioned<DutyRoster>) => {
  const { version, document } = split<DutyRoster>(stored);
  return { version, roster: document };
};
const showCalendar = (stored: Versioned<HolidayCalendar>) => {
  const { version, document } = split<HolidayCalendar>(stored);
  return { version, calendar: document };
};

const withEtag = <T extends { version: number }>(body: T) => ({ body, etag: etagOf(body.version) });

function editOf<T>(params: { id: string }, document: T, call: Call) {
  return { pathId: params.id, document, ifMatch: call.ifMatch === '' ? undefined : call.ifMatch };
}

/** Handlers of clocking schedules, duty rosters and holiday calendars. */
export function planHandlers(runtime: Runtime): Handlers<typeof plan> {
  return {
    listSchedules: async ({ query }, call) => {
      const page = await actorOf(runtime, call).stores.plan.schedules.list(query.limit, query.cursor);
      return { body: { ...page, items: page.items.map(showSchedule) } };
    },
    getSchedule: async ({ params }, call) =>
      withEtag(showSchedule(await requireSchedule(actorOf(runtime, call).stores, params.id))),
    putSchedule: async ({ params, body }, call) =>
      withEtag(showSchedule(await saveSchedule(actorOf(runtime, call), editOf(params, body, call)))),
    listRosters: async ({ query }, call) => {
      const page = await actorOf(runtime, call).stores.plan.rosters.list(query.limit, query.cursor);
      return { body: { ...page, items: page.items.map(showRoster) } };
    },
    getRoster: async ({ params }, call) =>
      withEtag(showRoster(await requireRoster(actorOf(runtime, call).stores, params.id))),
    putRoster: async ({ params, body }, call) =>
      withEtag(showRoster(await saveRoster(actorOf(runtime, call), editOf(params, body, call)))),
    listCalendars: async ({ query }, call) => {
      const page = await actorOf(runtime, call).stores.plan.calendars.list(query.limit, query.cursor);
      return { body: { ...page, items: page.items.map(showCalendar) } };
    },
    getCalendar: async ({ params }, call) =>
      withEtag(showCalendar(await requireCalendar(actorOf(runtime, call).stores, params.id))),
    putCalendar: async ({ params, body }, call) =>
      withEtag(showCalendar(await saveCalendar(actorOf(runtime, call), editOf(params, body, call)))),
  };
}
