import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { contract } from '../index.ts';
import { openApiDocument } from '../openapi.ts';
import { type RouteDefinition, type Routes, route } from '../route.ts';
import type { RecordedExample } from './add-examples.ts';
import { type BodyExample, bodyExamples } from './body-examples.ts';
import { engineNames } from './engine-names.ts';

const document = openApiDocument(contract, '1.2.3', bodyExamples);
const schemas = document.components?.schemas ?? {};
const routes: Routes = contract;

/** Most properties of an object that has no name of its own. */
const mostUnnamed = 3;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Places below a part of the document, with what stands there; what a reference leads to is not looked at. */
function* placesIn(part: unknown, path: string): Generator<[string, Record<string, unknown>]> {
  if (!isRecord(part)) return;
  yield [path, part];
  for (const [key, below] of Object.entries(part)) {
    if (key !== 'default' && key !== 'examples') yield* placesIn(below, `${path}/${key}`);
  }
}

function isLargeObject(schema: Record<string, unknown>): boolean {
  return isRecord(schema.properties) && Object.keys(schema.properties).length > mostUnnamed;
}

/** A union of objects, of which at least one has no name. */
function isUnnamedUnion(schema: Record<string, unknown>): boolean {
  const options = Array.isArray(schema.oneOf) ? schema.oneOf : [];
  return options.some((option) => !isRecord(option) || option.$ref === undefined);
}

function unnamed(part: unknown, path: string): string[] {
  return [...placesIn(part, path)]
    .filter(([, schema]) => isLargeObject(schema) || isUnnamedUnion(schema))
    .map(([place]) => place);
}

/** Schemas that have no name where generators want one: in bodies, answers, parameters, and inside of named schemas. */
function unnamedSchemas(made: ReturnType<typeof openApiDocument>): string[] {
  const { schemas: named = {}, ...others } = made.components ?? {};
  const inside = Object.entries(named).flatMap(([name, schema]) =>
    isRecord(schema) && isUnnamedUnion(schema)
      ? [name]
      : Object.entries(schema).flatMap(([key, part]) => unnamed(part, `${name}/${key}`)),
  );
  return [...unnamed(made.paths, ''), ...unnamed(others, 'components'), ...inside];
}

const sample = route({
  method: 'GET',
  path: '/v1/sample',
  service: 'api',
  principals: ['public'],
  tag: 'access',
  summary: 'Sample',
  answer: {
    status: 200,
    body: z.looseObject({ a: z.string(), b: z.string(), c: z.string(), d: z.string() }),
  },
});

describe('schemas', () => {
  test('every larger object, and every kind of a union, has a name', () => {
    expect(unnamedSchemas(document)).toEqual([]);
  });

  test('one that has none is noticed', () => {
    const found = unnamedSchemas(openApiDocument({ sample }, '1.2.3'));
    expect(found).toEqual(['//v1/sample/get/responses/200/content/application/json/schema']);
  });

  test.each(Object.entries(routes))('%s takes and answers JSON by named schemas', (_, definition) => {
    for (const schema of [definition.body, definition.answer.body]) {
      if (schema) expect(schema.meta()?.id ?? nameOfEngine(schema)).toMatch(/^[A-Z]/);
    }
  });

  test('no two of the contract have one name', () => {
    expect(() => z.toJSONSchema(everySchema(), { unrepresentable: 'any' })).not.toThrow();
    const twice = everySchema().extend({ again: z.string().meta({ id: 'User' }) });
    expect(() => z.toJSONSchema(twice, { unrepresentable: 'any' })).toThrow('User');
  });

  test('none of the contract has a name that the engine has given', () => {
    const { $defs = {} } = z.toJSONSchema(everySchema(), { unrepresentable: 'any' });
    expect(Object.keys($defs).filter((name) => name in engineNames)).toEqual([]);
  });

  test('each name of the engine is used', () => {
    expect(Object.keys(engineNames).filter((name) => !(name in schemas))).toEqual([]);
  });

  test('names are types, and differ by more than upper and lower case', () => {
    const names = Object.keys(schemas);
    expect(names.filter((name) => !/^[A-Z][A-Za-z0-9]*$/.test(name))).toEqual([]);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });

  test('what may be left out of a request is there in the answer', () => {
    expect(schemas.ShiftInput).toMatchObject({ required: ['slots'] });
    expect(schemas.Shift).toMatchObject({ required: ['slots', 'rangeUntil', 'paidBreak', 'outOnNextDay'] });
    expect(schemas.RosterEntryInput).not.toHaveProperty('required');
  });
});

describe('operations', () => {
  const operations = Object.values(document.paths ?? {}).flatMap((item) =>
    [item.get, item.put, item.post, item.patch, item.delete].filter((operation) => operation !== undefined),
  );

  test('are all routes that the files of the contract define, so no name hides another', async () => {
    const folder = new URL('../', import.meta.url);
    const files = readdirSync(folder).filter((file) => /(?<!\.test)\.ts$/.test(file));
    const defined: [string, unknown][] = [];
    for (const file of files) {
      const exported: Record<string, unknown> = await import(new URL(file, folder).href);
      for (const group of Object.values(exported)) defined.push(...routesOf(group));
    }
    expect(defined.filter(([name, definition]) => routes[name] !== definition)).toEqual([]);
    expect(new Set(defined.map(([name]) => name)).size).toBe(operations.length);
  });

  test('have names for methods, each once', () => {
    const names = operations.map(({ operationId }) => operationId ?? '');
    expect(names.filter((name) => !/^[a-z]+[A-Za-z]*$/.test(name))).toEqual([]);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });

  test('have a group and a summary of one line', () => {
    const groups = document.tags?.map(({ name }) => name) ?? [];
    for (const { operationId, tags = [], summary = '' } of operations) {
      expect(groups, operationId).toEqual(expect.arrayContaining(tags));
      expect(tags, operationId).toHaveLength(1);
      expect(summary, operationId).toMatch(/^[A-Z].{3,120}$/);
    }
  });
});

describe('examples', () => {
  const examples = Object.entries<Record<string, BodyExample>>(bodyExamples).flatMap(([operation, named]) =>
    Object.entries(named).map(([name, example]) => [operation, name, example] as const),
  );

  test.each(examples)('%s %s is a body of its route', (operation, _, { value }) => {
    const result = routes[operation]?.body?.safeParse(value);
    expect(result?.error?.issues).toBeUndefined();
    expect(result?.success).toBe(true);
  });

  const folder = new URL('../../../docs/examples/', import.meta.url);
  const recorded = readdirSync(folder).flatMap((name) =>
    (JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as RecordedExample[]).map(
      (example) => [example.operation, example.summary, example] as const,
    ),
  );

  test.each(recorded)('%s, "%s", fits its route as it is recorded', (operation, _, example) => {
    const { params, query, body, answer } = routes[operation] ?? {};
    const parts = [
      [params, example.params],
      [query, example.query ?? {}],
      [body, example.body],
      [answer?.body, example.answer],
    ] as const;
    for (const [schema, value] of parts) {
      if (schema) expect(schema.safeParse(value).error?.issues).toBeUndefined();
      else expect(value ?? {}).toEqual({});
    }
  });
});

function everySchema() {
  const all = Object.entries(routes).flatMap(([name, { body, answer }]) => [
    [`${name} body`, body ?? z.null()] as const,
    [`${name} answer`, answer.body ?? z.null()] as const,
  ]);
  return z.object(Object.fromEntries(all));
}

function nameOfEngine(schema: z.ZodType): string | undefined {
  return Object.entries(engineNames).find(([, named]) => named === schema)?.[0];
}

function isRoute(value: unknown): value is RouteDefinition {
  return isRecord(value) && 'method' in value && 'path' in value && 'principals' in value;
}

function routesOf(group: unknown): [string, unknown][] {
  return isRecord(group) ? Object.entries(group).filter(([, value]) => isRoute(value)) : [];
}
