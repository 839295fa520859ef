/** Counts where parts of the plan are used from today on, for whoever wants to change or archive one. @module */

import { mostUsersOfFile } from '#shared/contract/users.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { todayIn } from '../today.ts';
import { schedulesOf } from './documents.ts';
import { readRules } from './stored-rules.ts';

/** The roster in force on a date: of several the one that starts last; `null` for none. */
function rosterOn({ rosterAssignments }: StoredUser, date: LocalDate): string | null {
  const inForce = rosterAssignments
    .filter(({ from, to }) => from <= date && (to === null || date < to))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  return inForce.at(-1)?.rosterId ?? null;
}

/** The rosters that a user has from a date on; `null` stands for days without one. */
function rostersFrom(user: StoredUser, today: LocalDate): Set<string | null> {
  const turns = user.rosterAssignments.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
  const dates = [today, ...turns.filter((date) => date > today)];
  return new Set(dates.map((date) => rosterOn(user, date)));
}

function isWorking({ expiresOn, merged }: StoredUser, today: LocalDate): boolean {
  return merged === undefined && (expiresOn === undefined || expiresOn >= today);
}

/**
 * Where each clocking schedule, duty roster and holiday calendar is used from today on. People whose issuance has expired and
 * those who were merged into others are not counted.
 */
export async function readPlanUses(actor: Actor) {
  const [rules, users] = await Promise.all([
    readRules(actor.stores),
    actor.stores.users.upTo(mostUsersOfFile),
  ]);
  const { newUsers, sheets, zone } = rules.settings;
  const today = todayIn(zone, actor.now);
  const plans = users?.filter((user) => isWorking(user, today)).map((user) => rostersFrom(user, today));
  const countWhere = (applies: (rosterIds: ReadonlySet<string | null>) => boolean) =>
    plans === undefined ? null : plans.filter(applies).length;
  return {
    schedules: rules.schedules.map(({ id }) => {
      const rosters = rules.rosters
        .filter((roster) => schedulesOf(roster).includes(id))
        .map((roster) => roster.id);
      const isDefault = sheets.defaultScheduleId === id;
      const people = countWhere(
        (rosterIds) =>
          (isDefault && rosterIds.has(null)) || rosters.some((rosterId) => rosterIds.has(rosterId)),
      );
      return { id, rosters, isDefault, people };
    }),
    rosters: rules.rosters.map(({ id }) => ({
      id,
      isDefault: newUsers.dutyRosterId === id,
      people: countWhere((rosterIds) => rosterIds.has(id)),
    })),
    calendars: rules.calendars.map(({ id }) => ({ id, isDefault: sheets.calendarId === id })),
  };
}
