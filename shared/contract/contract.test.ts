import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isProblemCode } from '#shared/errors.ts';
import { contract } from './index.ts';
import { documentText } from './openapi/document-text.ts';
import { type RouteDefinition, routeKey } from './route.ts';

const routes: [string, RouteDefinition][] = Object.entries(contract);

test('no two routes have the same method and path', () => {
  const keys = routes.map(([, definition]) => routeKey(definition).replace(/\{\w+\}/g, '{}'));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

describe.each(routes)('%s', (_, definition) => {
  test('names who may call it', () => {
    expect(definition.principals.length).toBeGreaterThan(0);
    expect(new Set(definition.principals).size).toBe(definition.principals.length);
  });

  test('has a schema for every parameter in its path, and no other', () => {
    const inPath = [...definition.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(definition.params?.shape ?? {})).toEqual(inPath);
  });

  test('names what it edits by the parameters of its path', () => {
    const inName = [...(definition.ifMatch ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    expect(inName.filter((name) => !(name in (definition.params?.shape ?? {})))).toEqual([]);
  });

  test('lies under the prefix of its Lambda', () => {
    expect(definition.path).toMatch(definition.service === 'api' ? /^\/v1\// : /^\/bridge\/v1\//);
  });

  test('answers with a body unless it says 204', () => {
    expect(definition.answer.body === undefined).toBe(definition.answer.status === 204);
  });

  test('names problems of the closed set, each once', () => {
    const problems = definition.problems ?? [];
    expect(problems.filter((code) => !isProblemCode(code))).toEqual([]);
    expect(new Set(problems).size).toBe(problems.length);
  });

  test('only changes when it is asked to', () => {
    if (definition.method === 'GET') expect(definition.body).toBeUndefined();
  });
});

test('only health and the links of mails are open to everybody, and only enrolment to token holders', () => {
  const open = routes.filter(([, { principals }]) => principals.some((who) => who === 'public'));
  const enrolling = routes.filter(([, { principals }]) => principals.some((who) => who === 'enrolment'));
  expect([open.map(([name]) => name), enrolling.map(([name]) => name)]).toEqual([
    ['getHealth', 'getSignIn', 'getReportSubscription', 'setReportSubscription', 'getMailedFiles'],
    ['enrolBridge'],
  ]);
});

test('names the scopes of every route that integrations may call, and of no other', () => {
  const open = routes.filter(([, { principals }]) => principals.includes('integration'));
  expect(routes.filter(([, { scopes }]) => scopes !== undefined)).toEqual(open);
  expect(open.filter(([, { scopes }]) => scopes?.length === 0).map(([name]) => name)).toEqual(['getMe']);
});

test('changing something takes a scope to write, or makes a file of what may be read', () => {
  const changing = routes.filter(
    ([, { method, principals }]) => method !== 'GET' && principals.includes('integration'),
  );
  const reading = changing.filter(([, { scopes }]) => !scopes?.some((scope) => scope.endsWith(':write')));
  expect(reading.map(([name]) => name)).toEqual(['startExport', 'previewExport']);
});

test('viewers change nothing', () => {
  const changing = routes.filter(
    ([, { method, principals }]) => method !== 'GET' && principals.includes('viewer'),
  );
  expect(changing).toEqual([]);
});

test('the committed OpenAPI document is the one of the contract', () => {
  const committed = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(committed).info as { version: string };
  const recorded = new URL('../../docs/examples/', import.meta.url);
  const names = readdirSync(recorded).sort();
  const generated = documentText(
    version,
    names.map((name) => readFileSync(new URL(name, recorded), 'utf8')),
  );
  expect(generated === committed, 'run npm run openapi').toBe(true);
});
