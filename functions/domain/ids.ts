/** Makes ids with a prefix for each kind of thing; they sort by the time of their creation. @module */

import { ulid } from 'ulid';
import { type IdPrefix, type OurId, ourIdOf } from '#shared/contract/ids.ts';
import type { Actor, RepeatableRequest } from './actor.ts';

/** A new id of a kind: the prefix and a ULID, so that ids sort by the time at which they were made. */
export function newId<P extends IdPrefix>(prefix: P): OurId<P> {
  return ourIdOf(prefix, ulid());
}

/**
 * The id of the one thing of its kind that a request makes. A repeat of a request with an `Idempotency-Key` whose first try
 * broke off gets the same id, finds what that try has made, and finishes it.
 */
export function idOfRequest<P extends IdPrefix>({ request }: Pick<Actor, 'request'>, prefix: P): OurId<P> {
  return request === undefined ? newId(prefix) : ourIdOf(prefix, request.id);
}

const itemDigits = 4;

/**
 * The requests that the items of a batch are: their ids have the item's place for their last characters, so that ids of one
 * batch sort as its items, and all tries of an item have one id.
 * @returns the request of an item by its place, from 0, less than 10,000
 */
export function requestsOfItems({
  request,
  now,
}: Pick<Actor, 'request' | 'now'>): (index: number) => RepeatableRequest {
  const { id, since, isRepeat } = request ?? { id: ulid(Date.parse(now)), since: now, isRepeat: false };
  const base = id.slice(0, -itemDigits);
  return (index) => ({ id: base + String(index).padStart(itemDigits, '0'), since, isRepeat });
}
