/** Lists people in any order, or those of some ids or of a download; in the order of their ids without reading everybody. @module */

import type { DownloadId } from '#shared/contract/ids.ts';
import { mostUsersOfFile, type UserSort } from '#shared/contract/users.ts';
import { RollcallError } from '#shared/errors.ts';
import { canonicalUserId, parseUserId, type UserId } from '#shared/punch/user-id.ts';
import { type Phrase, phrase, which } from '#shared/reasons/index.ts';
import { decodeCursor, encodeCursor, type Page } from '../../store/cursor.ts';
import { fitsFilter, type StoredUser, type UserFilter } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { usersOfNow } from '../lookups.ts';
import { membersOf } from '../users/index.ts';

/** Which people are wanted. */
export interface PeopleFilter extends UserFilter {
  ids?: readonly UserId[] | undefined;
  downloadId?: DownloadId | undefined;
}

/** A page of people, and how many there are where that is known. */
export type PeoplePage = Page<StoredUser> & { matching?: number };

/** Behind whom a page of a sorted list begins. */
interface Position {
  value: string | null;
  id: string;
}

function isPosition(position: unknown): position is Position {
  if (typeof position !== 'object' || position === null) return false;
  const { value, id } = position as Partial<Position>;
  return (value === null || typeof value === 'string') && typeof id === 'string';
}

const compareTexts = new Intl.Collator('en', { numeric: true }).compare;
const exactly = (a: string, b: string) => compareTexts(a, b) || (a < b ? -1 : a > b ? 1 : 0);

function orderOf(sort: UserSort) {
  const turn = sort.startsWith('-') ? -1 : 1;
  const field = sort.replace('-', '') as Exclude<UserSort, `-${string}`>;
  return {
    positionOf: (user: StoredUser): Position => ({
      value: field === 'id' ? null : (user[field] ?? null),
      id: canonicalUserId(user.id),
    }),
    /** Who has no value comes last, whichever way the others are turned. */
    compare: (a: Position, b: Position): number => {
      if (a.value === null || b.value === null) {
        if (a.value !== b.value) return a.value === null ? 1 : -1;
        return exactly(a.id, b.id);
      }
      return turn * exactly(a.value, b.value) || exactly(a.id, b.id);
    },
  };
}

/** The users whom a download has created. @throws RollcallError download.unknown */
async function createdBy({ stores }: Actor, downloadId: DownloadId): Promise<StoredUser[]> {
  const download = await stores.downloads.find(downloadId);
  if (!download) throw new RollcallError('download.unknown', { downloadId });
  const { created } = await stores.downloads.noted(download);
  requireFew(created.size, phrase('users.of-download', {}));
  const users = await stores.users.findMany([...created].flatMap((id) => parseUserId(id) ?? []));
  return users.filter(({ origin }) => origin.downloadId === downloadId);
}

function requireFew(count: number, what: Phrase): void {
  if (count > mostUsersOfFile)
    throw new RollcallError('users.too-many', { most: mostUsersOfFile, ...which(what) });
}

async function candidates(actor: Actor, { ids, downloadId, ...filter }: PeopleFilter): Promise<StoredUser[]> {
  const { users } = actor.stores;
  if (ids !== undefined) {
    const named = await usersOfNow(actor.stores, ids);
    return [...new Set(named)].filter((user) => user !== undefined);
  }
  if (downloadId !== undefined) return await createdBy(actor, downloadId);
  const what = phrase('users.of-list', {});
  const some =
    filter.department === undefined
      ? await users.upTo(mostUsersOfFile)
      : await membersOf(actor, filter.department, mostUsersOfFile);
  if (some === null) throw new RollcallError('users.too-many', { most: mostUsersOfFile, ...which(what) });
  return some;
}

/**
 * Everybody whom a filter fits, in an order.
 * @throws RollcallError users.too-many, download.unknown
 */
export async function allPeople(actor: Actor, wanted: PeopleFilter, sort: UserSort): Promise<StoredUser[]> {
  const { ids: _ids, downloadId, ...filter } = wanted;
  const { positionOf, compare } = orderOf(sort);
  return (await candidates(actor, wanted))
    .filter((user) => fitsFilter(user, filter))
    .filter(({ origin }) => downloadId === undefined || origin.downloadId === downloadId)
    .map((user) => ({ user, position: positionOf(user) }))
    .sort((a, b) => compare(a.position, b.position))
    .map(({ user }) => user);
}

/**
 * A page of people. In the order of their ids it may be short although more follow.
 * @throws RollcallError request.cursor, users.too-many, download.unknown
 */
export async function listPeople(
  actor: Actor,
  {
    sort,
    limit,
    cursor,
    ...wanted
  }: PeopleFilter & { sort: UserSort; limit: number; cursor?: string | undefined },
): Promise<PeoplePage> {
  const { stores } = actor;
  const { ids, downloadId, ...filter } = wanted;
  if (ids === undefined && downloadId === undefined && sort === 'id') {
    const page = await stores.users.list(filter, limit, cursor);
    const isAll = cursor === undefined && page.nextCursor === undefined;
    return isAll ? { ...page, matching: page.items.length } : page;
  }
  const { positionOf, compare } = orderOf(sort);
  const all = await allPeople(actor, wanted, sort);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, isPosition);
  const rest = after === undefined ? all : all.filter((user) => compare(positionOf(user), after) > 0);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  // The list may come from an index, which is late: what is shown is read as it is.
  const fresh = new Map(
    (await stores.users.findMany(shown.map(({ id }) => id))).map((user) => [user.id, user]),
  );
  return {
    items: shown.flatMap(({ id }) => fresh.get(id) ?? []).filter((user) => fitsFilter(user, filter)),
    nextCursor: last !== undefined && rest.length > limit ? encodeCursor(positionOf(last)) : undefined,
    matching: all.length,
  };
}
