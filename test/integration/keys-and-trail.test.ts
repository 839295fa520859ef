import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
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
