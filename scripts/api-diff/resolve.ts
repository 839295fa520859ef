/** Brings schemas into one form, so that two spellings of the same schema compare as equal. @module */

/** A JSON object of a document. */
export type Json = Readonly<Record<string, unknown>>;

/** A schema without references and unions of types: what remains are the keywords that say what a value may be. */
export interface Form {
  /** The JSON types that a value may have; all of them when the schema does not say. */
  types: readonly string[] | undefined;
  /** The only values that it may have, as JSON texts; any when undefined. */
  values: ReadonlySet<string> | undefined;
  keywords: Json;
}

const annotations = new Set([
  '$comment',
  '$defs',
  '$id',
  '$schema',
  'deprecated',
  'description',
  'discriminator',
  'example',
  'examples',
  'externalDocs',
  'readOnly',
  'title',
  'writeOnly',
]);

/** The object that a value is, or an empty one. */
export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** The list that a value is, or an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function at(document: Json, pointer: string): unknown {
  let value: unknown = document;
  for (const part of pointer.split('/').slice(1)) {
    value = objectOf(value)[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return value;
}

/**
 * Follows references, also those that stand beside other keywords or in an `allOf`, until none is left on this level.
 * @throws RangeError when a reference leads nowhere or out of the document
 */
export function resolve(document: Json, value: unknown): Json {
  let found = objectOf(value);
  for (let steps = 0; typeof found.$ref === 'string'; steps += 1) {
    const { $ref, ...beside } = found;
    const target = $ref.startsWith('#') ? at(document, $ref.slice(1)) : undefined;
    if (target === undefined || steps > 100) throw new RangeError(`The reference ${$ref} leads nowhere.`);
    found = { ...objectOf(target), ...beside };
  }
  const { allOf, ...rest } = found;
  return listOf(allOf).reduce<Json>((all, part) => merged(all, resolve(document, part)), rest);
}

/** Both schemas at once. Where both have a keyword that cannot be joined, the later one stays in an `allOf` of its own. */
function merged(first: Json, second: Json): Json {
  const all: Record<string, unknown> = { ...first };
  for (const [keyword, value] of Object.entries(second)) {
    const known = all[keyword];
    if (known === undefined || annotations.has(keyword)) all[keyword] = value;
    else if (keyword === 'properties') all[keyword] = { ...objectOf(known), ...objectOf(value) };
    else if (keyword === 'required') all[keyword] = [...new Set([...listOf(known), ...listOf(value)])];
    else if (!sameJson(known, value)) all.allOf = [...listOf(all.allOf), { [keyword]: value }];
  }
  return all;
}

/** Whether two JSON values are equal, whatever the order of their fields. */
export function sameJson(first: unknown, second: unknown): boolean {
  return canonical(first) === canonical(second);
}

/** A JSON text that is the same for equal values: fields in the order of their names. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    Array.isArray(part)
      ? part
      : typeof part === 'object' && part !== null
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
  );
}

function withoutAnnotations(schema: Json): Json {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !annotations.has(keyword)));
}

function formOf(schema: Json, type: string | undefined): Form {
  const { type: _, enum: values, const: only, ...keywords } = schema;
  const listed = only === undefined ? values : [only];
  return {
    types: type === undefined ? undefined : [type],
    values: Array.isArray(listed) ? new Set(listed.map(canonical)) : undefined,
    keywords,
  };
}

/**
 * The forms of which a value must have one: a union written as `anyOf`, as `oneOf`, as a list of types or as values one by
 * one becomes the same list.
 * @returns an empty list for `false`, the schema of nothing
 */
export function formsOf(document: Json, schema: unknown): Form[] {
  if (schema === false) return [];
  const { anyOf, oneOf, ...rest } = withoutAnnotations(resolve(document, schema));
  const union = anyOf ?? oneOf;
  if (Array.isArray(union)) {
    const outer = anyOf !== undefined && oneOf !== undefined ? { ...rest, oneOf } : rest;
    const inner = union.flatMap((part) =>
      part === false ? [] : formsOf(document, merged(outer, resolve(document, part))),
    );
    return joinedValues(inner);
  }
  const types = Array.isArray(rest.type) ? rest.type.map(String) : undefined;
  if (types) return types.map((type) => formOf(ofType(rest, type), type));
  return [formOf(rest, typeof rest.type === 'string' ? rest.type : undefined)];
}

/** Of a list of values, those of one type: `null` beside texts is a form of its own. */
function ofType(schema: Json, type: string): Json {
  if (!Array.isArray(schema.enum)) return schema;
  return { ...schema, enum: schema.enum.filter((value) => typeOf(value) === type || type === 'number') };
}

/** The JSON type of a value. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** Lists of values of one type are one list, however they were written. */
function joinedValues(forms: readonly Form[]): Form[] {
  const joined: Form[] = [];
  for (const form of forms) {
    const known = joined.findIndex(
      ({ types, values, keywords }) =>
        values !== undefined &&
        form.values !== undefined &&
        sameJson([types, keywords], [form.types, form.keywords]),
    );
    const before = joined[known];
    if (before)
      joined[known] = { ...before, values: new Set([...(before.values ?? []), ...(form.values ?? [])]) };
    else joined.push(form);
  }
  return joined;
}
