/** What is planned for people, day by day: rosters, holidays, leave and HR's entries taken together. @module */

import { type ResolvedDay, resolvedPlan } from '#shared/attendance/index.ts';
import { RollcallError } from '#shared/errors.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { because, phrase } from '#shared/reasons/index.ts';
import { daysBetween } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Page } from '../../store/cursor.ts';
import type { EnteredMonths } from '../../store/entered-months.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';
import { requireUsersOfNow } from '../lookups.ts';
import { type Days, requireRange } from '../ranges.ts';
import { planInput } from './plan-input.ts';
import { compiledRulesFrom, readRules } from './stored-rules.ts';

/** Whose plan is asked for, `from ≤ date < to`. */
export interface BoardQuery extends Days {
  userIds?: readonly UserId[] | undefined;
  department?: string | undefined;
  site?: string | undefined;
  search?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

interface Covered {
  date: LocalDate;
  scheduleId: string | null;
  start: string;
  people: number;
}

const mostDays = 62;
const peopleAtOnce = 25;
const noPlan = { days: [], overridden: new Set<LocalDate>() };

async function usersOf(actor: Actor, query: BoardQuery): Promise<Page<StoredUser>> {
  const { userIds, department, site, search, limit, cursor } = query;
  if (userIds === undefined)
    return await actor.stores.users.list({ department, site, search }, limit, cursor);
  return { items: await requireUsersOfNow(actor.stores, userIds) };
}

/** What HR has entered about a user's days; nothing is searched for in months in which nothing was entered. */
async function entriesOf({ stores }: Actor, userId: UserId, days: Days, months: EnteredMonths | undefined) {
  if (!(months?.mayHold(days) ?? true)) return { overrides: [], leaves: [], corrections: [] };
  const [overrides, leaves, corrections] = await Promise.all([
    stores.overrides.ofUser(userId, days),
    stores.leaves.ofUser(userId, days),
    stores.corrections.ofUser(userId, days),
  ]);
  return { overrides, leaves, corrections };
}

function coverageOf(people: readonly { days: readonly ResolvedDay[] }[]): Covered[] {
  const covered = new Map<string, Covered>();
  for (const { date, shifts, expected } of people.flatMap(({ days }) => days)) {
    if (expected === 0) continue;
    for (const { scheduleId, start, isChoice } of shifts) {
      if (isChoice) continue;
      const at = start.slice('YYYY-MM-DDT'.length, 'YYYY-MM-DDTHH:MM'.length);
      const key = `${date} ${at} ${scheduleId ?? ''}`;
      const known = covered.get(key);
      if (known) known.people += 1;
      else covered.set(key, { date, scheduleId, start: at, people: 1 });
    }
  }
  return [...covered].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

function describeDay({ holiday, leave, shifts, ...day }: ResolvedDay, isOverridden: boolean) {
  return {
    ...day,
    shifts: shifts.map(({ isChoice, ...shift }) => (isChoice ? { ...shift, isChoice } : shift)),
    ...(holiday === null ? {} : { holiday }),
    ...(leave.length === 0 ? {} : { leave }),
    ...(isOverridden ? { isOverridden } : {}),
  };
}

/**
 * A page of people with their plan, in order of their ids, and how many of them each shift has.
 * @throws RollcallError range.invalid, user.unknown, request.cursor
 */
export async function readRosterBoard(actor: Actor, query: BoardQuery) {
  const { from, to } = query;
  requireRange(from, to);
  if (daysBetween(from, to) > mostDays) {
    throw new RollcallError('range.invalid', {
      from,
      to,
      ...because(phrase('range.most-of-board', { most: mostDays })),
    });
  }
  const [rules, page] = await Promise.all([readRules(actor.stores), usersOf(actor, query)]);
  const book = compiledRulesFrom(rules);
  const months = await actor.stores.enteredMonths.ofMany(page.items.map(({ id }) => id));
  const plans = new Map<UserId, { days: ResolvedDay[]; overridden: ReadonlySet<LocalDate> }>();
  await inParallel(page.items, peopleAtOnce, async (user) => {
    const { overrides, leaves, corrections } = await entriesOf(
      actor,
      user.id,
      query,
      months.get(canonicalUserId(user.id)),
    );
    const input = { ...planInput(rules.settings.zone, user), overrides, leaves };
    const planned = corrections.filter(({ kind }) => kind === 'set-schedule' || kind === 'set-day-type');
    plans.set(user.id, {
      days: resolvedPlan(input, corrections, book, query),
      overridden: new Set([...overrides, ...planned].map(({ date }) => date)),
    });
  });
  const people = page.items.map((user) => ({ user, ...(plans.get(user.id) ?? noPlan) }));
  return {
    items: people.map(({ user, days, overridden }) => ({
      userId: user.id,
      name: user.name,
      department: user.department,
      days: days.map((day) => describeDay(day, overridden.has(day.date))),
      expected: days.reduce((sum, { expected }) => sum + expected, 0),
    })),
    nextCursor: page.nextCursor,
    coverage: coverageOf(people),
  };
}
