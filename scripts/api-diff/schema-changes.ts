/** Reports where a schema accepts less from senders, or tells readers more, than it did before. @module */

import { canonical, type Form, formsOf, type Json, listOf, objectOf, sameJson } from './resolve.ts';

/** Who keeps to the schema that was published: a caller who sends requests by it, or one who reads answers by it. */
export type Side = 'request' | 'answer';

/** One change that breaks somebody: where, and what. */
export interface Breaking {
  where: string;
  what: string;
}

/** The two documents that are compared. */
export interface Documents {
  before: Json;
  after: Json;
}

/** A schema as it was and as it is. `undefined` and `true` stand for any value. */
export interface Pair {
  before: unknown;
  after: unknown;
}

interface Bound {
  keyword: string;
  /** Whether the second limit allows everything that the first one allows. */
  allows: (first: number, second: number) => boolean;
}

const atMost = (first: number, second: number) => first <= second;
const atLeast = (first: number, second: number) => first >= second;
const bounds: readonly Bound[] = [
  ...['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems', 'maxProperties'].map((keyword) => ({
    keyword,
    allows: atMost,
  })),
  ...['minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minProperties'].map((keyword) => ({
    keyword,
    allows: atLeast,
  })),
];

const judged = new Set([
  ...bounds.map(({ keyword }) => keyword),
  'additionalProperties',
  'default',
  'items',
  'prefixItems',
  'properties',
  'propertyNames',
  'required',
]);

const anything = (schema: unknown) => schema === undefined || schema === true || sameJson(schema, {});

/**
 * Compares one schema. A request may be read more liberally than before, an answer may say more than before; the
 * opposite breaks callers. What cannot be judged, such as another pattern, counts as breaking.
 */
export class SchemaComparison {
  readonly #documents: Documents;
  readonly #side: Side;
  /** Pairs under comparison: a schema that contains itself is compared once. */
  readonly #open = new Map<unknown, Set<unknown>>();

  constructor(documents: Documents, side: Side) {
    this.#documents = documents;
    this.#side = side;
  }

  /** What breaks between the two schemas. `where` is the name of the place for people. */
  changes(where: string, { before, after }: Pair): Breaking[] {
    const open = this.#open.get(before) ?? new Set();
    if (open.has(after)) return [];
    this.#open.set(before, open.add(after));
    try {
      return this.#changes(where, before, after);
    } finally {
      open.delete(after);
    }
  }

  #changes(where: string, before: unknown, after: unknown): Breaking[] {
    const [narrow, wide] = this.#ordered(
      formsOf(this.#documents.before, before),
      formsOf(this.#documents.after, after),
    );
    return narrow.flatMap((form) => this.#uncovered(where, form, narrow, wide));
  }

  /** What must stay allowed first, what has to allow it second: for requests old and new, for answers new and old. */
  #ordered<T>(before: T, after: T): [narrow: T, wide: T] {
    return this.#side === 'request' ? [before, after] : [after, before];
  }

  #pair(narrow: unknown, wide: unknown): Pair {
    const [before, after] = this.#ordered(narrow, wide);
    return { before, after };
  }

  #uncovered(where: string, form: Form, narrow: readonly Form[], wide: readonly Form[]): Breaking[] {
    const tries = wide.map((candidate) => this.#formChanges(where, form, candidate));
    if (tries.some((found) => found.length === 0)) return [];
    if (narrow.length === 1 && wide.length === 1) return tries[0] ?? [];
    const alike = wide.flatMap((candidate, index) =>
      looksLike(form, candidate) ? [tries[index] ?? []] : [],
    );
    if (alike.length === 1) return alike[0] ?? [];
    const text = describe(form);
    return [
      {
        where,
        what: this.#side === 'request' ? `${text} is no longer accepted` : `${text} may be returned now`,
      },
    ];
  }

  /** What keeps a value of the narrow form from being one of the wide form. */
  #formChanges(where: string, narrow: Form, wide: Form): Breaking[] {
    const found: Breaking[] = [];
    const tell = (what: string) => found.push({ where, what });
    const word = this.#side === 'request' ? 'is refused now' : 'may be returned now';

    if (!typesFit(narrow, wide)) {
      const [before, after] = this.#ordered(narrow, wide);
      return [{ where, what: `the type was ${typeName(before)} and is ${typeName(after)}` }];
    }
    if (wide.values) {
      if (!narrow.values)
        tell(
          this.#side === 'request'
            ? 'only listed values are accepted now'
            : 'values outside the list may be returned now',
        );
      for (const value of narrow.values ?? [])
        if (!wide.values.has(value)) tell(`the value ${value} ${word}`);
    }
    found.push(...this.#boundChanges(where, narrow, wide), ...this.#otherChanges(where, narrow, wide));
    found.push(...this.#propertyChanges(where, narrow.keywords, wide.keywords));
    found.push(...this.#itemChanges(where, narrow.keywords, wide.keywords));
    return found;
  }

  #boundChanges(where: string, narrow: Form, wide: Form): Breaking[] {
    if (narrow.values) return [];
    return bounds.flatMap(({ keyword, allows }) => {
      const limit = wide.keywords[keyword];
      if (typeof limit !== 'number') return [];
      const held = narrow.keywords[keyword];
      if (typeof held === 'number' && allows(held, limit)) return [];
      return [this.#replaced(where, keyword, held, limit)];
    });
  }

  #replaced(where: string, keyword: string, narrow: unknown, wide: unknown): Breaking {
    const [before, after] = this.#ordered(narrow, wide);
    const text = (value: unknown) => (value === undefined ? 'not set' : JSON.stringify(value));
    return { where, what: `${keyword} was ${text(before)} and is ${text(after)}` };
  }

  /** Keywords that are equal or absent on the wide side, or else cannot be judged; and defaults, which requests rely on. */
  #otherChanges(where: string, narrow: Form, wide: Form): Breaking[] {
    const changed = Object.keys(wide.keywords)
      .filter((keyword) => !judged.has(keyword) && !narrow.values)
      .filter((keyword) => !sameJson(wide.keywords[keyword], narrow.keywords[keyword]));
    const defaults =
      this.#side === 'request' && !sameJson(narrow.keywords.default, wide.keywords.default)
        ? ['default']
        : [];
    return [...changed, ...defaults].map((keyword) =>
      this.#replaced(where, keyword, narrow.keywords[keyword], wide.keywords[keyword]),
    );
  }

  #propertyChanges(where: string, narrow: Json, wide: Json): Breaking[] {
    const found: Breaking[] = [];
    const narrowNames = objectOf(narrow.properties);
    const wideNames = objectOf(wide.properties);
    const request = this.#side === 'request';

    const kept = new Set(listOf(narrow.required));
    for (const name of listOf(wide.required).map(String)) {
      if (kept.has(name)) continue;
      if (!request && !Object.hasOwn(narrowNames, name)) continue; // reported below as a field that is gone
      found.push({
        where: `${where}.${name}`,
        what: request ? 'must be sent now' : 'was always returned and may be missing now',
      });
    }
    for (const [name, schema] of Object.entries(narrowNames)) {
      const place = `${where}.${name}`;
      if (Object.hasOwn(wideNames, name))
        found.push(...this.changes(place, this.#pair(schema, wideNames[name])));
      else if (request) found.push(...this.#unknownField(place, schema, wide));
    }
    if (!request) {
      for (const [name, schema] of Object.entries(wideNames)) {
        if (Object.hasOwn(narrowNames, name)) continue;
        if (anything(narrow.additionalProperties) || narrow.additionalProperties === false)
          found.push({ where: `${where}.${name}`, what: 'is no longer returned' });
        else found.push(...this.changes(`${where}.${name}`, this.#pair(narrow.additionalProperties, schema)));
      }
    }
    found.push(...this.#extraFieldChanges(where, narrow, wide));
    if (!anything(wide.propertyNames))
      found.push(
        ...this.changes(`the names in ${where}`, this.#pair(narrow.propertyNames, wide.propertyNames)),
      );
    return found;
  }

  /** A field of a request that the new schema does not name. */
  #unknownField(place: string, schema: unknown, wide: Json): Breaking[] {
    const extra = wide.additionalProperties;
    if (extra === false) return [{ where: place, what: 'is refused now' }];
    if (anything(extra)) return [{ where: place, what: 'is no longer read' }];
    return this.changes(place, this.#pair(schema, extra));
  }

  /** Fields without a name of their own. An answer may always say more than its schema does. */
  #extraFieldChanges(where: string, narrow: Json, wide: Json): Breaking[] {
    const request = this.#side === 'request';
    if (anything(wide.additionalProperties)) return [];
    if (narrow.additionalProperties === false) return [];
    if (wide.additionalProperties === false) {
      const isObject = narrow.properties !== undefined || narrow.additionalProperties !== undefined;
      return request && isObject
        ? [{ where, what: 'fields without a name in the schema are refused now' }]
        : [];
    }
    if (!request && narrow.additionalProperties === undefined && narrow.properties !== undefined)
      return [{ where, what: 'its fields may have any value now' }];
    return this.changes(`${where}.*`, this.#pair(narrow.additionalProperties, wide.additionalProperties));
  }

  #itemChanges(where: string, narrow: Json, wide: Json): Breaking[] {
    const first = listOf(narrow.prefixItems);
    const second = listOf(wide.prefixItems);
    const found = Array.from({ length: Math.max(first.length, second.length) }, (_, index) =>
      this.changes(
        `${where}[${index}]`,
        this.#pair(first[index] ?? narrow.items, second[index] ?? wide.items),
      ),
    ).flat();
    if (!anything(wide.items))
      found.push(...this.changes(`${where}[]`, this.#pair(narrow.items, wide.items)));
    return found;
  }
}

function typesFit(narrow: Form, wide: Form): boolean {
  if (!wide.types) return true;
  if (!narrow.types)
    return narrow.values !== undefined && [...narrow.values].every((text) => fits(text, wide));
  return narrow.types.every(
    (type) => wide.types?.includes(type) || (type === 'integer' && wide.types?.includes('number')),
  );
}

function fits(text: string, { types }: Form): boolean {
  const value: unknown = JSON.parse(text);
  return (types ?? []).some((type) =>
    type === 'integer'
      ? Number.isInteger(value)
      : type === 'null'
        ? value === null
        : type === 'array'
          ? Array.isArray(value)
          : type === typeof value && value !== null && !Array.isArray(value),
  );
}

const typeName = ({ types, values }: Form) =>
  types?.join(' or ') ?? (values ? [...values].join(' or ') : 'any value');

/** The fields of an object that have one value only, by which a union's members are told apart. */
function marksOf({ keywords }: Form): Map<string, string> {
  const marks = new Map<string, string>();
  for (const [name, schema] of Object.entries(objectOf(keywords.properties))) {
    const { const: only, enum: values } = objectOf(schema);
    if (only !== undefined) marks.set(name, canonical(only));
    else if (Array.isArray(values) && values.length === 1) marks.set(name, canonical(values[0]));
  }
  return marks;
}

/** Whether two members of unions mean the same case: one type, and no mark that differs. */
function looksLike(first: Form, second: Form): boolean {
  if (!sameJson(first.types ?? null, second.types ?? null)) return false;
  const others = marksOf(second);
  const common = [...marksOf(first)].filter(([name]) => others.has(name));
  return common.every(([name, value]) => others.get(name) === value);
}

function describe(form: Form): string {
  const marks = [...marksOf(form)].map(([name, value]) => `${name} ${value}`);
  return marks.length > 0 ? `the form with ${marks.join(', ')}` : `a value of the type ${typeName(form)}`;
}
