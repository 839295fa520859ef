/** Makes ids with a prefix for each kind of thing; they sort by the time of their creation. @module */

import { ulid } from 'ulid';
import { type IdPrefix, type OurId, ourIdOf } from '#shared/contract/ids.ts';
import type { Actor } from './actor.ts';

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
