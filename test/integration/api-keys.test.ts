import { describe, expect, test } from 'vitest';
import { actorFor } from '#functions/runtime.ts';
import { scopes } from '#shared/contract/scopes.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import { type Api, apiWith, cloudTime, type Organisation, useCloud } from '#test/support/cloud.ts';
import { problem, refusalOf } from '#test/support/problem-error.ts';
import { aSite } from '#test/support/site.ts';

const cloud = useCloud();
const day = 86_400_000;
const inFuture = (milliseconds: number) => new Date(cloudTime.now() + milliseconds).toISOString();

async function administrator({ api }: Organisation, expiresAt?: string): Promise<{ id: string; api: Api }> {
  const { key, apiKey } = await api.createApiKey({ body: { name: 'test', role: 'admin', expiresAt } });
  return { id: apiKey.id, api: apiWith(cloud.url, key) };
}

async function ownKey(api: Api): Promise<string> {
  return (await api.getMe({})).caller.replace('key:', '');
}

describe('the last key of an administrator that lasts', () => {
  const refused = problem('key.last-administrator');

  test('is not deleted, by itself or by another role’s keys beside it', async () => {
    const organisation = await cloud.organisation();
    for (const role of ['hr', 'viewer', 'integration'] as const) await organisation.keyFor(role);
    const keyId = await ownKey(organisation.api);
    await expect(organisation.api.deleteApiKey({ params: { keyId } })).rejects.toSatisfy(refused);
    expect((await organisation.api.getMe({})).role).toBe('admin');
  });

  test('is not deleted while all others will expire', async () => {
    const organisation = await cloud.organisation();
    const guest = await administrator(organisation, inFuture(day));
    const keyId = await ownKey(organisation.api);
    await expect(guest.api.deleteApiKey({ params: { keyId } })).rejects.toSatisfy(refused);
    await organisation.api.deleteApiKey({ params: { keyId: guest.id } });
  });

  test('is deleted once there is another', async () => {
    const organisation = await cloud.organisation();
    const second = await administrator(organisation);
    const keyId = await ownKey(organisation.api);
    await second.api.deleteApiKey({ params: { keyId } });
    await expect(second.api.deleteApiKey({ params: { keyId: second.id } })).rejects.toSatisfy(refused);
    await expect(second.api.deleteApiKey({ params: { keyId } })).rejects.toSatisfy(problem('key.unknown'));
  });

  test('stays, whoever deletes whose key at the same moment', async () => {
    const organisation = await cloud.organisation();
    const all = [
      { id: await ownKey(organisation.api), api: organisation.api },
      ...(await Promise.all([1, 2, 3].map(() => administrator(organisation)))),
    ];
    const results = await Promise.allSettled(
      all.map(({ api }, index) =>
        api.deleteApiKey({ params: { keyId: all[(index + 1) % all.length]?.id ?? '' } }),
      ),
    );
    const refusals = results.filter(({ status }) => status === 'rejected');
    expect(refusals).toHaveLength(1);
    expect((refusals[0] as PromiseRejectedResult).reason).toSatisfy(refused);
    expect(await cloud.runtime.directory.credentials.allApiKeys(organisation.name)).toHaveLength(1);
  });
});

describe('the expiry of a new key', () => {
  test.each([
    ['is over', () => inFuture(-1)],
    ['is now', () => inFuture(0)],
    ['was years ago', () => '2001-01-01T00:00:00Z'],
    ['is absurdly far away', () => '9999-12-31T23:59:59Z'],
    ['is more than ten years away', () => inFuture(10.1 * 366 * day)],
    ['has no zone', () => '2027-01-01T00:00:00'],
    ['has another zone', () => '2027-01-01T00:00:00+02:00'],
    ['is a date', () => '2027-01-01'],
    ['does not exist', () => '2027-02-30T00:00:00Z'],
    ['is empty', () => ''],
  ])('is refused when it %s', async (_, expiresAt) => {
    const { api } = await cloud.organisation();
    const body = { name: 'odd', role: 'viewer', expiresAt: expiresAt() } as const;
    await expect(api.createApiKey({ body })).rejects.toMatchObject({
      code: 'request.invalid',
      facts: { issues: expect.arrayContaining([expect.objectContaining({ path: '/expiresAt' })]) },
    });
    expect((await api.listApiKeys({})).items).toHaveLength(1);
  });

  test('may be tomorrow, or in nine years', async () => {
    const { api } = await cloud.organisation();
    for (const expiresAt of [inFuture(day), inFuture(9 * 365 * day)]) {
      const { apiKey } = await api.createApiKey({ body: { name: 'guest', role: 'viewer', expiresAt } });
      expect(apiKey.expiresAt).toBe(expiresAt);
    }
  });
});

describe('a key of role integration', () => {
  const notAllowed = problem('caller.not-allowed');

  test('may do nothing unless scopes are given', async () => {
    const { api } = await cloud.organisation();
    const { key, apiKey } = await api.createApiKey({ body: { name: 'payroll', role: 'integration' } });
    expect(apiKey.scopes).toEqual([]);
    const payroll = apiWith(cloud.url, key);
    expect((await payroll.getMe({})).scopes).toEqual([]);
    await expect(payroll.listUsers({})).rejects.toSatisfy(notAllowed);
  });

  test('may do what its scopes say, and no more', async () => {
    const { api } = await cloud.organisation();
    const { key, apiKey } = await api.createApiKey({
      body: { name: 'payroll', role: 'integration', scopes: ['users:read', 'sheets:read', 'users:read'] },
    });
    expect(apiKey.scopes).toEqual(['sheets:read', 'users:read']);
    await api.createUser({ body: { id: '7', card: '1234' } });
    const payroll = apiWith(cloud.url, key);
    expect((await payroll.getUser({ params: { userId: '7' } })).card).toBeUndefined();
    await expect(payroll.createUser({ body: { id: '8' } })).rejects.toMatchObject({
      facts: { needs: 'the scope users:write' },
    });
  });

  test('has scopes of the list only, and other roles have none', async () => {
    const { api, key } = await cloud.organisation();
    const create = (body: object) =>
      cloud.fetch('/v1/api-keys', {
        key,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'odd', ...body }),
      });
    for (const body of [
      { role: 'integration', scopes: ['users:delete'] },
      { role: 'integration', scopes: 'users:read' },
      { role: 'integration', scopes: ['*'] },
      { role: 'admin', scopes: ['users:read'] },
      { role: 'viewer', scopes: [] },
    ])
      expect(await refusalOf(await create(body))).toEqual([422, 'request.invalid']);
    expect((await api.listApiKeys({})).items).toHaveLength(1);
  });

  test('that was made before there were scopes keeps what is safe', async () => {
    const organisation = await cloud.organisation();
    const { key, apiKey } = await organisation.api.createApiKey({
      body: { name: 'old', role: 'integration' },
    });
    const { credentials } = cloud.runtime.directory;
    const [stored] = (await credentials.allApiKeys(organisation.name)).filter(({ id }) => id === apiKey.id);
    if (!stored) throw new Error('it was made a moment ago');
    const { scopes: _scopes, ...old } = stored;
    await credentials.deleteApiKey(organisation.name, apiKey.id);
    await credentials.addApiKey(old);
    const api = apiWith(cloud.url, key);
    expect((await api.getMe({})).scopes).toEqual(
      scopes.filter((scope) => scope !== 'punches:write' && scope !== 'approvals:write'),
    );
    await api.createUser({ body: { id: '8' } });
    await expect(
      api.importFile({ body: { terminal: 'TEST1', format: 'attlog', contentBase64: '' } }),
    ).rejects.toSatisfy(notAllowed);
  });

  test('takes in punches with one scope, and users of a file with two', async () => {
    const site = await aSite(cloud);
    const importing = async (given: ('punches:write' | 'users:write')[], format: 'attlog' | 'user-dat') => {
      const api = apiWith(cloud.url, await site.keyFor('integration', given));
      return await api.importFile({ body: { terminal: 'TEST1', format, contentBase64: '' } });
    };
    await importing(['punches:write'], 'attlog');
    await expect(importing(['users:write'], 'attlog')).rejects.toSatisfy(notAllowed);
    await expect(importing(['punches:write'], 'user-dat')).rejects.toSatisfy(notAllowed);
    await importing(['punches:write', 'users:write'], 'user-dat');
  });
});

describe('what a user may do at terminals', () => {
  const params = { userId: '7' };
  const notAllowed = problem('caller.not-allowed');

  test('is set by administrators only; the others may send back what they read', async () => {
    const organisation = await cloud.organisation();
    await organisation.api.createUser({ body: { id: '7' } });
    const hr = apiWith(cloud.url, await organisation.keyFor('hr'));
    const integration = apiWith(cloud.url, await organisation.keyFor('integration', scopes));
    for (const api of [hr, integration]) {
      for (const privilege of [0, 3] as const)
        await expect(api.updateUser({ params, body: { privilege }, ifMatch: '"1"' })).rejects.toSatisfy(
          notAllowed,
        );
    }
    await organisation.api.updateUser({ params, body: { privilege: 7 }, ifMatch: '"1"' });
    await hr.updateUser({ params, body: { privilege: 7, name: 'Sample' }, ifMatch: '"2"' });
    expect(await hr.getUser({ params })).toMatchObject({ privilege: 7, name: 'Sample' });
  });

  test('is written to terminals by administrators only', async () => {
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: '7' } });
    const body = { terminals: ['TEST1'], userIds: ['7'], fields: ['name' as const, 'privilege' as const] };
    const hr = apiWith(cloud.url, await site.keyFor('hr'));
    await expect(hr.startUserUpload({ body })).rejects.toSatisfy(notAllowed);
    await hr.startUserUpload({ body: { ...body, fields: ['name'] } });
    await site.api.startUserUpload({ body });
  });

  test('is taken from a file of users only when an administrator gives it', async () => {
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: '7' } });
    const record = Buffer.alloc(72);
    record.writeUInt16LE(1, 0);
    record.writeUInt8(14, 2);
    record.write('Sample', 11, 'utf8');
    record.write('7', 48, 'utf8');
    const body = {
      terminal: 'TEST1',
      format: 'user-dat' as const,
      contentBase64: record.toString('base64'),
    };
    const hr = apiWith(cloud.url, await site.keyFor('hr'));
    await hr.importFile({ body });
    const seen = await site.api.getUser({ params });
    expect([seen.name, seen.privilege]).toEqual(['Sample', undefined]);
    await site.api.importFile({ body });
    expect((await site.api.getUser({ params })).privilege).toBe(7);
  });
});

test('whoever makes a key in the name of the deployment is held to the same rules', async () => {
  const organisation = await cloud.organisation();
  const actor = actorFor(cloud.runtime, organisation.name, 'operator', 'system');
  const { createApiKey } = await import('#functions/domain/access/index.ts');
  const expiresAt = '2001-01-01T00:00:00.000Z' as Instant;
  await expect(
    createApiKey(cloud.runtime.directory, actor, { name: 'odd', role: 'admin', expiresAt }),
  ).rejects.toMatchObject({ code: 'request.invalid' });
});

describe('the scopes of a key that exists', () => {
  test('are changed by an administrator, noted in the trail, and count from then on', async () => {
    const { api } = await cloud.organisation();
    const { key, apiKey } = await api.createApiKey({ body: { name: 'payroll', role: 'integration' } });
    const params = { keyId: apiKey.id };
    const status = async () => (await cloud.fetch('/v1/users', { key })).status;
    expect(await status()).toBe(403);
    const changed = await api.updateApiKey({
      params,
      body: { scopes: ['users:read', 'sheets:read', 'users:read'] },
    });
    expect(changed.scopes).toEqual(['sheets:read', 'users:read']);
    cloudTime.advance(61_000);
    await expect.poll(status).toBe(200);
    const { items } = await api.listAudit({ query: { day: cloudTime.today(), limit: 1000 } });
    expect(items.filter(({ action }) => action === 'api-key.scopes-changed')).toMatchObject([
      { subject: apiKey.id, facts: { from: [], to: ['sheets:read', 'users:read'] } },
    ]);
    expect((await api.updateApiKey({ params, body: { scopes: [] } })).scopes).toEqual([]);
  });

  test('are refused for other roles, and for keys of others', async () => {
    const { api } = await cloud.organisation();
    const other = await cloud.organisation();
    const { apiKey } = await api.createApiKey({ body: { name: 'second', role: 'admin' } });
    const body = { scopes: ['users:read' as const] };
    const params = { keyId: apiKey.id };
    await expect(api.updateApiKey({ params, body })).rejects.toSatisfy(problem('request.invalid'));
    await expect(other.api.updateApiKey({ params, body })).rejects.toSatisfy(problem('key.unknown'));
  });
});
