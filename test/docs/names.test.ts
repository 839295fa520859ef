/** What is taken for a name in a page, and what is not. */
import { expect, test } from 'vitest';
import { readPage } from './markdown.ts';
import { hasRoute, pathsIn, routesIn, scriptsIn } from './names.ts';
import { exists, isFolderName } from './repository.ts';

test('code and links of a page, and anchors of its headings', () => {
  const page = readPage(
    '# Data: a `b`\n\n`one` [two](three.md#four)\n\n## Data: a b\n\n```sh\nnpm test\n```\n',
  );
  expect(page.code).toEqual(['b', 'one', 'npm test']);
  expect(page.links).toEqual(['three.md#four']);
  expect([...page.anchors]).toEqual(['data-a-b', 'data-a-b-1']);
});

test('npm scripts', () => {
  expect(scriptsIn('npm ci && npm test')).toEqual(['test']);
  expect(scriptsIn('npm run --silent check:node && npm run bench:engine -- --runs 3')).toEqual([
    'check:node',
    'bench:engine',
  ]);
  expect(scriptsIn('npm start -- --help; npm install NAME')).toEqual(['start']);
});

test('routes, without their queries and bodies', () => {
  const roots = ['v1', 'bridge'];
  expect(routesIn('POST /v1/users {"id": "1042"}', roots)).toEqual([{ method: 'POST', path: '/v1/users' }]);
  expect(routesIn('GET /v1/sheets?from=…&to=…', roots)).toEqual([{ method: 'GET', path: '/v1/sheets' }]);
  expect(routesIn('`/v1/calendars/{id}`', roots)).toEqual([]);
  expect(routesIn('/v1/calendars/{id}', roots)).toEqual([{ method: undefined, path: '/v1/calendars/{id}' }]);
  expect(routesIn('/etc/rollcall/bridge.yaml', roots)).toEqual([]);
});

test('a route is known by its method and the places of its parameters', () => {
  const keys = ['GET /v1/users/{userId}', 'POST /v1/users', 'ANY /iclock/{proxy+}'];
  for (const path of ['/v1/users/{id}', '/v1/users/1042'])
    expect(hasRoute(keys, { method: 'GET', path })).toBe(true);
  expect(hasRoute(keys, { method: undefined, path: '/v1/*' })).toBe(true);
  expect(hasRoute(keys, { method: 'POST', path: '/iclock/cdata/more' })).toBe(true);
  for (const path of ['/v1/users', '/v1/user/1042', '/v1/users/1042/days'])
    expect(hasRoute(keys, { method: 'GET', path })).toBe(false);
  expect(hasRoute(keys, { method: undefined, path: '/v2/*' })).toBe(false);
});

test.each([
  ['bash .ci/run', ['.ci/run']],
  ['node bridge/main.ts probe --punches FILE', ['bridge/main.ts']],
  ['docs/PAGE.md or scripts/*.{mjs,ts}', ['docs/PAGE.md', 'scripts/*.{mjs,ts}']],
  ['#shared/errors.ts', ['shared/errors.ts']],
  ['pull/   what is gone', ['pull/']],
  ['../elsewhere/page.md', ['../elsewhere/page.md']],
  ["import { x } from './own/x.ts'", []],
  ['text/csv application/json /etc/x.json 192.168.1.0/24 Asia/Kolkata .rollcall/ --data', []],
])('paths in %j', (code, paths) => {
  expect(pathsIn(code, isFolderName)).toEqual(paths);
});

test('a path exists from the root, from its page, or from a folder deeper down', () => {
  const page = 'docs/decisions/0001-idempotent-batches.md';
  for (const word of [
    'shared/errors.ts',
    '../hr.md',
    'errors.ts',
    'docs/decisions/',
    'docs/PAGE.md',
    'infra/*.ts',
  ])
    expect([word, exists(word, page)]).toEqual([word, true]);
  for (const word of [
    'shared/error.ts',
    '../nobody.md',
    '../../../hr.md',
    'shared/hr.md',
    'errors.mjs',
    'infra/*.mjs',
  ])
    expect([word, exists(word, page)]).toEqual([word, false]);
});
