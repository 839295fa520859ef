/**
 * Reports what a new OpenAPI document breaks for callers who rely on the old one. Only what goes over the wire is
 * judged.
 * @module
 */

import { type Json, listOf, objectOf, resolve, sameJson } from './resolve.ts';
import { type Breaking, type Documents, SchemaComparison } from './schema-changes.ts';

const methods = ['get', 'put', 'post', 'patch', 'delete', 'head', 'options', 'trace'] as const;

/** Paths are equal when only the names of their parameters differ: those do not go over the wire. */
const pathKey = (path: string) => path.replace(/\{[^}]*\}/g, '{}');

/**
 * Everything that is breaking between two OpenAPI 3.1 documents: operations, parameters, bodies, answers, security.
 * Names of operations and schemas, texts, and error answers are left out: callers tell errors apart by status and `code`,
 * and new codes may come at any time.
 */
export function openApiChanges(documents: Documents): Breaking[] {
  const after = new Map(
    Object.entries(objectOf(documents.after.paths)).map(([path, item]) => [pathKey(path), item]),
  );
  return Object.entries(objectOf(documents.before.paths)).flatMap(([path, item]) => {
    const old = resolve(documents.before, item);
    const now = resolve(documents.after, after.get(pathKey(path)));
    return methods
      .filter((method) => Object.hasOwn(old, method))
      .flatMap((method) => {
        const where = `${method.toUpperCase()} ${path}`;
        if (!Object.hasOwn(now, method)) return [{ where, what: 'is gone' }];
        return new OperationComparison(documents, where, [old, now]).changes(
          objectOf(old[method]),
          objectOf(now[method]),
        );
      });
  });
}

interface Parameter {
  where: string;
  definition: Json;
}

/** Compares one operation in its old and its new form. */
class OperationComparison {
  readonly #documents: Documents;
  readonly #where: string;
  readonly #items: readonly [Json, Json];

  constructor(documents: Documents, where: string, items: readonly [Json, Json]) {
    this.#documents = documents;
    this.#where = where;
    this.#items = items;
  }

  /** What breaks between the operation as it was and as it is. */
  changes(before: Json, after: Json): Breaking[] {
    return [
      ...this.#securityChanges(before, after),
      ...this.#parameterChanges(before, after),
      ...this.#bodyChanges(before, after),
      ...this.#answerChanges(before, after),
    ];
  }

  #securityChanges(before: Json, after: Json): Breaking[] {
    const { before: oldDocument, after: newDocument } = this.#documents;
    const old = listOf(before.security ?? oldDocument.security ?? []);
    const now = listOf(after.security ?? newDocument.security ?? []);
    const ways = now.length === 0 ? [{}] : now;
    return (old.length === 0 ? [{}] : old)
      .filter((way) => !ways.some((other) => sameJson(way, other) || sameJson(other, {})))
      .map((way) => ({
        where: this.#where,
        what: sameJson(way, {})
          ? 'needs credentials now'
          : `can no longer be called with ${Object.keys(objectOf(way)).join(' and ')}`,
      }));
  }

  /** Parameters by place and name; those of the path by their place in it. */
  #parameters(document: Json, item: Json, operation: Json): Map<string, Parameter> {
    const path = new Map<string, Parameter>();
    for (const raw of [...listOf(item.parameters), ...listOf(operation.parameters)]) {
      const definition = resolve(document, raw);
      const name = String(definition.name);
      const key = definition.in === 'header' ? name.toLowerCase() : name;
      path.set(`${String(definition.in)} ${key}`, {
        where: `${this.#where} ${String(definition.in)} ${name}`,
        definition,
      });
    }
    const [inPath, others] = [
      [...path].filter(([key]) => key.startsWith('path ')),
      [...path].filter(([key]) => !key.startsWith('path ')),
    ];
    return new Map([
      ...inPath.map(([, parameter], index) => [`path ${index}`, parameter] as const),
      ...others,
    ]);
  }

  #parameterChanges(before: Json, after: Json): Breaking[] {
    const old = this.#parameters(this.#documents.before, this.#items[0], before);
    const now = this.#parameters(this.#documents.after, this.#items[1], after);
    const found: Breaking[] = [];
    for (const [key, { where, definition }] of old) {
      const other = now.get(key);
      if (!other) found.push({ where, what: 'is no longer read' });
      else {
        if (other.definition.required === true && definition.required !== true)
          found.push({ where, what: 'must be sent now' });
        for (const keyword of ['style', 'explode'])
          if (!sameJson(definition[keyword] ?? null, other.definition[keyword] ?? null))
            found.push({ where, what: `${keyword} has changed` });
        found.push(
          ...new SchemaComparison(this.#documents, 'request').changes(where, {
            before: definition.schema,
            after: other.definition.schema,
          }),
        );
      }
    }
    for (const [key, { where, definition }] of now)
      if (!old.has(key) && definition.required === true) found.push({ where, what: 'must be sent now' });
    return found;
  }

  #bodyChanges(before: Json, after: Json): Breaking[] {
    const where = `${this.#where} body`;
    const now = resolve(this.#documents.after, after.requestBody);
    if (before.requestBody === undefined)
      return now.required === true ? [{ where, what: 'must be sent now' }] : [];
    const old = resolve(this.#documents.before, before.requestBody);
    const found: Breaking[] = [];
    if (after.requestBody === undefined) return [{ where, what: 'is no longer read' }];
    if (now.required === true && old.required !== true) found.push({ where, what: 'must be sent now' });
    return [...found, ...this.#contentChanges(where, 'request', old, now)];
  }

  #answerChanges(before: Json, after: Json): Breaking[] {
    const responses = objectOf(after.responses);
    return Object.entries(objectOf(before.responses))
      .filter(([status]) => status.startsWith('2'))
      .flatMap(([status, response]) => {
        const where = `${this.#where} ${status}`;
        if (!Object.hasOwn(responses, status)) return [{ where, what: 'is no longer returned' }];
        const old = resolve(this.#documents.before, response);
        const now = resolve(this.#documents.after, responses[status]);
        const headers = new Set(Object.keys(objectOf(now.headers)).map((name) => name.toLowerCase()));
        return [
          ...Object.keys(objectOf(old.headers))
            .filter((name) => !headers.has(name.toLowerCase()))
            .map((name) => ({ where: `${where} header ${name}`, what: 'is no longer returned' })),
          ...this.#contentChanges(where, 'answer', old, now),
        ];
      });
  }

  #contentChanges(where: string, side: 'request' | 'answer', before: Json, after: Json): Breaking[] {
    const now = objectOf(after.content);
    return Object.entries(objectOf(before.content)).flatMap(([mediaType, old]) => {
      if (!Object.hasOwn(now, mediaType)) {
        return [
          {
            where: `${where} as ${mediaType}`,
            what: side === 'request' ? 'is no longer accepted' : 'is no longer returned',
          },
        ];
      }
      return new SchemaComparison(this.#documents, side).changes(where, {
        before: objectOf(old).schema,
        after: objectOf(now[mediaType]).schema,
      });
    });
  }
}
