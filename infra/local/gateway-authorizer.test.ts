import { expect, test } from 'vitest';
import { aGateway } from './testing/a-gateway.ts';

test('without an Authorization header a guarded route is refused and the authorizer is not asked', async () => {
  const { url, asked, events } = await aGateway();
  const answer = await fetch(`${url}/v1/me`);
  expect([answer.status, await answer.json()]).toEqual([401, { message: 'Unauthorized' }]);
  expect([asked, events]).toEqual([[], []]);
});

test('the authorizer sees header and route, and its context reaches the function', async () => {
  const { url, asked, events } = await aGateway();
  await fetch(`${url}/v1/me?x=1`, { headers: { authorization: 'Bearer k' } });
  expect(asked[0]).toMatchObject({
    version: '2.0',
    type: 'REQUEST',
    identitySource: ['Bearer k'],
    routeKey: 'GET /v1/me',
    headers: { authorization: 'Bearer k' },
  });
  expect(asked[0]).not.toHaveProperty('body');
  expect(events[0]?.requestContext).toMatchObject({ authorizer: { lambda: { role: 'hr' } } });
});

test('a verdict is kept for 60 s, for all routes of a header', async () => {
  let now = 1_000_000;
  const { url, asked } = await aGateway({}, { now: () => now });
  const call = (path: string, key: string) => fetch(url + path, { headers: { authorization: key } });
  await call('/v1/me', 'Bearer a');
  await call('/v1/me', 'Bearer a');
  expect(asked).toHaveLength(1);
  await call('/v1/audit', 'Bearer a');
  await call('/v1/me', 'Bearer b');
  expect(asked).toHaveLength(2);
  now += 59_999;
  await call('/v1/me', 'Bearer a');
  expect(asked).toHaveLength(2);
  now += 1;
  await call('/v1/me', 'Bearer a');
  expect(asked).toHaveLength(3);
});

test('a caller whom the authorizer refuses gets 403', async () => {
  const { url } = await aGateway({ authorizer: () => ({ isAuthorized: false }) });
  const answer = await fetch(`${url}/v1/me`, { headers: { authorization: 'x' } });
  expect([answer.status, await answer.json()]).toEqual([403, { message: 'Forbidden' }]);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('down');
    },
  ],
  ['answers in another form', () => ({ principalId: 'x' })],
])('an authorizer that %s is a 500, and is asked again next time', async (_, authorizer) => {
  const { url, asked } = await aGateway({ authorizer });
  const call = () => fetch(`${url}/v1/me`, { headers: { authorization: 'x' } });
  expect([(await call()).status, (await call()).status]).toEqual([500, 500]);
  expect(asked).toHaveLength(2);
});
