import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test, vi } from 'vitest';
import { Role } from '#shared/contract/access.ts';
import { contract } from '#shared/contract/index.ts';
import { type RouteDefinition, routeKey } from '#shared/contract/route.ts';
import { apiWith, type Organisation, useCloud } from '#test/support/cloud.ts';
import { problem, refusalOf } from '#test/support/problem-error.ts';
import { aBatchId, aBridge, aRecord, enrolmentBody } from '#test/support/signed-bridge.ts';
import { aSite, noCounts, withTick } from '#test/support/site.ts';

const cloud = useCloud();
const routes: [string, RouteDefinition][] = Object.entries(contract);

/** Ids of a kind that nobody has, for paths of routes. */
const nobodys: Record<string, string> = {
  downloadId: 'dl_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  taskId: 'tsk_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  jobId: 'job_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  exportId: 'exp_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  keyId: 'key_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  bridgeId: 'brg_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  serial: 'TEST1',
  userId: '701',
  id: 'office',
};

function pathOf(definition: RouteDefinition, ids: Record<string, string> = nobodys): string {
  return definition.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? 'x'));
}

async function call(
  definition: RouteDefinition,
  options: { key?: string; path?: string; body?: string } = {},
) {
  const { method } = definition;
  return await cloud.fetch(options.path ?? pathOf(definition), {
    method,
    headers: {
      'if-match': '"1"',
      ...(method === 'GET' || method === 'DELETE' ? {} : { 'content-type': 'application/json' }),
    },
    ...(options.key === undefined ? {} : { key: options.key }),
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: options.body ?? '{}' }),
  });
}

describe('every route of the contract', () => {
  const open = routes.filter(
    ([, { principals }]) => principals.includes('public') || principals.includes('enrolment'),
  );
  const closed = routes.filter((route) => !open.includes(route));

  test.each(closed)('%s answers nobody', async (_, definition) => {
    expect((await call(definition)).status).toBe(401);
  });

  test.each(closed)('%s answers no made-up key, with a problem document', async (_, definition) => {
    for (const key of ['nonsense', `rck_${nobodys.keyId}_${'A'.repeat(43)}`]) {
      const response = await call(definition, { key });
      expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(await refusalOf(response)).toEqual([
        401,
        definition.service === 'api' ? 'caller.unknown' : 'bridge.signature',
      ]);
    }
  });

  const api = closed.filter(([, { service }]) => service === 'api');
  test.each(api)('%s refuses each role that it does not name, and no other', async (_, definition) => {
    const organisation = await cloud.organisation();
    for (const role of Role.options) {
      const response = await call(definition, { key: await organisation.keyFor(role) });
      if (definition.principals.includes(role)) expect([401, 403]).not.toContain(response.status);
      else expect([role, ...(await refusalOf(response))]).toEqual([role, 403, 'caller.not-allowed']);
    }
  });

  test.each(open)('%s needs no credential', async (_, definition) => {
    const response = await call(definition, {
      body: JSON.stringify(enrolmentBody(`rce_${'A'.repeat(43)}`)),
    });
    if (definition.principals.includes('public')) expect(response.status).toBe(200);
    else expect(await refusalOf(response)).toEqual([401, 'enrolment.refused']);
  });
});

describe('two organisations', () => {
  /** Fills an organisation with one of everything, under ids that the other one may use too. */
  async function fill(organisation: Organisation, name: string) {
    const { api } = organisation;
    const bridge = await aBridge(cloud.url, api);
    const serial = `${organisation.name}-${name}`;
    await bridge.beat({ terminals: [serial] });
    const networks = [name === 'aa' ? '203.0.113.0/24' : '198.51.100.0/24'];
    await api.registerTerminal({ body: { serial, push: { networks } } });
    await api.putSchedule({
      params: { id: name },
      body: { id: name, name, kind: 'daily', day: { dayType: 'restday' } },
    });
    await api.putRoster({
      params: { id: name },
      body: { id: name, name, kind: 'cycle', anchor: '2026-01-01' as never, entries: [{ scheduleId: name }] },
    });
    await api.putCalendar({ params: { id: name }, body: { id: name, name, holidays: [] } });
    await api.createUser({ body: { id: name, name: `Person of ${name}`, issuedOn: '2026-03-02' } });
    await bridge.api.pushPunches({
      body: {
        batchId: aBatchId(),
        terminal: serial,
        records: [
          aRecord({ pin: name }),
          aRecord({ pin: `${name}-held` }),
          aRecord({ pin: '', time: `${name} no time` }),
        ],
      },
    });
    const download = await api.startDownload({ body: {} });
    const [task] = (await bridge.beat({ take: 1 })).tasks;
    const job = await api.generateSheets({ body: { from: '2026-03-02', to: '2026-03-03' } });
    const started = await api.startExport({ body: { from: '2026-03-02', to: '2026-03-03' } });
    const { apiKey } = await api.createApiKey({ body: { name: `key of ${name}`, role: 'viewer' } });
    await cloud.settle();
    const ids: Record<string, string> = {
      downloadId: download.id,
      taskId: task?.id ?? '',
      jobId: job.id,
      exportId: started.id,
      keyId: apiKey.id,
      bridgeId: bridge.id,
      serial,
      userId: name,
      id: name,
    };
    return { bridge, ids };
  }

  const queries: Record<string, Record<string, string>> = {
    listAudit: { day: '2026-03-20' },
    listPunches: { userId: 'aa', from: '2026-01-01', to: '2026-12-31' },
    listArrivals: { day: '2026-03-20' },
    listSheets: { from: '2026-03-02', to: '2026-03-03' },
  };

  test('see nothing of each other on any route that reads, and their own on each', async () => {
    const a = await cloud.organisation();
    const b = await cloud.organisation();
    await a.set((current) => ({ ...current, zone: 'Asia/Kolkata' }));
    const { ids } = await fill(a, 'aa');
    await fill(b, 'bb');
    const marks = [...Object.values(ids), a.name, 'Asia/Kolkata', '203.0.113.0/24'].map(
      (mark) => `"${mark}"`,
    );
    const showsOwn = (text: string) => marks.some((mark) => text.includes(mark));
    const reading = routes.filter(
      ([, { method, principals }]) => method === 'GET' && principals.includes('admin'),
    );
    const ownOnEach: string[] = [];
    for (const [name, definition] of reading) {
      const path = `${pathOf(definition, ids)}?${new URLSearchParams(queries[name])}`;
      const [own, others] = await Promise.all([
        call(definition, { key: a.key, path }),
        call(definition, { key: b.key, path }),
      ]);
      const [ownText, othersText] = [await own.text(), await others.text()];
      expect([name, own.status]).toEqual([name, 200]);
      if (definition.path.includes('{')) expect([name, others.status]).toEqual([name, 404]);
      else {
        expect([name, others.status]).toEqual([name, 200]);
        expect([name, showsOwn(othersText)]).toEqual([name, false]);
      }
      if (showsOwn(ownText)) ownOnEach.push(name);
    }
    // Terminals that nobody has registered belong to nobody.
    const ofNobody = ['listPendingTerminals'];
    expect(ownOnEach).toEqual(reading.map(([name]) => name).filter((name) => !ofNobody.includes(name)));
  });

  test('change nothing of each other', async () => {
    const a = await cloud.organisation();
    const b = await cloud.organisation();
    const { ids, bridge } = await fill(a, 'aa');
    const other = await fill(b, 'bb');
    const params = { userId: 'aa' };
    const serial = ids.serial ?? '';
    await expect(b.api.updateUser({ params, body: { name: 'x' }, ifMatch: '"1"' })).rejects.toSatisfy(
      problem('user.unknown'),
    );
    await expect(b.api.deleteApiKey({ params: { keyId: ids.keyId ?? '' } })).rejects.toSatisfy(
      problem('key.unknown'),
    );
    await expect(b.api.revokeBridge({ params: { bridgeId: bridge.id } })).rejects.toSatisfy(
      problem('bridge.not-found'),
    );
    await expect(
      b.api.updateTerminal({ params: { serial }, body: { name: 'x' }, ifMatch: '"1"' }),
    ).rejects.toSatisfy(problem('terminal.unknown'));
    await expect(
      b.api.updateTerminal({
        params: { serial: other.ids.serial ?? '' },
        body: { bridgeId: bridge.id },
        ifMatch: '"1"',
      }),
    ).rejects.toSatisfy(problem('bridge.not-found'));
    await expect(b.api.startDownload({ body: { terminals: [serial] } })).rejects.toSatisfy(
      problem('terminal.unknown'),
    );
    await expect(
      b.api.startUserDownload({ body: { terminal: other.ids.serial ?? '', userIds: ['aa'] } }),
    ).rejects.toSatisfy(problem('user.unknown'));
    await expect(
      b.api.generateSheets({ body: { from: '2026-03-02', to: '2026-03-03', userIds: ['aa'] } }),
    ).rejects.toSatisfy(problem('user.unknown'));
    const taskId = ids.taskId ?? '';
    await expect(
      other.bridge.api.completeTask({ params: { taskId }, body: { outcome: 'done', counts: noCounts } }),
    ).rejects.toSatisfy(problem('task.unknown'));
    expect((await other.bridge.beat({ running: [taskId] })).drop).toEqual([taskId]);

    await b.api.createUser({ body: { id: 'aa', name: 'Another aa' } });
    const same = await other.bridge.api.pushPunches({
      body: { batchId: aBatchId(), terminal: serial, records: [aRecord({ pin: 'aa' })] },
    });
    expect(same.results).toEqual([{ result: 'stored' }]);
    expect((await a.api.getUser({ params })).name).toBe('Person of aa');
    expect((await a.api.getTerminal({ params: { serial } })).bridgeId).toBe(bridge.id);
  });
});

describe('an API key', () => {
  test('works with its role until it is deleted: then within a minute no more', async () => {
    const organisation = await cloud.organisation();
    const { key, apiKey } = await organisation.api.createApiKey({
      body: { name: 'payroll', role: 'integration' },
    });
    const api = apiWith(cloud.url, key);
    expect(await api.getMe({})).toEqual({
      organisation: organisation.name,
      caller: `key:${apiKey.id}`,
      role: 'integration',
    });
    await expect(api.createApiKey({ body: { name: 'more', role: 'admin' } })).rejects.toSatisfy(
      problem('caller.not-allowed'),
    );
    await organisation.api.deleteApiKey({ params: { keyId: apiKey.id } });
    vi.setSystemTime(Date.now() + 61_000);
    await expect(api.getMe({})).rejects.toSatisfy(problem('caller.unknown'));
    const params = { keyId: apiKey.id };
    await expect(organisation.api.deleteApiKey({ params })).rejects.toSatisfy(problem('key.unknown', params));
  });

  test('expires when it says', async () => {
    const { api: admin } = await cloud.organisation();
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const { key } = await admin.createApiKey({ body: { name: 'guest', role: 'viewer', expiresAt } });
    await apiWith(cloud.url, key).getMe({});
    vi.setSystemTime(Date.parse(expiresAt));
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
    for (const text of [key, other]) expect(listed).not.toContain(text.split('_').at(-1));
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
  const day = new Date().toISOString().slice(0, 10);
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

test('routes are those of the contract: others, and other methods, are not there', async () => {
  const { key } = await cloud.organisation();
  for (const [method, path] of [
    ['GET', '/v1/nothing'],
    ['HEAD', '/v1/users'],
    ['DELETE', '/v1/settings'],
    ['GET', '/'],
    ['POST', '/v1/users/'],
  ] as const) {
    expect([method, path, (await cloud.fetch(path, { key, method })).status]).toEqual([method, path, 404]);
  }
  expect(routes.map(([, definition]) => routeKey(definition))).not.toContain('GET /v1/nothing');
});
