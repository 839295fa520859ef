import middy from '@middy/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { route } from '#shared/contract/route.ts';
import { isProblem, RollcallError } from '#shared/errors.ts';
import { anEvent, type EventPart } from '#test/support/http-event.ts';
import type { KeptAnswer, KnownRequest } from '../store/idempotency.ts';
import type { Stores } from '../store/index.ts';
import type { CallEvent } from './caller.ts';
import type { HttpResult } from './http.ts';
import { idempotency } from './idempotency.ts';

/** Keeps keys in memory, under the same rules as the table. */
function memoryKeys() {
  const known = new Map<string, KnownRequest>();
  return {
    known,
    async claim(caller: string, key: string, requestHash: string, now: KnownRequest['claimedAt']) {
      const name = `${caller} ${key}`;
      const earlier = known.get(name);
      if (earlier) return earlier;
      known.set(name, { requestHash, claimedAt: now });
      return null;
    },
    async keep(caller: string, key: string, _at: KnownRequest['claimedAt'], answer: KeptAnswer) {
      const earlier = known.get(`${caller} ${key}`);
      if (earlier) earlier.answer = answer;
    },
    async forget(caller: string, key: string) {
      known.delete(`${caller} ${key}`);
    },
  };
}

const admin = { organisation: 'acme', name: 'key:1', principal: 'admin' } as const;
const base = { method: 'POST', service: 'api', principals: ['admin'], tag: 'access', summary: 's' } as const;
const routes = {
  plain: route({ ...base, path: '/v1/users', answer: { status: 204 } }),
  secret: route({ ...base, path: '/v1/api-keys', answer: { status: 201, secret: true } }),
};

let keys = memoryKeys();
let calls = 0;
let outcome: () => Promise<HttpResult>;

beforeEach(() => {
  keys = memoryKeys();
  calls = 0;
  outcome = async () => ({ statusCode: 201, headers: { etag: '"1"' }, body: `{"n":${calls}}` });
});

async function send(part: EventPart = {}): Promise<HttpResult> {
  const handler = middy<CallEvent, HttpResult>()
    .use(
      idempotency({ routes, storesOf: () => ({ idempotency: keys }) as unknown as Stores, now: () => 1_000 }),
    )
    .handler(async () => {
      calls += 1;
      return await outcome();
    });
  const event = anEvent({
    caller: admin,
    body: '{}',
    ...part,
    headers: { 'idempotency-key': 'k-1', ...part.headers },
  });
  return await handler(event, {} as never);
}

const problem = (code: Parameters<typeof isProblem>[1]) => (error: unknown) => isProblem(error, code);

test('a repeat gets the first answer, marked as such, and nothing happens again', async () => {
  const first = await send();
  expect(await send()).toEqual({ ...first, headers: { etag: '"1"', 'idempotency-replayed': 'true' } });
  expect(calls).toBe(1);
});

test('the same key of another caller is another key', async () => {
  await send();
  await send({ caller: { ...admin, name: 'key:2' } });
  expect(calls).toBe(2);
});

describe('the same key with another request is refused', () => {
  test.each<[string, EventPart]>([
    ['another body', { body: '{"id":"7"}' }],
    ['another route', { route: 'POST /v1/downloads' }],
    ['another path of the route', { path: '/v1/users/7' }],
  ])('%s', async (_, part) => {
    await send();
    await expect(send(part)).rejects.toSatisfy(problem('request.key-reused'));
    expect(calls).toBe(1);
  });
});

test('a repeat that comes while the first request runs is asked to wait', async () => {
  const { promise, resolve } = Promise.withResolvers<HttpResult>();
  outcome = () => promise;
  const first = send();
  await expect(send()).rejects.toSatisfy(problem('request.in-progress'));
  resolve({ statusCode: 204 });
  await first;
  expect((await send()).statusCode).toBe(204);
  expect(calls).toBe(1);
});

test('a request that failed frees its key', async () => {
  outcome = async () => {
    throw new RollcallError('user.exists', { userId: '7', existingId: '7' });
  };
  await expect(send()).rejects.toSatisfy(problem('user.exists'));
  outcome = async () => ({ statusCode: 201 });
  expect((await send()).statusCode).toBe(201);
});

test('an answer that shows a secret is not kept, and a repeat learns so', async () => {
  outcome = async () => ({ statusCode: 201, body: '{"key":"rck_secret"}' });
  const part = { route: 'POST /v1/api-keys' };
  expect((await send(part)).body).toContain('rck_secret');
  expect(JSON.stringify([...keys.known])).not.toContain('rck_secret');
  await expect(send(part)).rejects.toSatisfy(problem('request.answered-once'));
  expect(calls).toBe(1);
});

describe('a key is not looked at', () => {
  test('on requests that are safe to repeat anyway', async () => {
    await send({ route: 'GET /v1/users' });
    await send({ route: 'PUT /v1/settings' });
    expect([calls, keys.known.size]).toEqual([2, 0]);
  });

  test('from a caller without a credential', async () => {
    await send({ caller: { organisation: '', name: 'nobody', principal: 'public' } });
    expect(keys.known.size).toBe(0);
  });
});

test.each(['', 'x'.repeat(129), 'key 1', 'schlüssel'])('the key "%s" is refused', async (key) => {
  await expect(send({ headers: { 'idempotency-key': key } })).rejects.toSatisfy(problem('request.invalid'));
  expect(calls).toBe(0);
});
