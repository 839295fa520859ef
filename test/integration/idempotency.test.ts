import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { apiWith, cloudTime, useCloud } from '#test/support/cloud.ts';
import { type ProblemError, problem, refusalOf } from '#test/support/problem-error.ts';

const cloud = useCloud();

describe('an Idempotency-Key', () => {
  const send = (key: string, body: object, idempotencyKey = 'request-1') =>
    cloud.fetch('/v1/users', {
      key,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
      body: JSON.stringify(body),
    });

  test('makes a repeat get the first answer, with its ETag', async () => {
    const { key, api } = await cloud.organisation();
    const [first, second] = [await send(key, { id: '701' }), await send(key, { id: '701' })];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.json()).toEqual(await first.json());
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
    expect((await api.listUsers({})).items).toHaveLength(1);
  });

  test('is refused for another body, another route, and belongs to one caller of one organisation', async () => {
    const organisation = await cloud.organisation();
    const other = await cloud.organisation();
    await send(organisation.key, { id: '701' });
    const reused = await send(organisation.key, { id: '702' });
    expect(await refusalOf(reused)).toEqual([409, 'request.key-reused']);
    expect((await send(await organisation.keyFor('hr'), { id: '703' })).status).toBe(201);
    expect((await send(other.key, { id: '701' })).status).toBe(201);
  });

  test('of twenty at once lets one through', async () => {
    const { key, api } = await cloud.organisation();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(key, { id: '701' })));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    expect(
      answers
        .filter(({ headers }) => !headers.has('idempotency-replayed'))
        .filter(({ status }) => status === 201),
    ).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status === 409)) {
      expect(answer.headers.get('retry-after')).toBe('2');
      expect(await refusalOf(answer)).toEqual([409, 'request.in-progress']);
    }
    expect((await api.listUsers({})).items).toHaveLength(1);
  });

  test('keeps an answer of any size', async () => {
    const { stores } = await cloud.organisation();
    const at = cloudTime.instant();
    // Random text hardly shrinks, so that the answer needs several items.
    const body = randomBytes(700_000).toString('base64');
    expect(await stores.idempotency.claim('key:1', 'large', 'x', at)).toBeNull();
    await stores.idempotency.keep('key:1', 'large', at, { status: 201, headers: { etag: '"1"' }, body });
    const known = await stores.idempotency.claim('key:1', 'large', 'x', at);
    expect(known?.answer).toEqual({ status: 201, headers: { etag: '"1"' }, body });
  });

  test('is neither answered nor freed by a holder that has lost it', async () => {
    const { stores } = await cloud.organisation();
    const first = cloudTime.instant();
    await stores.idempotency.claim('key:1', 'slow', 'x', first);
    cloudTime.advance(61_000);
    const second = cloudTime.instant();
    expect(await stores.idempotency.claim('key:1', 'slow', 'x', second)).toBeNull();
    await stores.idempotency.keep('key:1', 'slow', first, { status: 200, headers: {}, body: 'late' });
    await stores.idempotency.forget('key:1', 'slow', first);
    const known = await stores.idempotency.claim('key:1', 'slow', 'x', second);
    expect(known).toMatchObject({ requestHash: 'x', claimedAt: second });
    expect(known).not.toHaveProperty('answer');
  });

  test('of a request that failed may be used again; one that died frees its key after a minute', async () => {
    const { key, api, stores } = await cloud.organisation();
    await api.createUser({ body: { id: '701' } });
    expect((await send(key, { id: '701' })).status).toBe(409);
    expect((await send(key, { id: '702' })).status).toBe(201);

    const { caller } = await api.getMe({});
    const now = cloudTime.instant();
    const probe = { requestHash: 'x', claimedAt: now };
    expect(await stores.idempotency.claim(caller, 'dead', 'x', now as never)).toBeNull();
    expect(await stores.idempotency.claim(caller, 'dead', 'x', now as never)).toMatchObject(probe);
    cloudTime.advance(61_000);
    expect(await stores.idempotency.claim(caller, 'dead', 'x', cloudTime.instant())).toBeNull();
    expect(await stores.idempotency.claim(caller, 'dead', 'y', cloudTime.instant())).not.toBeNull();
  });

  test('keeps no secret: the repeat of a new API key is told that there is one', async () => {
    const { key } = await cloud.organisation();
    const post = (path: string, body: object) =>
      cloud.fetch(path, {
        key,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'secret-1' },
        body: JSON.stringify(body),
      });
    for (const [path, body] of [['/v1/api-keys', { name: 'payroll', role: 'integration' }]] as const) {
      expect((await post(path, body)).status).toBe(201);
      const repeat = await post(path, body);
      expect(await refusalOf(repeat)).toEqual([409, 'request.answered-once']);
    }
  });
});

test('a repeat of a request that is at work is asked for later by a header', async () => {
  const { key } = await cloud.organisation();
  const api = apiWith(cloud.url, key, { 'idempotency-key': 'slow-1' });
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, () => api.createUser({ body: { id: '1' } })),
  );
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    expect(result.reason).toSatisfy(problem('request.in-progress'));
    expect((result.reason as ProblemError).headers.get('retry-after')).toBe('2');
  }
});
