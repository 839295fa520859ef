import { ulid } from 'ulid';
import { type IdPrefix, type OurId, ourIdOf } from '#shared/contract/ids.ts';

/** A new id of a kind: the prefix and a ULID, so that ids sort by the time of their making. */
export function newId<P extends IdPrefix>(prefix: P): OurId<P> {
  return ourIdOf(prefix, ulid());
}
