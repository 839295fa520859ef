/** Refuses a plan in which two shifts of a user overlap, for as many days as it takes to repeat itself. @module */

import type { DayOverride } from '#shared/attendance/index.ts';
import { assertNoOverlap, compileRules, type RuleBook } from '#shared/attendance/index.ts';
import { isProblem, RollcallError } from '#shared/errors.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import type { Days } from '../ranges.ts';
import { planInput } from './plan-input.ts';
import { compiledRulesFrom, readRules, type StoredRules } from './stored-rules.ts';

/** Most days that a check looks at: a roster together with schedules by the weekday repeats long before. */
const mostDays = 800;

const longAgo = '0001-01-01' as LocalDate;

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** After how many days a roster of a given length repeats itself on the same weekday. */
function daysToRepeat(length: number): number {
  return Math.min(mostDays, (length * 7) / divisor(length, 7));
}

function lengthOf(book: RuleBook, rosterId: string): number {
  const roster = book.rosters.find(({ id }) => id === rosterId);
  return roster?.kind === 'cycle' ? roster.entries.length : 7;
}

/**
 * Refuses a plan of a user in which two shifts overlap.
 * @param user - with the assignments that are to hold
 * @param days - those whose plan changes
 * @param wanted - an override of a date that is to be entered
 * @param known - all rules, where they have been read already
 * @throws RollcallError plan.overlap, naming both shifts
 */
export async function requireNoOverlap(
  actor: Actor,
  user: StoredUser,
  days: Days,
  wanted?: DayOverride,
  known?: StoredRules,
): Promise<void> {
  const { stores } = actor;
  const around = { from: addDays(days.from, -2), to: addDays(days.to, 2) };
  const [rules, overrides, corrections] = await Promise.all([
    known ?? readRules(stores),
    stores.overrides.ofUser(user.id, around),
    stores.corrections.ofUser(user.id, around),
  ]);
  // A corrected schedule beats an override, and of several overrides the one with the last id counts.
  const corrected = corrections.flatMap((correction): DayOverride[] => {
    const { id, userId, date } = correction;
    if (correction.kind !== 'set-schedule') return [];
    const { scheduleId, furtherScheduleIds } = correction;
    return [{ id: `~${id}`, userId, date, scheduleId, furtherScheduleIds }];
  });
  assertNoOverlap(
    {
      ...planInput(rules.settings.zone, user),
      overrides: [...overrides, ...corrected, ...(wanted ? [wanted] : [])],
      leaves: [],
    },
    compiledRulesFrom(rules),
    days,
  );
}

/**
 * Refuses a roster that would make shifts of a user overlap: from its first day until it repeats, and on the day on
 * which another roster follows.
 */
export async function requireRosterFits(
  actor: Actor,
  user: StoredUser,
  assigned: { rosterId: string; from: LocalDate; to: LocalDate | null },
  known?: StoredRules,
): Promise<void> {
  const roster =
    known?.rosters.find(({ id }) => id === assigned.rosterId) ??
    (await actor.stores.plan.rosters.find(assigned.rosterId));
  const length = roster?.kind === 'cycle' ? roster.entries.length : 7;
  const days = { from: assigned.from, to: addDays(assigned.from, daysToRepeat(length)) };
  await requireNoOverlap(actor, user, days, undefined, known);
  const { to } = assigned;
  if (to !== null) await requireNoOverlap(actor, user, { from: to, to: addDays(to, 1) }, undefined, known);
}

/** Rosters and schedules by their ids. */
export interface PlanParts {
  rosters: ReadonlySet<string>;
  schedules: ReadonlySet<string>;
}

/**
 * Refuses rosters, and schedules by the weekday, whose own shifts overlap: from today on, and from each change of the
 * rules on, until they repeat.
 * @param parts - those to look at
 * @throws RollcallError plan.overlap, naming both shifts
 */
export function requirePlanFits(book: RuleBook, zone: string, today: LocalDate, parts: PlanParts): void {
  const compiled = compileRules(book);
  const starts = [today, ...(book.changes ?? []).map(({ from }) => from)];
  const schedules = [...book.schedules, ...(book.changes ?? []).flatMap((change) => change.schedules ?? [])];
  const rosterIds = book.rosters.map(({ id }) => id).filter((id) => parts.rosters.has(id));
  const ofRosters = rosterIds.map((rosterId) => ({
    facts: { rosterId },
    compiled,
    rosterId,
    length: lengthOf(book, rosterId),
  }));
  // Schedules of other kinds say nothing about the dates on which they are worked.
  const ofSchedules = schedules
    .filter(({ id, kind }) => kind === 'weekly' && parts.schedules.has(id))
    .map(({ id }) => ({
      facts: { scheduleId: id },
      compiled: compileRules(withDefaultSchedule(book, id)),
      rosterId: undefined,
      length: 7,
    }));
  for (const { facts, length, rosterId, ...rules } of [...ofRosters, ...ofSchedules]) {
    const assignments =
      rosterId === undefined ? [] : [{ id: rosterId, userId: '', rosterId, from: longAgo, to: null }];
    const input = { user: { id: '', zone }, assignments, overrides: [], leaves: [] };
    try {
      for (const from of starts) {
        assertNoOverlap(input, rules.compiled, { from, to: addDays(from, daysToRepeat(length)) });
      }
    } catch (error) {
      if (!isProblem(error, 'plan.overlap')) throw error;
      const { first, second } = error.facts;
      throw new RollcallError('plan.overlap', { ...facts, first, second });
    }
  }
}

/** The rule book as it holds for a user without a roster, with this schedule as the default. */
function withDefaultSchedule(book: RuleBook, scheduleId: string): RuleBook {
  const own = (schedules: RuleBook['schedules']) => schedules.filter(({ id }) => id === scheduleId);
  const changes = (book.changes ?? []).map(({ defaultScheduleId: _other, schedules = [], ...change }) => ({
    ...change,
    schedules: own(schedules),
  }));
  const { rules } = book;
  return {
    rules,
    schedules: own(book.schedules),
    rosters: [],
    calendars: [],
    changes,
    defaultScheduleId: scheduleId,
  };
}
