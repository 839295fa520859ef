/** Puts the names of keys beside their ids wherever an answer says who did something. @module */

import { parseOurId } from '#shared/contract/ids.ts';
import type { Directory } from '../../store/index.ts';

/** The fields that say who did something, and the field that has the name. */
const nameFields: ReadonlyMap<string, string> = new Map([
  ['author', 'authorName'],
  ['by', 'byName'],
  ['cancelledBy', 'cancelledByName'],
  ['createdBy', 'createdByName'],
  ['lockedBy', 'lockedByName'],
  ['requestedBy', 'requestedByName'],
]);

/** What holds no authors, and much else: rows of sheets, and facts of the audit trail and values of reasons, which stay as they are. */
const plainFields: ReadonlySet<string> = new Set([
  'rows',
  'facts',
  'slots',
  'reasons',
  'values',
  'intervals',
  'punches',
]);

const prefix = 'key:';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Notes every key that an answer names as an author. */
function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const each of value) collect(each, found);
  } else if (isObject(value)) {
    for (const [field, inner] of Object.entries(value)) {
      if (typeof inner === 'string') {
        if (nameFields.has(field) && inner.startsWith(prefix)) found.add(inner);
      } else if (!plainFields.has(field)) collect(inner, found);
    }
  }
}

/** The same value with names; what has none stays the same object. */
function named(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) {
    const items = value.map((each) => named(each, names));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isObject(value)) return value;
  const added: Record<string, unknown> = {};
  for (const [field, inner] of Object.entries(value)) {
    if (typeof inner === 'string') {
      const name = names.get(inner);
      const nameField = nameFields.get(field);
      if (name !== undefined && nameField !== undefined) added[nameField] = name;
    } else if (!plainFields.has(field)) {
      const after = named(inner, names);
      if (after !== inner) added[field] = after;
    }
  }
  return Object.keys(added).length === 0 ? value : { ...value, ...added };
}

/**
 * An answer in which the names of the organisation's keys stand beside their ids. It costs one read of all keys that are named,
 * and nothing where none is; a key that was deleted has no name.
 */
export async function withAuthorNames<T>(directory: Directory, organisation: string, body: T): Promise<T> {
  const authors = new Set<string>();
  collect(body, authors);
  const ids = [...authors].flatMap((author) => parseOurId('key', author.slice(prefix.length)) ?? []);
  if (ids.length === 0) return body;
  const keys = await directory.credentials.findApiKeys(ids);
  const names = new Map(
    keys.flatMap((key) => (key.organisation === organisation ? [[prefix + key.id, key.name] as const] : [])),
  );
  return named(body, names) as T;
}
