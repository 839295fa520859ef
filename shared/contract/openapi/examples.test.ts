import { expect, test } from 'vitest';
import * as z from 'zod';
import { NewDownloadWindow } from '../download-fields.ts';
import { contract } from '../index.ts';
import type { Routes } from '../route.ts';

const routes: Routes = contract;

/** The schemas of which a schema consists, itself first. */
function* partsOf(schema: unknown, path: string, seen: Set<unknown>): Generator<[string, z.ZodType]> {
  if (!(schema instanceof z.ZodType) || seen.has(schema)) return;
  seen.add(schema);
  yield [path, schema];
  if (schema instanceof z.ZodObject) {
    for (const [name, part] of Object.entries(schema.shape)) yield* partsOf(part, `${path}/${name}`, seen);
  } else if (schema instanceof z.ZodArray) yield* partsOf(schema.element, `${path}/0`, seen);
  else if (schema instanceof z.ZodUnion) {
    for (const [index, part] of schema.options.entries()) yield* partsOf(part, `${path}|${index}`, seen);
  } else if (schema instanceof z.ZodRecord) yield* partsOf(schema.valueType, `${path}/*`, seen);
  else if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault
  ) {
    yield* partsOf(schema.unwrap(), path, seen);
  }
}

const withExamples = Object.entries(routes).map(([operation, { params, query, body, answer }]) => {
  const seen = new Set<unknown>();
  const parts = [params, query, body, answer.body].flatMap((schema) => [...partsOf(schema, operation, seen)]);
  return [operation, parts.filter(([, schema]) => schema.meta()?.example !== undefined)] as const;
});

test.each(withExamples)('every example of a field of %s is one', (_, parts) => {
  const wrong = parts.filter(([, schema]) => !schema.safeParse(schema.meta()?.example).success);
  expect(wrong.map(([path]) => path)).toEqual([]);
});

test('the examples of a window are a range', () => {
  const { from, to } = NewDownloadWindow.shape;
  const window = { from: from.meta()?.example, to: to.meta()?.example };
  expect(NewDownloadWindow.safeParse(window).error?.issues).toBeUndefined();
});

test('many fields have examples', () => {
  expect(withExamples.flatMap(([, parts]) => parts).length).toBeGreaterThan(100);
});
