/** Finds the entries of HR that wait for the approval of a second person, as they are now. @module */

import { type EntryKindName, entryStatusOf } from '#shared/contract/entry-status.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { AwaitingEntry } from '../store/awaiting-entries.ts';
import type { Stores } from '../store/index.ts';
import type { StoredCorrection, StoredLeave, StoredOverride } from '../store/stored-entry.ts';
import type { Days } from './ranges.ts';

/** An entry, and of which kind it is. */
export interface EntryOfAnyKind {
  kind: EntryKindName;
  entry: StoredCorrection | StoredLeave | StoredOverride;
}

/** An entry that waits, with the days that it is about. */
export type Waiting = AwaitingEntry & EntryOfAnyKind;

/** Reads what is listed as waiting, in its order, without what has been decided since. */
export async function stillAwaiting(stores: Stores, listed: readonly AwaitingEntry[]): Promise<Waiting[]> {
  const ofKind = (kind: EntryKindName) => listed.filter((each) => each.kind === kind);
  const found = await Promise.all([
    stores.corrections.findMany(ofKind('correction')),
    stores.leaves.findMany(ofKind('leave')),
    stores.overrides.findMany(ofKind('day-override')),
  ]);
  // Where a user was merged into another one, two have entries with one id.
  const nameOf = ({ userId, id }: { userId: UserId; id: string }) => `${canonicalUserId(userId)} ${id}`;
  const byName = new Map<string, EntryOfAnyKind['entry']>(
    found.flat().map((entry) => [nameOf(entry), entry]),
  );
  return listed.flatMap((each) => {
    const entry = byName.get(nameOf(each));
    return entry && entryStatusOf(entry) === 'awaiting' ? [{ ...each, entry }] : [];
  });
}

/** The entries that wait and hold some of the days `from ≤ date < to`. One that was entered a moment ago may be missing. */
export async function awaitingWithin(stores: Stores, days: Days): Promise<Waiting[]> {
  return await stillAwaiting(stores, await stores.awaitingEntries.within(days));
}
