import { ulid } from 'ulid';

/** Kinds of ids that Rollcall makes itself. */
export type IdPrefix = 'dl' | 'tsk' | 'brg' | 'job' | 'exp' | 'key' | 'aud' | 'cor' | 'lve' | 'ovr' | 'lck';

/** A new id of a kind: the prefix and a ULID, so that ids sort by the time of their making. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${ulid()}`;
}
