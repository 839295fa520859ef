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
    expect(statuses.filter((status) => status !== 201 && status !== 503)).toEqual([]);
    expect(
      answers
        .filter(({ headers }) => !headers.has('idempotency-replayed'))
        .filter(({ status }) => status === 201),
    ).toHaveLength(1);
    expect((await api.listUsers({})).items).toHaveLength(1);
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

test('a repeat after a throttled request is asked for by a header', async () => {
  const { key } = await cloud.organisation();
  const api = apiWith(cloud.url, key, { 'idempotency-key': 'slow-1' });
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, () => api.createUser({ body: { id: '1' } })),
  );
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    expect(result.reason).toSatisfy(problem('service.busy'));
    expect((result.reason as ProblemError).headers.get('retry-after')).toBe('2');
  }
});
