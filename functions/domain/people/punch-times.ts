/** Finds the first and the last punch of people, for lists that show who has not punched for long. @module */

import type { UserId } from '#shared/punch/user-id.ts';
import { canonicalUserId } from '#shared/punch/user-id.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { Stores } from '../../store/index.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { claimsOfMany, plainClaims, type UserClaims } from '../claims.ts';
import { inParallel } from '../in-parallel.ts';

/** When a person has punched first and last; absent for somebody who never has. */
export interface PunchTimes {
  firstPunchAt?: Instant;
  lastPunchAt?: Instant;
}

const always = { from: '0001-01-01' as LocalDate, to: '9999-12-31' as LocalDate };
const peopleAtOnce = 12;
/** Punches of a PIN that somebody else claims are passed by in pages of so many. */
const punchesPerPage = 50;

async function endOf(stores: Stores, claims: UserClaims, latestFirst: boolean): Promise<Instant | undefined> {
  let cursor: string | undefined;
  do {
    const page = await stores.punches.pageOfPins(claims.pins, always, {
      limit: claims.isPlain ? 1 : punchesPerPage,
      cursor,
      counts: (punch) => claims.has(punch),
      latestFirst,
    });
    const [punch] = page.items;
    if (punch) return punch.instant;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return undefined;
}

/** First and last punches, of the PINs that each claims: two small queries a person, and more only where links concern one. */
export async function punchTimesOf(
  { stores }: Actor,
  users: readonly Pick<StoredUser, 'id'>[],
): Promise<ReadonlyMap<UserId, PunchTimes>> {
  const times = new Map<UserId, PunchTimes>();
  const claims = await claimsOfMany(
    stores,
    users.map(({ id }) => id),
  );
  await inParallel(users, peopleAtOnce, async ({ id }) => {
    const own = claims.get(canonicalUserId(id)) ?? plainClaims(id);
    const [firstPunchAt, lastPunchAt] = await Promise.all([
      endOf(stores, own, false),
      endOf(stores, own, true),
    ]);
    times.set(id, {
      ...(firstPunchAt === undefined ? {} : { firstPunchAt }),
      ...(lastPunchAt === undefined ? {} : { lastPunchAt }),
    });
  });
  return times;
}
