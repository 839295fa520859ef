import { describe, expect, test } from 'vitest';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { apiWith, cloudTime, useCloud } from '#test/support/cloud.ts';
import { interfere } from '#test/support/interfere.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, auditOf, type TestSite, withTick } from '#test/support/site.ts';

const cloud = useCloud();

async function push(site: TestSite, terminal: string, punches: readonly (readonly [string, string])[]) {
  const records = punches.map(([pin, time]) => aRecord({ pin, time }));
  const answer = await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal, records } });
  await cloud.settle();
  return answer;
}

/** A day's work of a PIN. */
const work = (pin: string, date: string) => [
  [pin, `${date} 09:00:00`] as const,
  [pin, `${date} 17:00:00`] as const,
];

/** Seconds worked by date, of the rows that there are. */
async function workedBy(site: TestSite, userId: string) {
  await cloud.settle();
  const { items } = await site.api.listSheets({ query: { userId, from: '2026-03-01', to: '2026-04-01' } });
  return Object.fromEntries(items.flatMap((row) => (row.worked > 0 ? [[row.date, row.worked / 3600]] : [])));
}

async function unknown(site: TestSite, state: 'held' | 'ignored' | 'all' = 'held') {
  return (await site.api.listUnknownUsers({ query: { state } })).items;
}

describe('an unknown user', () => {
  test('is listed with its punches, their first and last, and where they are', async () => {
    const site = await aSite(cloud, ['TEST1', 'TEST2']);
    await push(site, 'TEST1', work('0555', '2026-03-03'));
    await push(site, 'TEST2', work('555', '2026-03-02'));
    expect(await unknown(site)).toMatchObject([
      {
        pin: '0555',
        state: 'held',
        firstPunch: '2026-03-02T09:00:00',
        lastPunch: '2026-03-03T17:00:00',
        punches: 4,
        terminals: ['TEST1', 'TEST2'],
        links: [],
      },
    ]);
  });

  test('is linked to a person from a date on and at one terminal, and what came before and elsewhere stays unknown', async () => {
    const site = await aSite(cloud, ['TEST1', 'TEST2']);
    await site.api.createUser({ body: { id: 'x' } });
    await push(site, 'TEST1', [...work('555', '2026-03-02'), ...work('555', '2026-03-03')]);
    await push(site, 'TEST2', [...work('555', '2026-03-12'), ...work('555', '2026-03-13')]);
    const link = await site.api.createLink({
      body: { action: 'link', pin: '0555', userId: 'x', terminal: 'TEST1', from: '2026-03-03' },
    });
    expect(link).toMatchObject({ pin: '555', target: { kind: 'user', userId: 'x' }, terminal: 'TEST1' });
    expect(await workedBy(site, 'x')).toEqual({ '2026-03-03': 8 });
    expect(await unknown(site)).toMatchObject([
      { pin: '555', punches: 6, terminals: ['TEST1', 'TEST2'], links: [{ id: link.id }] },
    ]);
    await push(site, 'TEST1', work('555', '2026-03-05'));
    expect(await workedBy(site, 'x')).toEqual({ '2026-03-03': 8, '2026-03-05': 8 });
    const { items } = await site.api.listPunches({
      query: { userId: 'x', from: '2026-03-01', to: '2026-04-01' },
    });
    expect(items.map(({ wallTime }) => wallTime.slice(0, 10))).toEqual([
      '2026-03-03',
      '2026-03-03',
      '2026-03-05',
      '2026-03-05',
    ]);
    const explained = await site.api.explainDay({ params: { userId: 'x', date: '2026-03-03' } });
    expect(JSON.stringify(explained)).toContain('09:00');

    const params = { pin: '555', linkId: link.id };
    const withdrawn = await site.api.withdrawLink({ params, body: { reason: 'wrong person' } });
    expect(withdrawn.withdrawn).toMatchObject({ reason: 'wrong person' });
    expect(await workedBy(site, 'x')).toEqual({});
    expect(await unknown(site)).toMatchObject([{ pin: '555', punches: 10, links: [] }]);
    expect(await site.api.withdrawLink({ params, body: { reason: 'again' } })).toEqual(withdrawn);
    expect(await auditOf(site, 'link.entered')).toHaveLength(1);
    expect(await auditOf(site, 'link.withdrawn')).toHaveLength(1);
    expect((await site.api.listLinks({ query: { userId: 'x' } })).items).toEqual([withdrawn]);
  });

  test('is ignored, makes no rows and no user, and comes back', async () => {
    const site = await aSite(cloud, ['TEST1'], withTick);
    await site.api.createUser({ body: { id: 'x' } });
    const link = await site.api.createLink({ body: { action: 'ignore', pin: '900', reason: 'visitor' } });
    expect(await push(site, 'TEST1', work('900', '2026-03-02'))).toMatchObject({ usersCreated: [], held: 0 });
    expect(await unknown(site)).toEqual([]);
    await expect(site.api.getUser({ params: { userId: '900' } })).rejects.toSatisfy(problem('user.unknown'));
    await site.api.withdrawLink({ params: { pin: '900', linkId: link.id }, body: { reason: 'staff' } });
    expect(await unknown(site)).toMatchObject([{ pin: '900', state: 'held', punches: 2 }]);
    await push(site, 'TEST1', work('900', '2026-03-03'));
    expect(await workedBy(site, '900')).toEqual({ '2026-03-02': 8, '2026-03-03': 8 });
  });

  test('is ignored at once though its user exists: the rows lose its punches', async () => {
    const site = await aSite(cloud, ['TEST1'], withTick);
    await push(site, 'TEST1', work('901', '2026-03-02'));
    const link = await site.api.createLink({ body: { action: 'ignore', pin: '901' } });
    expect(await workedBy(site, '901')).toEqual({});
    expect(await unknown(site, 'ignored')).toMatchObject([
      { pin: '901', punches: 2, links: [{ id: link.id }] },
    ]);
    await site.api.withdrawLink({ params: { pin: '901', linkId: link.id }, body: { reason: 'back' } });
    expect(await workedBy(site, '901')).toEqual({ '2026-03-02': 8 });
    expect(await unknown(site, 'all')).toEqual([]);
  });

  test('is created, under its PIN or another id, and that is undone and done again', async () => {
    const site = await aSite(cloud);
    await push(site, 'TEST1', [...work('0555', '2026-03-02'), ...work('556', '2026-03-02')]);
    const own = await site.api.createLink({ body: { action: 'create', pin: '0555', name: 'Sample Person' } });
    const other = await site.api.createLink({ body: { action: 'create', pin: '556', userId: 'E-556' } });
    expect(await site.api.getUser({ params: { userId: '555' } })).toMatchObject({
      id: '0555',
      name: 'Sample Person',
      issuedOn: '2026-03-02',
    });
    expect(await workedBy(site, '0555')).toEqual({ '2026-03-02': 8 });
    expect(await workedBy(site, 'E-556')).toEqual({ '2026-03-02': 8 });
    expect(await unknown(site, 'all')).toEqual([]);
    await expect(site.api.createLink({ body: { action: 'create', pin: '555' } })).rejects.toSatisfy(
      problem('user.exists'),
    );
    for (const { pin, id: linkId } of [own, other]) {
      await site.api.withdrawLink({ params: { pin, linkId }, body: { reason: 'sample' } });
    }
    expect(await workedBy(site, '0555')).toEqual({});
    expect((await site.api.getUser({ params: { userId: '555' } })).status).toBe('suspended');
    expect(await unknown(site)).toMatchObject([
      { pin: '0555', punches: 2 },
      { pin: '556', punches: 2 },
    ]);
    await site.api.createLink({ body: { action: 'create', pin: '0555' } });
    expect((await site.api.getUser({ params: { userId: '555' } })).status).toBe('active');
    expect(await workedBy(site, '0555')).toEqual({ '2026-03-02': 8 });
  });

  test('that cannot be created stays unknown', async () => {
    const site = await aSite(cloud);
    await push(site, 'TEST1', work('555', '2026-03-02'));
    await expect(
      site.api.createLink({ body: { action: 'create', pin: '555', dutyRosterId: 'none' } }),
    ).rejects.toSatisfy(problem('roster.unknown'));
    expect(await unknown(site)).toMatchObject([{ pin: '555', punches: 2 }]);
    await site.api.createUser({ body: { id: '555' } });
    expect(await workedBy(site, '555')).toEqual({ '2026-03-02': 8 });
  });
});

test('two people with one PIN on two terminals are told apart afterwards', async () => {
  const site = await aSite(cloud, ['A', 'B'], withTick);
  await site.api.createUser({ body: { id: 'x' } });
  await push(site, 'A', [...work('7', '2026-03-02'), ...work('7', '2026-03-03')]);
  await push(site, 'B', work('7', '2026-03-04'));
  const link = await site.api.createLink({
    body: { action: 'link', pin: '7', userId: 'x', terminal: 'A', from: '2026-03-03' },
  });
  expect(await workedBy(site, '7')).toEqual({ '2026-03-02': 8, '2026-03-04': 8 });
  expect(await workedBy(site, 'x')).toEqual({ '2026-03-03': 8 });
  await push(site, 'A', work('7', '2026-03-05'));
  await push(site, 'B', work('7', '2026-03-06'));
  expect(await workedBy(site, '7')).toEqual({ '2026-03-02': 8, '2026-03-04': 8, '2026-03-06': 8 });
  expect(await workedBy(site, 'x')).toEqual({ '2026-03-03': 8, '2026-03-05': 8 });
  await site.api.withdrawLink({ params: { pin: '7', linkId: link.id }, body: { reason: 'sample' } });
  expect(Object.keys(await workedBy(site, '7'))).toHaveLength(5);
  expect(await workedBy(site, 'x')).toEqual({});
});

test('an earlier punch that is a person’s by a link moves a date that follows the first punch', async () => {
  const site = await aSite(cloud, ['A', 'B'], withTick);
  await push(site, 'A', work('7', '2026-03-04'));
  await site.api.createLink({ body: { action: 'link', pin: '8', userId: '7', terminal: 'A' } });
  await push(site, 'A', work('8', '2026-03-02'));
  // Those of another terminal are not the person's.
  await push(site, 'B', work('8', '2026-03-01'));
  expect((await site.api.getUser({ params: { userId: '7' } })).issuedOn).toBe('2026-03-02');
  expect(await workedBy(site, '7')).toEqual({ '2026-03-02': 8, '2026-03-04': 8 });
  const { items } = await site.api.listSheets({
    query: { userId: '7', from: '2026-03-01', to: '2026-03-05' },
  });
  expect(items.map(({ date }) => date)).toContain('2026-03-03');
  // A date that somebody has set stays.
  await site.api.createUser({ body: { id: '9', issuedOn: '2026-03-04' } });
  await site.api.createLink({ body: { action: 'link', pin: '10', userId: '9' } });
  await push(site, 'A', work('10', '2026-03-02'));
  expect((await site.api.getUser({ params: { userId: '9' } })).issuedOn).toBe('2026-03-04');
});

test("a person's punches under two PINs come in pages, in order and each once", async () => {
  const site = await aSite(cloud, ['A', 'B'], withTick);
  const dates = ['2026-03-02', '2026-03-03', '2026-03-04'];
  await push(
    site,
    'A',
    dates.flatMap((date) => work('7', date)),
  );
  await push(
    site,
    'B',
    dates.flatMap((date) => work('8', date)),
  );
  await site.api.createLink({ body: { action: 'link', pin: '8', userId: '7' } });
  const query = { userId: '7', from: '2026-03-01', to: '2026-04-01', limit: 5 };
  const all: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await site.api.listPunches({ query: { ...query, ...(cursor ? { cursor } : {}) } });
    all.push(...page.items.map(({ wallTime, serial }) => `${wallTime} ${serial}`));
    cursor = page.nextCursor;
    more = cursor !== undefined;
  }
  expect(all).toHaveLength(12);
  expect(new Set(all).size).toBe(12);
  expect(all.map((text) => text.slice(0, 19))).toEqual(all.map((text) => text.slice(0, 19)).toSorted());
});

async function stand({ api }: TestSite, serial: string, site: string) {
  await api.updateTerminal({ params: { serial }, body: { site }, ifMatch: '*' });
}

describe('the policy for unknown users', () => {
  test('may differ at a site and at a terminal, and to ignore makes neither user nor task for HR', async () => {
    const site = await aSite(cloud, ['A', 'B', 'C'], withTick);
    await stand(site, 'B', 'Lobby');
    await stand(site, 'C', 'Yard');
    await site.api.patchSettings({
      body: {
        download: {
          unknownUsersAt: [
            { terminal: 'A', policy: 'hold' },
            { site: 'Lobby', policy: 'ignore' },
          ],
        },
      },
    });
    expect(await push(site, 'A', work('1', '2026-03-02'))).toMatchObject({ usersCreated: [], held: 2 });
    expect(await push(site, 'B', work('2', '2026-03-02'))).toMatchObject({ usersCreated: [] });
    expect(await push(site, 'C', work('3', '2026-03-02'))).toMatchObject({ usersCreated: ['3'] });
    expect(await unknown(site)).toMatchObject([{ pin: '1' }]);
    expect(await unknown(site, 'ignored')).toMatchObject([{ pin: '2', punches: 2 }]);
    await push(site, 'A', work('2', '2026-03-03'));
    expect(await unknown(site)).toMatchObject([{ pin: '1' }, { pin: '2' }]);
    await site.api.createUser({ body: { id: '2' } });
    expect(Object.keys(await workedBy(site, '2'))).toHaveLength(2);
  });

  test('of a site also holds for a terminal that stands where the others of its bridge stand', async () => {
    const site = await aSite(cloud, ['A', 'B', 'C'], withTick);
    await stand(site, 'A', 'Lobby');
    await site.api.patchSettings({
      body: { download: { unknownUsersAt: [{ site: 'Lobby', policy: 'hold' }] } },
    });
    expect(await push(site, 'B', work('2', '2026-03-02'))).toMatchObject({ usersCreated: [], held: 2 });
    // The tick of a download creates whose punches were held, but not at the site.
    const { usersCreated } = await site.api.startDownload({ body: { createMissingUsers: true } });
    expect(usersCreated).toBeUndefined();
    const query = { day: cloudTime.instant().slice(0, 10), site: 'Lobby' };
    await expect
      .poll(async () => (await site.api.listArrivals({ query })).items.map(({ serial }) => serial))
      .toEqual(['B', 'B']);
  });

  test('and the tick say the same, whichever a request changes', async () => {
    const { api } = await cloud.organisation();
    const told = async (download: Parameters<typeof api.patchSettings>[0]['body']['download']) => {
      const { createMissingUsers, unknownUsers } = (await api.patchSettings({ body: { download } })).download;
      return [createMissingUsers, unknownUsers];
    };
    expect(await told({ createMissingUsers: true })).toEqual([true, undefined]);
    expect(await told({ unknownUsers: 'ignore' })).toEqual([false, 'ignore']);
    expect(await told({ createMissingUsers: true })).toEqual([true, 'create']);
    expect(await told({ createMissingUsers: false })).toEqual([false, 'hold']);
  });
});

test('what cannot be linked is refused', async () => {
  const site = await aSite(cloud);
  const link = (differing: object) =>
    site.api.createLink({ body: { action: 'link', pin: '555', userId: 'x', ...differing } });
  await expect(link({})).rejects.toSatisfy(problem('user.unknown', { userId: 'x' }));
  await site.api.createUser({ body: { id: 'x' } });
  await expect(link({ terminal: 'NONE' })).rejects.toSatisfy(problem('terminal.unknown', { serial: 'NONE' }));
  await expect(link({ from: '2026-02-30' })).rejects.toSatisfy(problem('request.invalid'));
  await expect(site.api.listLinks({ query: {} })).rejects.toSatisfy(problem('request.invalid'));
  const { id: linkId } = await link({});
  const withdraw = (pin: string) =>
    site.api.withdrawLink({ params: { pin, linkId }, body: { reason: 'sample' } });
  await expect(withdraw('556')).rejects.toSatisfy(problem('link.unknown'));
  const viewer = await site.keyFor('viewer');
  const body = JSON.stringify({ action: 'ignore', pin: '555' });
  const headers = { 'content-type': 'application/json' };
  expect((await cloud.fetch('/v1/links', { method: 'POST', key: viewer, body, headers })).status).toBe(403);
});

test('a request that comes again enters one link', async () => {
  const site = await aSite(cloud);
  await push(site, 'TEST1', work('555', '2026-03-02'));
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'sample-key-of-a-link' };
  const body = JSON.stringify({ action: 'create', pin: '555' });
  const answers = [];
  for (let time = 0; time < 2; time += 1) {
    const answer = await cloud.fetch('/v1/links', { method: 'POST', key: site.key, body, headers });
    answers.push([answer.status, await answer.json()]);
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.[0]).toBe(201);
  expect((await site.api.listLinks({ query: { pin: '555' } })).items).toHaveLength(1);
});

describe('a link whose user is created with it', () => {
  const body = { action: 'create', pin: '555', userId: '8' } as const;
  const withKey = (site: TestSite) => apiWith(cloud.url, site.key, { 'idempotency-key': 'create-1' });
  for (const [how, apiOf] of [
    ['with a key', withKey],
    ['without one', (site: TestSite) => site.api],
  ] as const) {
    test(`is finished by a repeat ${how} when the table did not keep up`, async () => {
      const site = await aSite(cloud);
      await push(site, 'TEST1', work('555', '2026-03-02'));
      const api = apiOf(site);
      const end = interfere(DynamoDb, 'PutItem', async (input: { Item: { sk: string } }, original) => {
        if (input.Item.sk !== 'PROFILE') return await original();
        throw Object.assign(new Error('as a test wants it'), { name: 'ThrottlingException' });
      });
      await expect(api.createLink({ body })).rejects.toSatisfy(problem('service.busy'));
      end();
      const link = await api.createLink({ body });
      expect(link.withdrawn).toBeUndefined();
      expect((await site.api.listLinks({ query: { pin: '555' } })).items).toEqual([link]);
      expect(await workedBy(site, '8')).toEqual({ '2026-03-02': 8 });
    });
  }

  test('stays with its user as long as another one says so, however the id is written', async () => {
    const site = await aSite(cloud);
    await push(site, 'TEST1', work('555', '2026-03-02'));
    const { id: linkId } = await site.api.createLink({ body: { ...body, userId: '008' } });
    const withdraw = () =>
      site.api.withdrawLink({ params: { pin: '555', linkId }, body: { reason: 'sample' } });
    await withdraw();
    expect(await workedBy(site, '8')).toEqual({});
    await site.api.createLink({ body });
    await withdraw();
    expect(await site.api.getUser({ params: { userId: '8' } })).toMatchObject({ status: 'active' });
    expect(await workedBy(site, '8')).toEqual({ '2026-03-02': 8 });
  });

  test('does not bring back a user who is another one by now', async () => {
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: '9' } });
    const { id: linkId } = await site.api.createLink({ body });
    await site.api.withdrawLink({ params: { pin: '555', linkId }, body: { reason: 'sample' } });
    await site.api.mergeUser({ params: { userId: '8' }, body: { into: '9', reason: 'sample' } });
    await expect(site.api.createLink({ body })).rejects.toSatisfy(problem('user.merged', { into: '9' }));
    expect((await site.api.listLinks({ query: { pin: '555' } })).items).toHaveLength(1);
  });
});
