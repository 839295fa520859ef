import middy from '@middy/core';
import { expect, test } from 'vitest';
import { anEvent } from '#test/support/http-event.ts';
import { Buckets } from './buckets.ts';
import type { CallEvent } from './caller.ts';
import { callerLimit } from './caller-limit.ts';
import type { HttpResult } from './http.ts';
import { outgoing } from './outgoing.ts';
import { problemJson } from './problem-json.ts';

const caller = (name: string, organisation = 'org') => ({ organisation, name, principal: 'hr' as const });

function aFunction(now: () => number) {
  const handler = middy<CallEvent, HttpResult>()
    .use(problemJson())
    .use(callerLimit({ perSecond: 2, burst: 5 }, now))
    .handler(async () => ({ statusCode: 200 }));
  return async (event: Parameters<typeof anEvent>[0]) => await handler(anEvent(event), {} as never);
}

test('every answer, also a refusal, says how many more requests its caller may make, and when all are there again', async () => {
  let now = 0;
  const answer = middy<CallEvent, HttpResult>()
    .use(problemJson())
    .use(callerLimit({ perSecond: 2, burst: 5 }, () => now))
    .handler(async () => ({ statusCode: 200 }));
  const call = async () =>
    (await outgoing(answer)(anEvent({ caller: caller('key:a') }), {} as never)).headers;
  const policy = '"caller";q=5;w=3';
  expect(await call()).toMatchObject({ 'ratelimit-policy': policy, ratelimit: '"caller";r=4;t=1' });
  for (let count = 0; count < 4; count += 1) await call();
  expect(await call()).toMatchObject({ ratelimit: '"caller";r=0;t=3', 'retry-after': '1' });
  now += 1_000;
  expect(await call()).toMatchObject({ ratelimit: '"caller";r=1;t=2' });
});

test('a caller who asks too often is refused with 429 and told when to come again; the others are served', async () => {
  let now = 0;
  const call = aFunction(() => now);
  for (let count = 0; count < 5; count += 1)
    expect((await call({ caller: caller('key:a') })).statusCode).toBe(200);
  const refused = await call({ caller: caller('key:a') });
  expect(refused.statusCode).toBe(429);
  expect(refused.headers).toMatchObject({
    'retry-after': '1',
    'content-type': 'application/problem+json; charset=utf-8',
  });
  expect(JSON.parse(refused.body ?? '')).toMatchObject({
    code: 'caller.too-often',
    facts: { retryAfterSeconds: 1 },
  });
  expect((await call({ caller: caller('key:b') })).statusCode).toBe(200);
  expect((await call({ caller: caller('key:a', 'other') })).statusCode).toBe(200);
  now += 1000;
  expect((await call({ caller: caller('key:a') })).statusCode).toBe(200);
  expect((await call({ caller: caller('key:a') })).statusCode).toBe(200);
  expect((await call({ caller: caller('key:a') })).statusCode).toBe(429);
});

test('requests without a credential are not counted as one caller', async () => {
  const call = aFunction(() => 0);
  for (let count = 0; count < 20; count += 1) expect((await call({})).statusCode).toBe(200);
});

test('a bucket fills no further than to its burst, and says for how long it is empty', () => {
  let now = 0;
  const buckets = new Buckets({ perSecond: 0.1, burst: 2 }, () => now);
  expect([buckets.take('a'), buckets.take('a'), buckets.take('a')]).toEqual([0, 0, 10]);
  now += 4_000;
  expect(buckets.waitSeconds('a')).toBe(6);
  now += 1_000_000;
  expect([buckets.take('a'), buckets.take('a'), buckets.take('a')]).toEqual([0, 0, 10]);
});

test('what is remembered of callers is bounded', () => {
  const buckets = new Buckets({ perSecond: 1, burst: 1 }, () => 0);
  buckets.take('first');
  for (let index = 0; index < 10_000; index += 1) buckets.take(`name ${index}`);
  expect(buckets.waitSeconds('first')).toBe(0);
  expect(buckets.waitSeconds('name 9999')).toBe(1);
});
