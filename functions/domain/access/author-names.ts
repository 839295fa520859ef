/** Puts the names of people and keys beside their ids wherever an answer says who did something. @module */

import { type OurId, parseOurId } from '#shared/contract/ids.ts';
import type { Directory, Stores } from '../../store/index.ts';

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

/** How the audit trail begins the id of a key, and of a person. */
const prefixes = { key: 'key:', per: 'person:' } as const;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isNamed(author: string): boolean {
  return Object.values(prefixes).some((prefix) => author.startsWith(prefix));
}

/** The ids of one kind among authors. */
function idsAmong<P extends keyof typeof prefixes>(authors: ReadonlySet<string>, kind: P): OurId<P>[] {
  const prefix = prefixes[kind];
  return [...authors].flatMap((author) =>
    author.startsWith(prefix) ? (parseOurId(kind, author.slice(prefix.length)) ?? []) : [],
  );
}

/** Notes everybody whom an answer names as an author. */
function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const each of value) collect(each, found);
  } else if (isObject(value)) {
    for (const [field, inner] of Object.entries(value)) {
      if (typeof inner === 'string') {
        if (nameFields.has(field) && isNamed(inner)) found.add(inner);
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

/** The names of keys and people of one organisation, by the text that names them as authors. */
async function namesOf(
  directory: Directory,
  { organisation, people }: Pick<Stores, 'organisation' | 'people'>,
  authors: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const keyIds = idsAmong(authors, 'key');
  const personIds = idsAmong(authors, 'per');
  const [keys, persons] = await Promise.all([
    keyIds.length === 0 ? [] : directory.credentials.findApiKeys(keyIds),
    personIds.length === 0 ? [] : people.findEach(personIds),
  ]);
  return new Map([
    ...keys.flatMap((key) =>
      key.organisation === organisation ? [[prefixes.key + key.id, key.name] as const] : [],
    ),
    ...persons.flatMap(({ id, name }) => (name === undefined ? [] : [[prefixes.per + id, name] as const])),
  ]);
}

/**
 * An answer in which the names of the organisation's people and keys stand beside their ids. It costs one read of all keys that
 * are named, one of all people, and nothing where none is; a key that was deleted has no name, nor has who was forgotten.
 */
export async function withAuthorNames<T>(
  directory: Directory,
  stores: Pick<Stores, 'organisation' | 'people'>,
  body: T,
): Promise<T> {
  const authors = new Set<string>();
  collect(body, authors);
  if (authors.size === 0) return body;
  return named(body, await namesOf(directory, stores, authors)) as T;
}
