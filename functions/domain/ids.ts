/** Makes ids with a prefix for each kind of thing; they sort by the time of their creation. @module */

import { ulid } from 'ulid';
import { type IdPrefix, type OurId, ourIdOf } from '#shared/contract/ids.ts';

/** A new id of a kind: the prefix and a ULID, so that ids sort by the time at which they were made. */
export function newId<P extends IdPrefix>(prefix: P): OurId<P> {
  return ourIdOf(prefix, ulid());
}
