/** Made-up documents: which changes of an API break those who call it. */
import { expect, test } from 'vitest';
import { openApiChanges } from './openapi-changes.ts';
import { objectOf } from './resolve.ts';

const schema = (properties: object, required: string[] = []) => ({ type: 'object', properties, required });
const text = { type: 'string' };

/** An API of one route, `POST /users/{id}`, with what a test changes of its operation. */
function api(change: object = {}, path = '/users/{id}') {
  return objectOf({
    openapi: '3.1.0',
    security: [{ key: [] }],
    paths: {
      [path]: {
        post: {
          operationId: 'editUser',
          parameters: [
            { in: 'path', name: /\{(\w+)\}/.exec(path)?.[1], required: true, schema: text },
            { in: 'query', name: 'dryRun', schema: { type: 'boolean' } },
            { in: 'header', name: 'If-Match', required: true, schema: text },
          ],
          requestBody: { content: { 'application/json': { schema: schema({ name: text }) } } },
          responses: {
            200: {
              headers: { ETag: { schema: text } },
              content: { 'application/json': { schema: schema({ name: text }, ['name']) } },
            },
            404: {
              content: { 'application/problem+json': { schema: schema({ code: { enum: ['gone'] } }) } },
            },
          },
          ...change,
        },
      },
    },
  });
}

const changes = (before: object, after: object) =>
  openApiChanges({ before: objectOf(before), after: objectOf(after) }).map(
    ({ where, what }) => `${where}: ${what}`,
  );

const place = 'POST /users/{id}';

test('an API is not broken by itself, by new routes, or by another name of a path parameter', () => {
  expect(changes(api(), api())).toEqual([]);
  expect(changes({ paths: {} }, api())).toEqual([]);
  expect(changes(api(), api({ operationId: 'changeUser', summary: 'new' }, '/users/{userId}'))).toEqual([]);
});

test('a path or a method that is gone', () => {
  expect(changes(api(), { paths: {} })).toEqual([`${place}: is gone`]);
  expect(changes(api(), { paths: { '/users/{id}': { get: {} } } })).toEqual([`${place}: is gone`]);
});

test('parameters', () => {
  const of = (...parameters: object[]) =>
    api({ parameters: [{ in: 'path', name: 'id', required: true, schema: text }, ...parameters] });
  const dryRun = { in: 'query', name: 'dryRun', schema: { type: 'boolean' } };
  const ifMatch = { in: 'header', name: 'if-match', required: true, schema: text };
  expect(changes(api(), of(dryRun, ifMatch, { in: 'query', name: 'new', schema: text }))).toEqual([]);
  expect(changes(api(), of(dryRun))).toEqual([`${place} header If-Match: is no longer read`]);
  expect(changes(api(), of(ifMatch, { ...dryRun, required: true }))).toEqual([
    `${place} query dryRun: must be sent now`,
  ]);
  expect(changes(api(), of(ifMatch, { ...dryRun, schema: text }))).toEqual([
    `${place} query dryRun: the type was boolean and is string`,
  ]);
  expect(
    changes(api(), of(dryRun, ifMatch, { in: 'query', name: 'new', required: true, schema: text })),
  ).toEqual([`${place} query new: must be sent now`]);
});

test('bodies', () => {
  const body = (of: object, required = false) =>
    api({ requestBody: { required, content: { 'application/json': { schema: of } } } });
  expect(changes(api(), body(schema({ name: text, age: text })))).toEqual([]);
  expect(changes(api(), body(schema({ name: text, age: text }, ['age'])))).toEqual([
    `${place} body.age: must be sent now`,
  ]);
  expect(changes(api(), body(schema({ name: text }), true))).toEqual([`${place} body: must be sent now`]);
  expect(changes(api(), api({ requestBody: undefined }))).toEqual([`${place} body: is no longer read`]);
  expect(changes(api({ requestBody: undefined }), body(schema({}), true))).toEqual([
    `${place} body: must be sent now`,
  ]);
  expect(changes(api(), api({ requestBody: { content: { 'application/yaml': {} } } }))).toEqual([
    `${place} body as application/json: is no longer accepted`,
  ]);
});

test('answers', () => {
  const answer = (of: object, headers: object = { etag: { schema: text } }) =>
    api({ responses: { 200: { headers, content: { 'application/json': { schema: of } } } } });
  expect(changes(api(), answer(schema({ name: text, age: text }, ['name', 'age'])))).toEqual([]);
  expect(changes(api(), answer(schema({ name: text })))).toEqual([
    `${place} 200.name: was always returned and may be missing now`,
  ]);
  expect(changes(api(), answer(schema({}))).at(0)).toBe(`${place} 200.name: is no longer returned`);
  expect(changes(api(), answer(schema({ name: text }, ['name']), {}))).toEqual([
    `${place} 200 header ETag: is no longer returned`,
  ]);
  expect(changes(api(), api({ responses: { 202: {} } }))).toEqual([`${place} 200: is no longer returned`]);
});

test('a new code of an error is not breaking, nor is an error that does not happen any more', () => {
  const codes = (...values: string[]) => ({
    responses: {
      404: { content: { 'application/problem+json': { schema: schema({ code: { enum: values } }) } } },
    },
  });
  expect(changes(api(codes('gone')), api(codes('gone', 'away')))).toEqual([]);
  expect(changes(api(codes('gone')), api({ responses: {} }))).toEqual([]);
});

test('security', () => {
  expect(changes(api(), api({ security: [{ key: [] }, { signature: [] }] }))).toEqual([]);
  expect(changes(api(), api({ security: [] }))).toEqual([]);
  expect(changes(api(), api({ security: [{ signature: [] }] }))).toEqual([
    `${place}: can no longer be called with key`,
  ]);
  expect(changes(api({ security: [] }), api())).toEqual([`${place}: needs credentials now`]);
});
