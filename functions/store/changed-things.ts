/** Says of each item that the log of changes names what it is, and reads it. @module */

import { kindOfName, partsOfName } from './change-subjects.ts';
import type { Item, Key } from './database.ts';
import { type SilenceKey, type StoredSilence, silenceKeyOf, toSilence } from './silences.ts';
import {
  type StoredCorrection,
  type StoredLeave,
  type StoredOverride,
  toCorrection,
  toLeave,
  toOverride,
} from './stored-entry.ts';
import { type LinksOfPin, toLinks } from './stored-link.ts';
import { type StoredPunch, toPunch } from './stored-punch.ts';
import { type SheetRow, toRow } from './stored-row.ts';
import { type StoredUser, toUser } from './users.ts';

/** Whose an entry of HR is (canonical id), its first day (local date), and its id. */
interface EntryKey {
  userId: string;
  first: string;
  id: string;
}

/** Something that changes, by its key with canonical ids, as it is now; without a value it is gone. */
export type ChangedThing =
  | { kind: 'user'; key: { userId: string }; value?: StoredUser }
  | {
      kind: 'punch';
      key: { pin: string; wallTime: string; serial: string; status: number };
      value?: StoredPunch;
    }
  | { kind: 'links'; key: { pin: string }; value?: LinksOfPin }
  | { kind: 'sheet-row'; key: { userId: string; date: string }; value?: SheetRow }
  | { kind: 'correction'; key: EntryKey; value?: StoredCorrection }
  | { kind: 'leave'; key: EntryKey; value?: StoredLeave }
  | { kind: 'day-override'; key: EntryKey; value?: StoredOverride }
  | { kind: 'silence'; key: SilenceKey; value?: StoredSilence };

/** The key of what a name names. */
export function keyOfName(organisation: string, name: string): Key {
  const { pk, sk } = partsOfName(name);
  return { pk: `${organisation}#${pk}`, sk };
}

/** The part of a value that is left of it where there is one. */
function valued<T>(item: Item | undefined, read: (item: Item) => T): { value?: T } {
  return item === undefined ? {} : { value: read(item) };
}

/**
 * What a name names.
 * @param item - the item that is there now, if any
 * @throws Error for a name that nobody writes; UnreadableItem
 */
export function readThing(name: string, item: Item | undefined): ChangedThing {
  const { pk, sk } = partsOfName(name);
  const owner = pk.slice(pk.indexOf('#') + 1);
  const [, first = '', ...rest] = sk.split('#');
  const entry = { userId: owner, first, id: rest.join('#') };
  const kind = kindOfName(name);
  switch (kind) {
    case 'user':
      return { kind, key: { userId: owner }, ...valued(item, toUser) };
    case 'links':
      return { kind, key: { pin: owner }, ...valued(item, toLinks) };
    case 'punch': {
      const key = {
        pin: owner,
        wallTime: first,
        serial: rest.slice(0, -1).join('#'),
        status: Number(rest.at(-1)),
      };
      return { kind, key, ...valued(item, toPunch) };
    }
    case 'sheet-row':
      return { kind, key: { userId: owner, date: first }, ...valued(item, toRow) };
    case 'correction':
      return { kind, key: entry, ...valued(item, toCorrection) };
    case 'leave':
      return { kind, key: entry, ...valued(item, toLeave) };
    case 'day-override':
      return { kind, key: entry, ...valued(item, toOverride) };
    case 'silence':
      return { kind, key: silenceKeyOf(sk), ...valued(item, toSilence) };
    case undefined:
      throw new Error(`the log of changes names "${sk}", which is of no kind that this code knows`);
  }
}
