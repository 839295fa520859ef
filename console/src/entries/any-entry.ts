/** An entry of any kind, with the kind as a word that tells its fields. @module */

import type { api } from '../api/index.ts';

/** A page of a list that the API answers with. */
type ItemOf<F extends (...all: never[]) => Promise<{ items: readonly unknown[] }>> = Awaited<
  ReturnType<F>
>['items'][number];

/** An entry that HR has made about days of somebody. */
export type AnyEntry =
  | {
      readonly kind: 'correction';
      readonly first: string;
      readonly entry: ItemOf<typeof api.listCorrections>;
    }
  | { readonly kind: 'leave'; readonly first: string; readonly entry: ItemOf<typeof api.listLeaves> }
  | {
      readonly kind: 'day-override';
      readonly first: string;
      readonly entry: ItemOf<typeof api.listDayOverrides>;
    };

/** An entry of a list of all kinds. */
export type AwaitingEntry = ItemOf<typeof api.listAwaiting>;

/** Tells the kinds apart: each has a field that no other one has. */
export function anyEntryOf({ entry }: AwaitingEntry): AnyEntry {
  if ('portion' in entry && 'from' in entry) return { kind: 'leave', first: entry.from, entry };
  if ('kind' in entry) return { kind: 'correction', first: entry.date, entry };
  return { kind: 'day-override', first: entry.date, entry };
}
