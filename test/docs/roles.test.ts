import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import { type RouteDefinition, readers, routeKey } from '#shared/contract/route.ts';

const page = readFileSync(new URL('../../docs/integrator.md', import.meta.url), 'utf8');
const byKey = new Map<string, RouteDefinition>(
  Object.values(contract).map((route) => [routeKey(route).replace(/\{\w+\}/g, '{}'), route]),
);

interface Promised {
  key: string;
  roles: string[];
}

/** What the table of the page promises: each route, and which roles may call it. */
function promises(): Promised[] {
  const rows = [...page.matchAll(/^\| ([^|]+) \| (`[^|]+) \| ([^|]+) \|$/gm)];
  let last = '';
  return rows.flatMap(([, , routes = '', said = '']) => {
    last = said.trim() === 'the same' ? last : said.trim();
    const roles = [...last.matchAll(/`(\w+)`/g)].map(([, role]) => role ?? '');
    return routes.split(';').flatMap((part) => {
      const path = /(\/v1\/[^\s`?]+)/.exec(part)?.[1]?.replace(/\{\w+\}/g, '{}');
      const methods = part.match(/\b(GET|POST|PUT|PATCH|DELETE)\b/g) ?? [];
      if (path === undefined) return [];
      return methods.map((method): Promised => {
        const all = method === 'GET' && last.includes('everybody');
        return { key: `${method} ${path}`, roles: all ? [...readers] : roles };
      });
    });
  });
}

test('the page names at least the settings, the locks and what HR enters', () => {
  expect(promises().map(({ key }) => key)).toEqual(
    expect.arrayContaining([
      'PUT /v1/settings',
      'PATCH /v1/settings',
      'POST /v1/corrections',
      'GET /v1/rules-file',
    ]),
  );
});

test.each(promises())('$key takes the roles that the page promises', ({ key, roles }) => {
  const route = byKey.get(key);
  const wanted = key.startsWith('GET ') ? readers : roles;
  expect([...(route?.principals ?? [])].sort()).toEqual([...wanted].sort());
});
