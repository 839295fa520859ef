/** Reads the rows of sheets page by page, for one user or for everybody. @module */

import { toldDay } from '#shared/attendance/index.ts';
import type { SheetRow } from '#shared/contract/sheets.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { ReportDay } from '#shared/reports/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Page } from '../../store/cursor.ts';
import { sortableId } from '../../store/keys.ts';
import { compareAsStored } from '../../store/merge-shards.ts';
import { resultOf } from '../../store/stored-result.ts';
import type { SheetRow as StoredRow } from '../../store/stored-row.ts';
import type { TerminalMark } from '../../store/terminal-marks.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { requireUsers, requireUsersOfNow } from '../lookups.ts';
import { requireRange } from '../ranges.ts';
import { isAwaited } from '../terminals/index.ts';
import { isFiltering, type RowFilter, rowFilter } from './row-filter.ts';
import { type RowScope, type RowSource, rowsByDate, rowsByUser } from './row-sources.ts';

/** Which rows are asked for: `from ≤ date < to`, of some users or of everybody. */
export interface SheetQuery extends RowFilter {
  from: LocalDate;
  to: LocalDate;
  userId?: UserId | undefined;
  /** Several users, in place of one. */
  userIds?: readonly UserId[] | undefined;
  /** Default: by date. */
  order?: 'date' | 'user' | undefined;
  /** Default: all. */
  fields?: 'all' | 'summary' | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** A row without what explains it: about a third of its size. */
function summaryOf({
  intervals: _intervals,
  reasons: _reasons,
  ignored: _ignored,
  ...row
}: ReportDay): ReportDay {
  return row;
}

/**
 * Tells of a terminal that a row waits for whether it is still behind: the row is computed again when the one furthest
 * behind has come, and until then others may have.
 */
export function stillBehind(
  terminals: readonly TerminalMark[],
): (serial: string, until: string | undefined) => boolean {
  const bySerial = new Map<string, TerminalMark>(terminals.map((terminal) => [terminal.serial, terminal]));
  return (serial, until) => {
    const terminal = bySerial.get(serial);
    if (!terminal || !isAwaited(terminal)) return false;
    const { completeThrough } = terminal;
    return (
      completeThrough === undefined || until === undefined || Date.parse(completeThrough) <= Date.parse(until)
    );
  };
}

/** Who people are now, as it was read for earlier rows; nothing for ids that nobody has any more. */
export type KnownPeople = Map<UserId, { name?: string | undefined; department?: string | undefined }>;

/** Reads who the people of some rows are who are not known yet. */
async function learnPeople(
  { stores }: Actor,
  rows: readonly StoredRow[],
  people: KnownPeople,
): Promise<void> {
  const unknown = new Set(rows.map(({ userId }) => userId).filter((userId) => !people.has(userId)));
  if (unknown.size === 0) return;
  for (const userId of unknown) people.set(userId, {});
  for (const { id, name, department } of await stores.users.findMany([...unknown])) {
    people.set(id, { name, department });
  }
}

/** Rows with who their users are; `toldDay` puts their reasons into sentences. @param people - whom earlier rows had; those of these rows are added */
export async function describeRows(
  actor: Actor,
  rows: readonly StoredRow[],
  people: KnownPeople,
): Promise<ReportDay[]> {
  await learnPeople(actor, rows, people);
  const isBehind = rows.some((row) => row.pendingFor !== undefined)
    ? stillBehind(await actor.stores.terminals.marks())
    : () => true;
  return rows.map((row) => {
    const name = people.get(row.userId)?.name;
    const { pendingFor, ...result } = resultOf(row);
    const behind = pendingFor?.filter((serial) => isBehind(serial, result.pendingUntil));
    return {
      ...result,
      ...(behind === undefined || behind.length === 0 ? {} : { pendingFor: behind }),
      name,
      department: row.department,
      lockId: row.lockId,
    };
  });
}

/** Rows that a page of a filtered list looks at before it is given short, beside those that it may have. */
const mostSkipped = 500;

/** Reads on until a page is full, or has looked at enough rows: ever more at a time, because few may fit. */
async function filteredPage(
  source: RowSource,
  fitting: (rows: readonly StoredRow[]) => Promise<StoredRow[]>,
  limit: number,
  cursor: string | undefined,
): Promise<Page<StoredRow>> {
  const items: StoredRow[] = [];
  let nextCursor = cursor;
  let skipped = 0;
  let step = limit;
  do {
    const page = await source.read(step, nextCursor);
    const wanted = await fitting(page.items);
    const room = limit - items.length;
    items.push(...wanted.slice(0, room));
    const last = items.at(-1);
    if (wanted.length > room && last) return { items, nextCursor: source.cursorBehind(last) };
    nextCursor = page.nextCursor;
    // A page without rows has looked at something, too.
    skipped += Math.max(1, page.items.length - wanted.length);
    step = Math.min(2 * step, mostSkipped);
  } while (nextCursor !== undefined && items.length < limit && skipped < mostSkipped);
  return { items, nextCursor };
}

/**
 * The users of some ids, each once and in order. Of several ids those of before stand for the users that they are now; a request
 * for a single one is redirected.
 * @throws RollcallError user.unknown, user.merged
 */
async function usersOf(actor: Actor, userIds: readonly UserId[]): Promise<StoredUser[]> {
  const find = userIds.length === 1 ? requireUsers : requireUsersOfNow;
  const users = await find(actor.stores, userIds);
  const places = new Map(users.map((user) => [sortableId(canonicalUserId(user.id)), user]));
  return [...places].sort(([a], [b]) => compareAsStored(a, b)).map(([, user]) => user);
}

function rowSource(actor: Actor, scope: RowScope, order: SheetQuery['order']): RowSource {
  return order === 'user' || scope.users?.length === 1 ? rowsByUser(actor, scope) : rowsByDate(actor, scope);
}

/**
 * A page of attendance sheet rows. A page with a filter may be short although more follow: it looks at a bounded number of rows.
 * @param people - whom earlier pages had; those of this page are added
 * @throws RollcallError range.invalid, request.cursor, user.unknown
 */
export async function readSheets(
  actor: Actor,
  query: SheetQuery,
  people: KnownPeople = new Map(),
): Promise<Page<ReportDay>> {
  const { from, to, order, limit, cursor } = query;
  requireRange(from, to);
  const userIds = query.userIds ?? (query.userId === undefined ? undefined : [query.userId]);
  const users = userIds && (await usersOf(actor, userIds));
  for (const { id, name, department } of users ?? []) people.set(id, { name, department });
  const source = rowSource(actor, { from, to, users }, order);
  const page = isFiltering(query)
    ? await filteredPage(source, rowFilter(actor, query), limit, cursor)
    : await source.read(limit, cursor);
  const items = await describeRows(actor, page.items, people);
  return { ...page, items: query.fields === 'summary' ? items.map(summaryOf) : items };
}

/**
 * A page of attendance sheet rows as the API shows them, with the sentences of their reasons.
 * @throws RollcallError range.invalid, request.cursor, user.unknown
 */
export async function listSheets(actor: Actor, query: SheetQuery): Promise<Page<SheetRow>> {
  const page = await readSheets(actor, query);
  return { ...page, items: page.items.map(toldDay) };
}
