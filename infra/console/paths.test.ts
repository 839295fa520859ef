import { expect, test } from 'vitest';
import { isScreen, viewerRequestCode } from './paths.ts';

const screens = [
  '/',
  '/today',
  '/attendance/1042',
  '/users/a.b',
  '/v12',
  '/bridges/b1',
  '/assetsx',
  '/schedules/board/',
];
const others = [
  '/index.html',
  '/theme.js',
  '/favicon.ico',
  '/assets',
  '/assets/index-1.js',
  '/assets/../x',
  '/v1',
  '/v1/users',
  '/bridge/v1/punches',
  '/iclock/cdata',
  '/oidc/auth',
  '',
  'today',
];

test.each(screens)('%s is a screen', (path) => expect(isScreen(path)).toBe(true));
test.each(others)('%s is none', (path) => expect(isScreen(path)).toBe(false));

test("CloudFront's function has the same rule, and leaves everything else of a request alone", () => {
  const handler = new Function(`${viewerRequestCode}; return handler;`)() as (event: object) => unknown;
  const headers = { 'x-a': { value: '1' } };
  for (const path of [...screens, ...others]) {
    expect(handler({ request: { uri: path, method: 'GET', headers } })).toEqual({
      uri: isScreen(path) ? '/index.html' : path,
      method: 'GET',
      headers,
    });
  }
});
