/** Who is in, out, late, expected, on leave or not known on a day. @module */

import { computeDays, PlanFault } from '#shared/attendance/index.ts';
import { entryStatusOf } from '#shared/contract/entry-status.ts';
import type { PresenceCounts, PresentPerson } from '#shared/contract/overview.ts';
import { RollcallError } from '#shared/errors.ts';
import { type CanonicalUserId, canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { isStillIn, lastTimeOf, presenceOf, type ReportDay } from '#shared/reports/index.ts';
import { addDays } from '#shared/time/calendar.ts';
import { epochOf, type Instant, type LocalDate } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, isSortText, type Page } from '../../store/cursor.ts';
import { sortableId } from '../../store/keys.ts';
import { compareAsStored } from '../../store/merge-shards.ts';
import type { StoredLeave, StoredOverride } from '../../store/stored-entry.ts';
import { resultOf } from '../../store/stored-result.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { engineInput, readSheetContext, type SheetContext, stillBehind } from '../sheets/index.ts';
import { withLastSeen } from '../terminals/index.ts';
import { todayIn } from '../today.ts';
import { KeptLooks } from './kept-looks.ts';

type Person = PresentPerson;
type State = Person['state'];

/** What is asked of the people of a day. */
interface PresenceQuery {
  /** Default: today in the organisation's zone. */
  date?: LocalDate | undefined;
  department?: string | undefined;
  site?: string | undefined;
  state?: State | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** All people of a day, in order of their ids, as they were at a moment. */
interface Look {
  date: LocalDate;
  asOf: Actor['now'];
  people: { place: string; person: Person }[];
}

const looks = new KeptLooks<Look>();
const perPage = 1_000;
/** After this the answer would not come before the function's time-out. */
const limitMilliseconds = 20_000;

async function allOf<T>(
  read: (cursor: string | undefined) => Promise<Page<T>>,
  isLate: (found: number) => void,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    all.push(...page.items);
    cursor = page.nextCursor;
    if (cursor !== undefined) isLate(all.length);
  } while (cursor !== undefined);
  return all;
}

/** Serials of terminals that are not heard of now: what was punched there is not known. */
async function unheardOf(actor: Actor, isLate: (found: number) => void): Promise<Set<string>> {
  const { terminals } = actor.stores;
  const all = await allOf((cursor) => terminals.list(perPage, cursor), isLate);
  const shown = await withLastSeen({ ...actor, role: 'system' }, all);
  return new Set(shown.filter(({ reported }) => reported !== 'online').map(({ serial }) => serial));
}

/** What HR has entered for one day, by user. */
interface Entered {
  leaves: ReadonlyMap<CanonicalUserId, StoredLeave[]>;
  overrides: ReadonlyMap<CanonicalUserId, StoredOverride[]>;
}

/** The day of somebody who has no row yet, as the plan has it; `undefined` when it cannot be computed. */
function plannedDay(
  actor: Actor,
  context: SheetContext,
  user: StoredUser,
  date: LocalDate,
  { leaves, overrides }: Entered,
): ReportDay | undefined {
  const days = { from: date, to: addDays(date, 1) };
  const id = canonicalUserId(user.id);
  const inputs = {
    punches: [],
    corrections: [],
    leaves: leaves.get(id) ?? [],
    overrides: overrides.get(id) ?? [],
    uses: [],
    needed: days,
  };
  try {
    return computeDays(engineInput(actor, context, user, inputs, days), context.book)[0];
  } catch (error) {
    // A plan that cannot be computed is told by the sheets; here nothing is known of its user.
    if (error instanceof PlanFault) return undefined;
    throw error;
  }
}

/**
 * Whether somebody is in now by a day that is not over. After the moment up to which a second time may come the day waits for a
 * terminal alone, and a time is missing or not known.
 */
function isInNow(day: ReportDay | undefined, now: Instant): day is ReportDay {
  if (!day || !isStillIn(day)) return false;
  return day.pendingUntil === undefined || epochOf(now) <= Date.parse(day.pendingUntil);
}

function whereabouts(day: ReportDay): Pick<Person, 'since' | 'wallTime' | 'terminal'> {
  const time = lastTimeOf(day)?.time;
  if (!time) return {};
  const { instant, wall, source } = time;
  return { since: instant, wallTime: wall, ...(source.kind === 'punch' ? { terminal: source.serial } : {}) };
}

/**
 * Where somebody is by the day and, where a shift over midnight is not over, by the day before.
 * @param before - the day before, where that shift is not over
 */
function stateOf(
  day: ReportDay | undefined,
  before: ReportDay | undefined,
  mayNotBeKnown: boolean,
): { state: State; by?: ReportDay } {
  if (!day) return before ? { state: 'inside', by: before } : { state: 'unknown' };
  const presence = presenceOf(day);
  if (presence === 'in') return { state: day.late > 0 ? 'late' : 'inside', by: day };
  if (presence === 'out') return { state: 'out', by: day };
  if (before) return { state: 'inside', by: before };
  if (presence === 'leave') return { state: 'leave', by: day };
  if (presence === 'off' || presence === 'not employed') return { state: 'off', by: day };
  if (day.status === 'absent') return { state: 'absent', by: day };
  return { state: mayNotBeKnown ? 'unknown' : 'expected', by: day };
}

async function look(actor: Actor, date: LocalDate, today: LocalDate): Promise<Look> {
  const { stores, now } = actor;
  const began = performance.now();
  const days = { from: date, to: addDays(date, 1) };
  const isLate = (rows: number) => {
    if (performance.now() - began > limitMilliseconds)
      throw new RollcallError('sheets.too-many', { rows, ...days });
  };
  const isToday = date === today;
  // Nobody is in on a date to come; on one that is over, a shift that began before it is no news.
  const openDates = isToday ? [addDays(date, -1)] : [];
  const [context, unheard, users, rows, open, leaves, overrides] = await Promise.all([
    readSheetContext(actor, days),
    unheardOf(actor, isLate),
    allOf((cursor) => stores.users.list({}, perPage, cursor), isLate),
    allOf((cursor) => stores.sheets.ofRange([date], perPage, now, cursor), isLate),
    stores.sheets.withStatus(openDates, ['pending'], undefined, Number.POSITIVE_INFINITY, now),
    allOf((cursor) => stores.leaves.pageOfAll(days, perPage, cursor), isLate),
    allOf((cursor) => stores.overrides.pageOfAll(days, perPage, cursor), isLate),
  ]);
  const isBehind = date < today ? stillBehind(await stores.terminals.marks()) : () => false;
  const openRows = await allOf(
    (cursor) =>
      stores.sheets.ofUsers(
        open.rows.map(({ userId }) => userId),
        openDates,
        perPage,
        cursor,
      ),
    isLate,
  );
  const byUser = <T extends { userId: UserId }>(things: readonly T[]) =>
    Map.groupBy(things, ({ userId }) => canonicalUserId(userId));
  const counting = <T extends Parameters<typeof entryStatusOf>[0]>(entries: readonly T[]) =>
    entries.filter((entry) => entryStatusOf(entry) === 'counting');
  const entered: Entered = { leaves: byUser(counting(leaves)), overrides: byUser(counting(overrides)) };
  const ofDate = byUser(rows);
  const ofYesterday = byUser(openRows);
  /** Terminals whose punches of the day are not known: those not heard of now, or those for which the day still waits. */
  const silentFor = ({ site }: StoredUser, day: ReportDay | undefined): string[] => {
    if (isToday) {
      const own = context.terminals.of({ site, uses: [] }, days.from, days.to);
      return own.map(({ serial }) => serial).filter((serial) => unheard.has(serial));
    }
    return (day?.pendingFor ?? []).filter((serial) => isBehind(serial, day?.pendingUntil));
  };
  const people = users.flatMap((user) => {
    const id = canonicalUserId(user.id);
    const [row] = ofDate.get(id) ?? [];
    const [rowBefore] = ofYesterday.get(id) ?? [];
    const day = row ? resultOf(row) : plannedDay(actor, context, user, date, entered);
    const { id: userId, name, department, site } = user;
    const who = { userId, name, department, site };
    const place = sortableId(id);
    const dayBefore = rowBefore && resultOf(rowBefore);
    const before = isInNow(dayBefore, now) ? dayBefore : undefined;
    if (day?.status === 'not-employed' && lastTimeOf(day) === undefined && !before) return [];
    const silent = silentFor(user, day);
    const { state, by } = stateOf(day, before, silent.length > 0 || date < today);
    const person: Person = {
      ...who,
      state,
      isInside: state === 'inside' || state === 'late',
      ...(by && ['inside', 'late', 'out'].includes(state) ? whereabouts(by) : {}),
      ...(by && by.late > 0 ? { late: by.late } : {}),
      ...(state === 'unknown' && silent.length > 0 ? { unheard: silent.slice(0, 10) } : {}),
    };
    return [{ place, person }];
  });
  people.sort((a, b) => compareAsStored(a.place, b.place));
  return { date, asOf: now, people };
}

function countsOf(people: readonly Person[]): PresenceCounts {
  const countOf = (state: State) => people.filter((person) => person.state === state).length;
  return {
    people: people.length,
    inside: countOf('inside'),
    late: countOf('late'),
    out: countOf('out'),
    expected: countOf('expected'),
    leave: countOf('leave'),
    absent: countOf('absent'),
    off: countOf('off'),
    unknown: countOf('unknown'),
  };
}

function isPosition(value: unknown): value is { after: string } {
  return isSortText((value as { after?: unknown } | null)?.after);
}

/**
 * A page of the people of a day with where each is, and the counts of all whom the department and the site fit; as it was a
 * short time ago at most. A date to come shows what is planned.
 * @throws RollcallError request.cursor, sheets.too-many
 */
export async function readPresence(actor: Actor, query: PresenceQuery) {
  const { stores, now } = actor;
  const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, isPosition);
  const today = todayIn((await stores.settings.read()).zone, now);
  const date = query.date ?? today;
  const seen = await looks.at(`${stores.organisation} ${date} ${today}`, now, () => look(actor, date, today));
  const { department, site, state, limit } = query;
  const counted = seen.people.filter(
    ({ person }) =>
      (department === undefined || person.department === department) &&
      (site === undefined || person.site === site),
  );
  const people = counted.map(({ person }) => person);
  const wanted = counted.filter(
    ({ person, place }) =>
      (state === undefined || person.state === state) &&
      (position === undefined || compareAsStored(place, position.after) > 0),
  );
  const page = wanted.slice(0, limit);
  const last = page.at(-1);
  const departments = [...Map.groupBy(people, (person) => person.department ?? '')]
    .sort(([a], [b]) => compareAsStored(a, b))
    .map(([name, ofDepartment]) => ({ department: name, ...countsOf(ofDepartment) }));
  return {
    date: seen.date,
    asOf: seen.asOf,
    counts: countsOf(people),
    departments,
    items: page.map(({ person }) => person),
    nextCursor: wanted.length > limit && last ? encodeCursor({ after: last.place }) : undefined,
  };
}
