import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test, vi } from 'vitest';
import { Table } from '#functions/store/database.ts';
import { apiWith, cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aSite, withTick } from '#test/support/site.ts';

const cloud = useCloud();

describe('an API key', () => {
  test('works with its role until it is deleted: then within a minute no more', async () => {
    const organisation = await cloud.organisation();
    const { key, apiKey } = await organisation.api.createApiKey({
      body: { name: 'payroll', role: 'integration' },
    });
    const api = apiWith(cloud.url, key);
    expect(await api.getMe({})).toEqual({
      organisation: organisation.name,
      zone: 'UTC',
      name: 'payroll',
      caller: `key:${apiKey.id}`,
      role: 'integration',
      scopes: [],
    });
    await expect(api.createApiKey({ body: { name: 'more', role: 'admin' } })).rejects.toSatisfy(
      problem('caller.not-allowed'),
    );
    await organisation.api.deleteApiKey({ params: { keyId: apiKey.id } });
    cloudTime.advance(61_000);
    await expect(api.getMe({})).rejects.toSatisfy(problem('caller.unknown'));
    const params = { keyId: apiKey.id };
    await expect(organisation.api.deleteApiKey({ params })).rejects.toSatisfy(problem('key.unknown', params));
  });

  test('expires when it says', async () => {
    const { api: admin } = await cloud.organisation();
    const expiresAt = new Date(cloudTime.now() + 3_600_000).toISOString();
    const { key } = await admin.createApiKey({ body: { name: 'guest', role: 'viewer', expiresAt } });
    await apiWith(cloud.url, key).getMe({});
    cloudTime.set(expiresAt);
    await expect(apiWith(cloud.url, key).getMe({})).rejects.toSatisfy(problem('caller.unknown'));
    await expect(
      admin.createApiKey({ body: { name: 'odd', role: 'viewer', expiresAt: '2026-02-31T00:00:00Z' } }),
    ).rejects.toSatisfy(problem('request.invalid'));
  });

  test('with one letter changed is not known', async () => {
    const { key } = await cloud.organisation();
    const last = key.at(-1) === 'A' ? 'B' : 'A';
    for (const altered of [key.slice(0, -1) + last, `${key}A`, key.slice(0, -1), key.toLowerCase()]) {
      await expect(apiWith(cloud.url, altered).getMe({})).rejects.toSatisfy(problem('caller.unknown'));
    }
  });

  test('is listed without its secret', async () => {
    const { api, key } = await cloud.organisation();
    const { key: other } = await api.createApiKey({ body: { name: 'payroll', role: 'viewer' } });
    const listed = JSON.stringify(await api.listApiKeys({}));
    for (const text of [key, other]) expect(listed).not.toContain(text.slice(-43));
    expect(listed).not.toContain('secretHash');
  });
});

describe('a rotated API key', () => {
  const refused = problem('caller.unknown');
  const hour = 3_600_000;
  const inHours = (hours: number) => new Date(cloudTime.now() + hours * hour).toISOString();
  const minuteLater = () => cloudTime.advance(61_000);
  async function aKey() {
    const organisation = await cloud.organisation();
    const made = await organisation.api.createApiKey({
      body: { name: 'payroll', role: 'integration', scopes: ['users:read'] },
    });
    const params = { keyId: made.apiKey.id };
    return {
      ...organisation,
      params,
      first: apiWith(cloud.url, made.key),
      rotate: async (body: Parameters<typeof organisation.api.rotateApiKey>[0]['body']) => {
        const { key, apiKey } = await organisation.api.rotateApiKey({ params, body });
        return { api: apiWith(cloud.url, key), key, apiKey };
      },
      listed: async () =>
        (await organisation.api.listApiKeys({})).items.find(({ id }) => id === params.keyId),
    };
  }

  test('works with both secrets until the overlap is over, and the trail says so', async () => {
    const { api, params, first, rotate } = await aKey();
    const earlierUntil = inHours(24);
    const second = await rotate({});
    expect(second.apiKey).toMatchObject({
      id: params.keyId,
      name: 'payroll',
      scopes: ['users:read'],
      earlierUntil,
    });
    for (const key of [first, second.api]) expect((await key.getMe({})).caller).toBe(`key:${params.keyId}`);
    const { items } = await api.listAudit({ query: { subject: params.keyId, action: 'api-key.rotated' } });
    expect(items).toMatchObject([{ facts: { earlierUntil } }]);
    cloudTime.set(earlierUntil);
    minuteLater();
    await expect(first.getMe({})).rejects.toSatisfy(refused);
    await second.api.listUsers({});
    expect((await api.listApiKeys({})).items.find(({ id }) => id === params.keyId)).not.toHaveProperty(
      'earlierUntil',
    );
  });

  test('keeps the end that it has promised to each secret, whoever rotates again, at once or later', async () => {
    const { first, rotate } = await aKey();
    const [second, third] = await Promise.all([rotate({ overlapHours: 2 }), rotate({ overlapHours: 2 })]);
    const fourth = await rotate({ overlapHours: 168 });
    for (const { getMe } of [first, second.api, third.api, fourth.api]) await getMe({});
    await expect(rotate({})).rejects.toMatchObject({ code: 'key.rotating', facts: { until: inHours(2) } });
    cloudTime.advance(2 * hour);
    minuteLater();
    const results = await Promise.allSettled(
      [first, second.api, third.api, fourth.api].map(({ getMe }) => getMe({})),
    );
    // Of the two at once, one came second and is the one that the third rotation has replaced.
    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    await fourth.api.getMe({});
    const last = await rotate({ overlapHours: 0 });
    minuteLater();
    for (const { api } of [second, third, fourth]) await expect(api.getMe({})).rejects.toSatisfy(refused);
    await last.api.getMe({});
  });

  test('shows a new secret once, and no secret in any list or table', async () => {
    const { key: admin, params, rotate } = await aKey();
    const second = await rotate({});
    const withKey = apiWith(cloud.url, admin, { 'idempotency-key': 'rotate-1' });
    const { key } = await withKey.rotateApiKey({ params, body: {} });
    await expect(withKey.rotateApiKey({ params, body: {} })).rejects.toSatisfy(
      problem('request.answered-once'),
    );
    const stored = await everythingStored();
    for (const secret of [second.key, key]) expect(stored).not.toContain(secret.slice(-43));
    const listed = JSON.stringify(await apiWith(cloud.url, admin).listApiKeys({}));
    expect(listed).not.toMatch(/secret/i);
  });

  test('that expires may get another expiry, and one that lasts goes on lasting', async () => {
    const { api } = await cloud.organisation();
    const { key, apiKey } = await api.createApiKey({
      body: { name: 'guest', role: 'viewer', expiresAt: inHours(1) },
    });
    const params = { keyId: apiKey.id };
    cloudTime.advance(hour);
    minuteLater();
    await expect(api.rotateApiKey({ params, body: {} })).rejects.toSatisfy(problem('request.invalid'));
    const expiresAt = inHours(30);
    const renewed = await api.rotateApiKey({ params, body: { expiresAt } });
    expect(renewed.apiKey.expiresAt).toBe(expiresAt);
    await apiWith(cloud.url, renewed.key).getMe({});
    await apiWith(cloud.url, key).getMe({});
    const own = (await api.getMe({})).caller.replace('key:', '');
    await expect(
      api.rotateApiKey({ params: { keyId: own }, body: { expiresAt: inHours(30) } }),
    ).rejects.toSatisfy(problem('request.invalid'));
    await expect(api.rotateApiKey({ params, body: { overlapHours: 169 } })).rejects.toSatisfy(
      problem('request.invalid'),
    );
  });

  test('says when it was last used, to the hour, and whether somebody still uses a secret of before', async () => {
    const { first, rotate, listed } = await aKey();
    expect(await listed()).not.toHaveProperty('lastUsedAt');
    const at = inHours(0);
    await first.getMe({});
    await expect.poll(listed).toMatchObject({ lastUsedAt: at });
    cloudTime.advance(hour / 2);
    await first.getMe({});
    const second = await rotate({});
    await second.api.getMe({});
    const { rotatedAt } = second.apiKey;
    await expect.poll(listed).toMatchObject({ rotatedAt, lastUsedAt: at });
    expect(await listed()).not.toHaveProperty('earlierUsedAt');
    minuteLater();
    await expect(first.createUser({ body: { id: '7' } })).rejects.toSatisfy(problem('caller.not-allowed'));
    await expect.poll(listed).toMatchObject({ lastUsedAt: inHours(0), earlierUsedAt: inHours(0) });
    await rotate({});
    await expect.poll(listed).not.toHaveProperty('earlierUsedAt');
  });
});

test('a use of a key that cannot be noted neither slows nor fails the request', async () => {
  const { keyFor } = await cloud.organisation();
  const key = await keyFor('viewer');
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const hold = vi.spyOn(Table.prototype, 'updateIf').mockImplementation(async () => {
    await held;
    throw new Error('the table does not answer');
  });
  const { status } = await cloud.fetch('/v1/me', { key });
  release();
  hold.mockRestore();
  expect(status).toBe(200);
  await expect.poll(() => cloud.logged().join('')).toContain('use of a key not noted');
});

/** Every item of both tables as text. */
async function everythingStored(): Promise<string> {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const texts: string[] = [];
  for (const TableName of Object.values(cloud.runtime.environment.tables)) {
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await documents.send(new ScanCommand({ TableName, ExclusiveStartKey }));
      texts.push(JSON.stringify(page.Items));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
  }
  documents.destroy();
  return texts.join('\n');
}

test('no secret is stored anywhere: not of keys, not of tokens, not in kept answers', async () => {
  const organisation = await cloud.organisation();
  const withKey = apiWith(cloud.url, organisation.key, { 'idempotency-key': 'keep-1' });
  const { key } = await withKey.createApiKey({ body: { name: 'payroll', role: 'viewer' } });
  const again = apiWith(cloud.url, organisation.key, { 'idempotency-key': 'keep-2' });
  const { token } = await again.createEnrolmentToken({ body: {} });
  const stored = await everythingStored();
  expect(stored).toContain('payroll');
  for (const secret of [organisation.key, key, token]) {
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(secret.slice(-43));
  }
});

test('the log holds no names, no bodies and no secrets', async () => {
  const site = await aSite(cloud, ['TEST1'], withTick);
  await site.api.createUser({ body: { id: '701', name: 'Secretive Sample' } });
  await expect(site.api.createUser({ body: { id: '701', name: 'Secretive Sample' } })).rejects.toThrow();
  await cloud.fetch('/v1/users', {
    key: site.key,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"Secretive Sample",',
  });
  await cloud.fetch('/v1/users', {
    key: site.key,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"id":"7 7","name":5,"Secretive Sample":1}',
  });
  await cloud.settle();
  const text = cloud.logged().join('');
  expect(text).toContain('user.exists');
  expect(text).toContain('request.not-json');
  expect(text).not.toContain('Secretive');
  expect(text).not.toContain(site.key.slice(-43));
});

test('every change leaves a line in the audit trail: who, what, of what', async () => {
  const site = await aSite(cloud);
  const { caller } = await site.api.getMe({});
  const { apiKey } = await site.api.createApiKey({ body: { name: 'x', role: 'viewer' } });
  await site.api.createUser({ body: { id: '701', name: 'Not In The Trail' } });
  await site.api.updateUser({ params: { userId: '701' }, body: { name: 'Nor This' }, ifMatch: '"1"' });
  await site.api.updateTerminal({ params: { serial: 'TEST1' }, body: { name: 'Gate' }, ifMatch: '"1"' });
  await site.api.putSchedule({
    params: { id: 's' },
    body: { id: 's', name: 'S', kind: 'daily', day: { dayType: 'restday' } },
  });
  await site.api.putRoster({
    params: { id: 'r' },
    body: {
      id: 'r',
      name: 'R',
      kind: 'cycle',
      anchor: '2026-01-01' as never,
      entries: [{ scheduleId: 's' }],
    },
  });
  await site.api.putCalendar({ params: { id: 'c' }, body: { id: 'c', name: 'C', holidays: [] } });
  await site.set((current) => current);
  const download = await site.api.startDownload({ body: {} });
  const job = await site.api.generateSheets({ body: { from: '2026-03-02', to: '2026-03-03' } });
  const started = await site.api.startExport({ body: { from: '2026-03-02', to: '2026-03-03' } });
  await site.api.deleteApiKey({ params: { keyId: apiKey.id } });
  await site.api.revokeBridge({ params: { bridgeId: site.bridge.id } });
  const day = cloudTime.today();
  const { items } = await site.api.listAudit({ query: { day, limit: 1000 } });
  const lines = items.map(({ action, subject, by }) => `${action} ${subject} ${by}`);
  expect(lines).toEqual(
    expect.arrayContaining([
      `api-key.created ${apiKey.id} ${caller}`,
      `bridge.enrolled ${site.bridge.id} ${caller}`,
      `terminal.registered TEST1 bridge:${site.bridge.id}`,
      `user.created 701 ${caller}`,
      `user.edited 701 ${caller}`,
      `terminal.edited TEST1 ${caller}`,
      `clocking-schedule.saved s ${caller}`,
      `duty-roster.saved r ${caller}`,
      `holiday-calendar.saved c ${caller}`,
      `settings.replaced settings ${caller}`,
      `download.started ${download.id} ${caller}`,
      `sheets.generated ${job.id} ${caller}`,
      `export.started ${started.id} ${caller}`,
      `api-key.deleted ${apiKey.id} ${caller}`,
      `bridge.revoked ${site.bridge.id} ${caller}`,
    ]),
  );
  expect(new Set(lines).size).toBe(lines.length);
  expect(JSON.stringify(items)).not.toMatch(/Not In The Trail|Nor This/);
});
