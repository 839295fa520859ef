import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { personIdOf } from '#functions/domain/access/index.ts';
import { Role } from '#shared/contract/access.ts';
import { contract } from '#shared/contract/index.ts';
import { type RouteDefinition, routeKey } from '#shared/contract/route.ts';
import { scopes } from '#shared/contract/scopes.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { cloudTime, type Organisation, useCloud } from '#test/support/cloud.ts';
import { aNoticeRun } from '#test/support/notice-run.ts';
import { problem, refusalOf } from '#test/support/problem-error.ts';
import { aBatchId, aBridge, aRecord, enrolmentBody } from '#test/support/signed-bridge.ts';
import { noCounts } from '#test/support/site.ts';

const mailFolder = mkdtempSync(join(tmpdir(), 'rollcall-access-'));
afterAll(() => rmSync(mailFolder, { recursive: true, force: true }));
const cloud = useCloud({ mailFolder });
const routes: [string, RouteDefinition][] = Object.entries(contract);

/** Ids of a kind that nobody has, for paths of routes. */
const nobodys: Record<string, string> = {
  personId: 'per_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  downloadId: 'dl_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  taskId: 'tsk_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  jobId: 'job_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  exportId: 'exp_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  keyId: 'key_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  correctionId: 'cor_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  leaveId: 'lve_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  overrideId: 'ovr_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  lockId: 'lck_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  from: '2026-03-02',
  first: '2026-03-02',
  entryId: 'lve_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  bridgeId: 'brg_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  diagnosisId: 'dgn_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  tokenId: 'enr_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
  serial: 'TEST1',
  userId: '701',
  id: 'office',
  date: '2026-03-02',
};

function pathOf(definition: RouteDefinition, ids: Record<string, string> = nobodys): string {
  return definition.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(ids[name] ?? nobodys[name] ?? 'x'),
  );
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
      const key = await organisation.keyFor(role, role === 'integration' ? scopes : undefined);
      const response = await call(definition, { key });
      if (definition.principals.includes(role)) expect([401, 403]).not.toContain(response.status);
      else expect([role, ...(await refusalOf(response))]).toEqual([role, 403, 'caller.not-allowed']);
    }
  });

  const integrated = api.filter(([, { principals }]) => principals.includes('integration'));
  test.each(integrated)('%s wants its scopes of an integration, and no other', async (_, definition) => {
    const organisation = await cloud.organisation();
    const needed = definition.scopes ?? [];
    const refused = needed.map((scope) => scopes.filter((other) => other !== scope));
    for (const lacking of needed.length === 0 ? [] : [[], ...refused]) {
      const response = await call(definition, { key: await organisation.keyFor('integration', lacking) });
      expect([lacking, ...(await refusalOf(response))]).toEqual([lacking, 403, 'caller.not-allowed']);
    }
    const response = await call(definition, { key: await organisation.keyFor('integration', needed) });
    expect([401, 403]).not.toContain(response.status);
  });

  test.each(open)('%s needs no credential', async (_, definition) => {
    const response = await call(definition, {
      body: JSON.stringify(enrolmentBody(`rce_${'A'.repeat(43)}`)),
    });
    if (definition.path.includes('{mailToken}'))
      expect(await refusalOf(response)).toEqual([404, 'report-mail.link']);
    else if (definition.principals.includes('public')) expect(response.status).toBe(200);
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
    const sites = [{ site: name, afterHours: 0 }];
    await api.putBridgeUpdates({ body: { from: null, afterHours: null, sites }, ifMatch: '"0"' });
    await api.setBridgeTerminals({
      params: { bridgeId: bridge.id },
      body: { terminals: [{ host: '192.0.2.1', name }] },
      ifMatch: '"0"',
    });
    const networks = [name === 'aa' ? '203.0.113.0/24' : '198.51.100.0/24'];
    await api.registerTerminal({ body: { serial, push: { networks } } });
    await api.updateTerminal({ params: { serial }, body: { site: name }, ifMatch: '*' });
    await api.patchSettings({ body: { leave: { types: [{ type: name, payCode: name, unit: 'days' }] } } });
    await api.putSchedule({
      params: { id: name },
      body: { id: name, name, kind: 'daily', day: { dayType: 'restday' } },
    });
    await api.putRoster({
      params: { id: name },
      body: { id: name, name, kind: 'cycle', anchor: '2026-01-01' as never, entries: [{ scheduleId: name }] },
    });
    await api.putDepartment({ params: { department: name }, body: {} });
    await api.putCalendar({ params: { id: name }, body: { id: name, name, holidays: [] } });
    const seenAt = instantFromEpoch(cloudTime.now());
    await organisation.stores.people.add({
      id: personIdOf(organisation.name, 'https://sign-in.example.com', name),
      name,
      role: 'viewer',
      firstSeenAt: seenAt,
      lastSeenAt: seenAt,
    });
    await api.putChangeState({ body: { kept: true } });
    await api.createUser({ body: { id: name, name: `Person of ${name}`, issuedOn: '2026-03-02' } });
    await bridge.api.storePunches({
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
    await bridge.api.storeUsers({ body: { terminal: serial, users: [{ pin: name }] } });
    const download = await api.startDownload({ body: {} });
    const [task] = (await bridge.beat({ take: 1 })).tasks;
    const job = await api.generateSheets({ body: { from: '2026-03-02', to: '2026-03-03' } });
    const started = await api.startExport({ body: { from: '2026-03-02', to: '2026-03-03' } });
    const imported = await api.importFile({ body: { terminal: serial, format: 'attlog' } });
    const days = { userId: name, from: '2026-03-02', to: '2026-03-04' };
    const day = { userId: name, date: '2026-03-02', reason: 'sample' };
    const correction = await api.createCorrection({
      body: { ...day, kind: 'set-remark', remark: 'sample' },
    });
    const leave = await api.createLeave({ body: { ...days, type: 'annual', portion: { kind: 'full' } } });
    const override = await api.createDayOverride({ body: { ...day, dayType: 'restday' } });
    await api.patchSettings({ body: { approvals: { leaves: 'second-person' } } });
    await api.createLeave({
      body: { ...days, type: 'sick', from: '2026-03-04', to: '2026-03-05', portion: { kind: 'full' } },
    });
    await api.createLink({ body: { action: 'link', pin: '4711', userId: name } });
    const { template } = await api.getExportTemplate({ params: { templateId: 'sql-payroll' } });
    await api.putExportTemplate({ params: { templateId: name }, body: template });
    await api.putExportSchedule({
      params: { scheduleId: name },
      body: { at: '06:00', rhythm: { every: 'day' }, days: 'yesterday', export: {} },
    });
    await api.putReportSchedule({
      params: { scheduleId: name },
      body: {
        content: { what: 'report', name: 'exceptions' },
        days: 'yesterday',
        at: '07:00',
        rhythm: { every: 'day' },
        recipients: [`${name}@example.com`],
      },
    });
    await api.sendReportNow({ params: { scheduleId: name } });
    await organisation.stores.reportRuns.add(aNoticeRun(seenAt, name));
    // The log of changes is whole a minute and a half after it was switched on.
    cloudTime.advance(120_000);
    const { webhook } = await api.createWebhook({ body: { url: 'https://receiver.example.com/rollcall' } });
    const lock = await api.lockPeriod({ body: { force: true, from: '2026-03-02', to: '2026-03-03' } });
    const { apiKey } = await api.createApiKey({ body: { name: `key of ${name}`, role: 'viewer' } });
    await cloud.settle();
    const ids: Record<string, string> = {
      downloadId: download.id,
      taskId: task?.id ?? '',
      jobId: job.id,
      exportId: started.id,
      importId: imported.id ?? '',
      keyId: apiKey.id,
      correctionId: correction.id,
      leaveId: leave.id,
      overrideId: override.id,
      lockId: lock.id,
      bridgeId: bridge.id,
      diagnosisId: (await api.orderDiagnosis({ params: { bridgeId: bridge.id } })).id,
      tokenId: (await api.getBridge({ params: { bridgeId: bridge.id } })).enrolmentTokenId ?? '',
      serial,
      userId: name,
      id: name,
      templateId: name,
      webhookId: webhook.id,
      scheduleId: name,
    };
    return { bridge, ids };
  }

  const queries: Record<string, Record<string, string>> = {
    listAudit: { day: '2026-03-20' },
    listPunches: { userId: 'aa', from: '2026-01-01', to: '2026-12-31' },
    listArrivals: { day: '2026-03-20' },
    listSheets: { from: '2026-03-02', to: '2026-03-03' },
    getMatrix: { from: '2026-03-02', to: '2026-03-03' },
    getSheetTotals: { from: '2026-03-02', to: '2026-03-03', by: 'user' },
    getReport: { from: '2026-03-02', to: '2026-03-03' },
    listCorrections: { userId: 'aa', from: '2026-03-02', to: '2026-03-03' },
    listLinks: { userId: 'aa' },
    countLeaves: { userId: 'aa', from: '2026-03-02', to: '2026-03-04' },
    listOpenDays: { from: '2026-03-20', to: '2026-03-21' },
    listAdjustments: { from: '2026-03-02', to: '2026-03-03' },
    getPresence: { date: '2026-03-02' },
    getRosterBoard: { from: '2026-03-02', to: '2026-03-03' },
    getSheetInputs: { from: '2026-03-02', to: '2026-03-03' },
    listLeaves: { userId: 'aa', from: '2026-03-02', to: '2026-03-03' },
    listDayOverrides: { userId: 'aa', from: '2026-03-02', to: '2026-03-03' },
  };

  test('see nothing of each other on any route that reads, and their own on each', async () => {
    const a = await cloud.organisation();
    const b = await cloud.organisation();
    await a.set((current) => ({ ...current, zone: 'Asia/Kolkata' }));
    const { ids } = await fill(a, 'aa');
    await fill(b, 'bb');
    await expect.poll(async () => (await a.api.listAwaiting({ query: {} })).items.length).toBe(1);
    // An index shows arrivals, a moment late.
    const arrivals = async () => await a.api.listArrivals({ query: { day: '2026-03-20' } });
    await expect.poll(async () => (await arrivals()).items.length).toBeGreaterThan(0);
    cloudTime.advance(120_000);
    const { date: _date, from: _from, ...named } = ids;
    const marks = [...Object.values(named), a.name, 'Asia/Kolkata', '203.0.113.0/24'].map(
      (mark) => `"${mark}"`,
    );
    const showsOwn = (text: string) => marks.some((mark) => text.includes(mark));
    const reading = routes.filter(
      ([, { method, principals }]) => method === 'GET' && principals.includes('admin'),
    );
    const ownOnEach: string[] = [];
    for (const [name, definition] of reading) {
      const path = `${pathOf(definition, { ...ids, name: 'time-card', date: '2026-03-02', from: '2026-03-02' })}?${new URLSearchParams(queries[name])}`;
      const [own, others] = await Promise.all([
        call(definition, { key: a.key, path }),
        call(definition, { key: b.key, path }),
      ]);
      const [ownText, othersText] = [await own.text(), await others.text()];
      expect([name, own.status]).toEqual([name, 200]);
      const namesOwn =
        /\{(?!name\})/.test(definition.path) ||
        (queries[name]?.userId !== undefined && definition.problems?.includes('user.unknown'));
      if (namesOwn) expect([name, others.status]).toEqual([name, 404]);
      else {
        expect([name, others.status]).toEqual([name, 200]);
        expect([name, showsOwn(othersText)]).toEqual([name, false]);
      }
      if (showsOwn(ownText)) ownOnEach.push(name);
    }
    // Terminals that nobody has registered belong to nobody, and which reports and exports there are is the same for all.
    const ofNobody = [
      'listPendingTerminals',
      'listReasons',
      'listReports',
      'listExportKinds',
      'getChangeState',
    ];
    // Nothing has changed since the period was locked.
    ofNobody.push('listAdjustments');
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
    const reason = 'sample';
    const { correctionId = '', lockId = '' } = ids;
    const date = '2026-03-02';
    await expect(
      b.api.withdrawCorrection({ params: { ...params, date, correctionId }, body: { reason } }),
    ).rejects.toSatisfy(problem('user.unknown'));
    await expect(b.api.unlockPeriod({ params: { lockId }, body: { reason } })).rejects.toSatisfy(
      problem('lock.unknown'),
    );
    await expect(b.api.deleteApiKey({ params: { keyId: ids.keyId ?? '' } })).rejects.toSatisfy(
      problem('key.unknown'),
    );
    await expect(b.api.rotateApiKey({ params: { keyId: ids.keyId ?? '' }, body: {} })).rejects.toSatisfy(
      problem('key.unknown'),
    );
    await expect(b.api.orderDiagnosis({ params: { bridgeId: bridge.id } })).rejects.toSatisfy(
      problem('bridge.not-found'),
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
        ifMatch: '"2"',
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
    const [record] = (await a.api.listQuarantine({})).items;
    const items = [{ terminal: serial, id: record?.id ?? '' }];
    for (const settled of [
      await b.api.replayQuarantine({ body: { items } }),
      await b.api.dismissQuarantine({ body: { reason, items } }),
      await b.api.restoreQuarantine({ body: { reason, items } }),
    ]) {
      expect(settled.items.map((outcome) => outcome.problem?.code)).toEqual(['quarantine.unknown']);
    }
    const taskId = ids.taskId ?? '';
    await expect(
      other.bridge.api.completeTask({ params: { taskId }, body: { outcome: 'done', counts: noCounts } }),
    ).rejects.toSatisfy(problem('task.unknown'));
    expect((await other.bridge.beat({ running: [taskId] })).drop).toEqual([taskId]);

    await b.api.createUser({ body: { id: 'aa', name: 'Another aa' } });
    const same = await other.bridge.api.storePunches({
      body: { batchId: aBatchId(), terminal: serial, records: [aRecord({ pin: 'aa' })] },
    });
    expect(same.results).toEqual([{ result: 'stored' }]);
    expect((await a.api.getUser({ params })).name).toBe('Person of aa');
    expect((await a.api.getTerminal({ params: { serial } })).bridgeId).toBe(bridge.id);
  });
});

test('routes are those of the contract: others are not there', async () => {
  const { key } = await cloud.organisation();
  for (const [method, path] of [
    ['GET', '/v1/nothing'],
    ['GET', '/'],
    ['POST', '/v1/users/'],
  ] as const) {
    expect([method, path, (await cloud.fetch(path, { key, method })).status]).toEqual([method, path, 404]);
  }
  expect(routes.map(([, definition]) => routeKey(definition))).not.toContain('GET /v1/nothing');
});
