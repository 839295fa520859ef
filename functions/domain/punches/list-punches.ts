/** Lists the punches of some people, or of everybody, by wall time or by arrival. @module */

import { RollcallError } from '#shared/errors.ts';
import { type CanonicalPin, canonicalPinOf } from '#shared/punch/pin.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { phrase, which } from '#shared/reasons/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredPunch } from '../../store/stored-punch.ts';
import type { Actor } from '../actor.ts';
import { claimsOfMany, type UserClaims } from '../claims.ts';
import { usersOfNow } from '../lookups.ts';
import { requireRange } from '../ranges.ts';
import { membersOf } from '../users/index.ts';
import { arrivalsBetween } from './arrivals-between.ts';
import { describePunches, type PunchQuery } from './punch-list.ts';

/** Most people whose punches one list by wall time has: each costs a query on every page. */
const mostPeople = 200;
/** How often a page by arrival is filled up where a filter leaves out many. */
const mostRounds = 10;

/** Which punches are wanted, and in which order. */
export interface PunchListQuery extends Omit<PunchQuery, 'userId'> {
  userIds?: readonly UserId[] | undefined;
  from: LocalDate;
  to: LocalDate;
  by: 'wall-time' | 'arrival';
  order: 'time' | 'latest';
  limit: number;
  cursor?: string | undefined;
}

/** The PINs whose punches are read, and which of them are wanted. */
interface PinScope {
  pins: readonly CanonicalPin[];
  counts?: (punch: StoredPunch) => boolean;
}

function tooMany(): RollcallError<'users.too-many'> {
  const what = which(phrase('users.of-punches', {}));
  return new RollcallError('users.too-many', { most: mostPeople, ...what });
}

/** The ids that people have now: an id that nobody has stays, because its PIN may have punched. */
async function idsOfNow({ stores }: Actor, userIds: readonly UserId[]): Promise<UserId[]> {
  const users = await usersOfNow(stores, userIds);
  return [...new Set(userIds.map((userId, index) => users[index]?.id ?? userId))];
}

async function scopeOfPeople({ stores }: Actor, userIds: readonly UserId[]): Promise<PinScope> {
  const claims = [...(await claimsOfMany(stores, userIds)).values()];
  const ofPin = new Map<CanonicalPin, UserClaims[]>();
  for (const each of claims) {
    for (const pin of each.pins) ofPin.set(pin, [...(ofPin.get(pin) ?? []), each]);
  }
  return {
    pins: [...ofPin.keys()],
    counts: (punch) => ofPin.get(canonicalPinOf(punch.pin))?.some((each) => each.has(punch)) ?? false,
  };
}

/** Everybody, and the PINs that nobody claims. @throws RollcallError users.too-many */
async function scopeOfAll({ stores }: Actor): Promise<PinScope> {
  const [users, unknown] = await Promise.all([
    stores.users.upTo(mostPeople),
    stores.unknownUsers.list(mostPeople),
  ]);
  if (users === null || unknown.nextCursor !== undefined) throw tooMany();
  const claims = await claimsOfMany(
    stores,
    users.map(({ id }) => id),
  );
  const pins = new Set([...claims.values()].flatMap((each) => each.pins));
  for (const { pin } of unknown.items) pins.add(canonicalPinOf(pin));
  if (pins.size > mostPeople) throw tooMany();
  return { pins: [...pins] };
}

async function scopeOf(actor: Actor, { userIds, department }: PunchListQuery): Promise<PinScope> {
  if (userIds !== undefined) return await scopeOfPeople(actor, await idsOfNow(actor, userIds));
  if (department === undefined) return await scopeOfAll(actor);
  const members = await membersOf(actor, department, mostPeople);
  if (members === null) throw tooMany();
  return await scopeOfPeople(
    actor,
    members.map(({ id }) => id),
  );
}

async function byWallTime(actor: Actor, query: PunchListQuery, mayName: boolean) {
  const { limit, cursor, order } = query;
  const { pins, counts } = await scopeOf(actor, query);
  const latestFirst = order === 'latest';
  const page = await actor.stores.punches.pageOfPins(pins, query, { limit, cursor, counts, latestFirst });
  // Whose they are the claims have said, also of an id that nobody has.
  const { userIds: _userIds, ...wanted } = query;
  return { ...page, items: await describePunches(actor, page.items, wanted, mayName) };
}

async function byArrival(actor: Actor, query: PunchListQuery, mayName: boolean) {
  const { limit, order } = query;
  const latestFirst = order === 'latest';
  const userIds = query.userIds && (await idsOfNow(actor, query.userIds));
  const items: Awaited<ReturnType<typeof describePunches>> = [];
  let resumeCursor: string | undefined;
  let { cursor } = query;
  for (let round = 0; ; round += 1) {
    const page = await arrivalsBetween(actor, query, { limit: limit - items.length, cursor, latestFirst });
    items.push(...(await describePunches(actor, page.items, { ...query, userIds }, mayName)));
    // Backwards, what has come since the first page has come before it.
    if (round === 0 || !latestFirst) resumeCursor = page.resumeCursor;
    cursor = page.nextCursor;
    if (cursor === undefined || items.length >= limit || round + 1 >= mostRounds) {
      return { items, nextCursor: cursor, resumeCursor };
    }
  }
}

/**
 * A page of punches. With a filter it may be short although more follow.
 * @param mayName - whether the caller may learn names
 * @throws RollcallError range.invalid, request.cursor; users.too-many for more people than a list by wall time can have
 */
export async function listPunches(actor: Actor, query: PunchListQuery, mayName: boolean) {
  requireRange(query.from, query.to);
  return query.by === 'arrival'
    ? await byArrival(actor, query, mayName)
    : await byWallTime(actor, query, mayName);
}
