import { expect, test } from 'vitest';
import type { GatewayRoute } from '#infra/routes.ts';
import { routeTable } from './router.ts';

const route = (key: string): GatewayRoute => {
  const [method = 'GET', path = '/'] = key.split(' ') as [GatewayRoute['method'], GatewayRoute['path']];
  return { key, method, path, service: 'api', authorized: false };
};

const find = routeTable(
  ['GET /v1/terminals/{serial}', 'GET /v1/terminals/pending', 'ANY /iclock/{proxy+}', 'POST /iclock/own'].map(
    route,
  ),
);

test.each([
  ['GET', '/iclock/cdata', { proxy: 'cdata' }],
  ['POST', '/iclock/cdata.aspx', { proxy: 'cdata.aspx' }],
  ['PUT', '/iclock/a/b/c', { proxy: 'a/b/c' }],
])('%s %s goes to the route that takes every method and the rest of the path', (method, path, parameters) => {
  const match = find(method, path);
  expect(match?.route.key).toBe('ANY /iclock/{proxy+}');
  expect(match?.pathParameters).toEqual(parameters);
});

test('a literal segment wins over the rest of a path, and over a parameter', () => {
  expect(find('POST', '/iclock/own')?.route.key).toBe('POST /iclock/own');
  expect(find('GET', '/v1/terminals/pending')?.route.key).toBe('GET /v1/terminals/pending');
  expect(find('GET', '/v1/terminals/T1')?.pathParameters).toEqual({ serial: 'T1' });
});

test.each(['/iclock', '/iclock/', '/other/cdata', '/v1/terminals/T1/x'])('%s has no route', (path) => {
  expect(find('GET', path)).toBeNull();
});
