import { describe, expect, test } from 'vitest';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { aBatchId, aBridge, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, claimOne, complete, done, later, noCounts } from '#test/support/site.ts';

const cloud = useCloud();

describe('a bridge that has missed three reports', () => {
  test('makes its terminals silent, and downloads say that they wait for it', async () => {
    const site = await aSite(cloud);
    const params = { serial: 'TEST1' };
    const { id } = await site.api.startDownload({ body: {} });
    const task = async () => (await site.api.getDownload({ params: { downloadId: id } })).tasks[0];
    expect(await task()).toMatchObject({ state: 'waiting', waitsFor: 'bridge' });
    later(180);
    expect((await site.api.getTerminal({ params })).reported).toBe('online');
    later(1);
    const silent = await site.api.getTerminal({ params });
    expect(silent).toMatchObject({ reported: 'silent', silentSince: silent.lastSeenAt });
    expect((await site.api.listTerminals({})).items[0]?.reported).toBe('silent');
    expect(await task()).toMatchObject({ waitsFor: 'silent-bridge', silentSince: silent.lastSeenAt });
    await site.bridge.beat({ terminals: ['TEST1'] });
    const back = await site.api.getTerminal({ params });
    expect(back.reported).toBe('online');
    expect(back).not.toHaveProperty('silentSince');
  });

  test('is silent itself in the list of bridges; one that has never reported, never seen', async () => {
    const site = await aSite(cloud);
    const listed = async () => (await site.api.listBridges({})).items[0];
    expect(await listed()).toMatchObject({ presence: 'online', lastSeenAt: cloudTime.instant() });
    later(180);
    expect(await listed()).toMatchObject({ presence: 'online' });
    later(1);
    const silent = await listed();
    expect(silent).toMatchObject({ presence: 'silent', silentSince: silent?.lastSeenAt });
    await site.bridge.beat({ terminals: ['TEST1'] });
    expect(await listed()).not.toHaveProperty('silentSince');
    const bridgeId = (await listed())?.id ?? '';
    await site.api.revokeBridge({ params: { bridgeId } });
    expect(await listed()).not.toHaveProperty('presence');

    const other = await cloud.organisation();
    await aBridge(cloud.url, other.api);
    const [never] = (await other.api.listBridges({})).items;
    expect(never).toMatchObject({ presence: 'never-seen' });
    expect(never).not.toHaveProperty('lastSeenAt');
  });
});

describe('a terminal that pushes to the cloud', () => {
  const serial = 'PUSHES1';
  const params = { serial };
  const poll = async () => {
    expect((await cloud.fetch(`/iclock/getrequest?SN=${serial}`)).status).toBe(200);
  };

  test('is never seen, online, and silent after three missed polls, and uploads say that they wait for it', async () => {
    const { api } = await cloud.organisation();
    await api.registerTerminal({ body: { serial, push: { open: true } } });
    await api.createUser({ body: { id: '701', name: 'Ann' } });
    const { id } = await api.startUserUpload({ body: { terminals: [serial], userIds: ['701'] } });
    const task = async () => (await api.getDownload({ params: { downloadId: id } })).tasks[0];

    const never = await api.getTerminal({ params });
    expect(never).toMatchObject({ reported: 'never-seen' });
    expect(never).not.toHaveProperty('lastSeenAt');
    expect(await task()).toMatchObject({ waitsFor: 'silent-terminal' });

    await poll();
    const online = await api.getTerminal({ params });
    expect(online).toMatchObject({ reported: 'online', lastSeenAt: cloudTime.instant() });
    expect(await task()).toMatchObject({ waitsFor: 'terminal' });
    later(150);
    expect((await api.getTerminal({ params })).reported).toBe('online');
    later(1);
    const silence = { silentSince: online.lastSeenAt };
    expect(await api.getTerminal({ params })).toMatchObject({ reported: 'silent', ...silence });
    expect((await api.listTerminals({})).items).toMatchObject([{ reported: 'silent', ...silence }]);
    expect(await task()).toMatchObject({ waitsFor: 'silent-terminal', ...silence });

    await poll();
    expect(await api.getTerminal({ params })).not.toHaveProperty('silentSince');
    await api.updateTerminal({ params, body: { state: 'retired' }, ifMatch: '*' });
    later(3600);
    expect((await api.getTerminal({ params })).reported).not.toBe('silent');
  });

  test('that polls as seldom as it is told to is never silent', async () => {
    const { api } = await cloud.organisation();
    await api.registerTerminal({ body: { serial: 'PUSHES2', push: { open: true } } });
    for (let polls = 0; polls < 12; polls += 1) {
      expect((await cloud.fetch('/iclock/getrequest?SN=PUSHES2')).status).toBe(200);
      later(30);
      expect((await api.getTerminal({ params: { serial: 'PUSHES2' } })).reported).toBe('online');
    }
  });
});

test('a user-download says of each id what became of it', async () => {
  const site = await aSite(cloud);
  for (const id of ['701', '702', '703']) await site.api.createUser({ body: { id } });
  const { id } = await site.api.startUserDownload({
    body: { terminal: 'TEST1', userIds: ['701', '702', '703'], issuedOn: '2026-03-01' },
  });
  const taskId = await claimOne(site);
  const users = [{ pin: '701', name: 'Ann' }, { pin: '702' }, { pin: '799', name: 'Nobody asked' }];
  await site.bridge.api.storeUsers({ body: { taskId, terminal: 'TEST1', users } });
  await complete(site, taskId);
  const { tasks } = await site.api.getDownload({ params: { downloadId: id } });
  expect(tasks[0]?.users).toEqual([
    { userId: '701', result: 'taken' },
    { userId: '702', result: 'unchanged' },
    { userId: '703', result: 'not-on-terminal' },
  ]);
  expect((await site.api.getUser({ params: { userId: '703' } })).issuedOn).toBe('2026-03-01');
});

describe('a download', () => {
  const batch = (pins: string[], taskId?: string) => ({
    batchId: aBatchId(),
    terminal: 'TEST1',
    ...(taskId === undefined ? {} : { taskId }),
    records: pins.map((pin) => aRecord({ pin, time: '2026-03-03 08:00:00' })),
  });

  test('that creates missing users counts and names those that were held before too', async () => {
    const site = await aSite(cloud);
    // Otherwise a task for their details waits beside that of the download.
    await site.set((current) => ({ ...current, newUsers: { ...current.newUsers, fetchDetails: false } }));
    await site.bridge.api.storePunches({ body: batch(['801', '802']) });
    const { id, counts, usersCreated } = await site.api.startDownload({ body: { createMissingUsers: true } });
    expect(counts.usersCreated).toBe(2);
    expect(usersCreated).toEqual({ ids: ['801', '802'], total: 2 });
    const taskId = await claimOne(site);
    const body = batch(['801', '803'], taskId);
    await site.bridge.api.storePunches({ body });
    await site.bridge.api.storePunches({ body });
    await complete(site, taskId, { ...done, counts: { ...noCounts, usersCreated: 1 } });
    const download = await site.api.getDownload({ params: { downloadId: id } });
    expect(download.counts.usersCreated).toBe(3);
    expect(download.usersCreated).toEqual({ ids: ['801', '802', '803'], total: 3 });
    expect(download).not.toHaveProperty('usersHeld');
  });

  test('that holds them names them', async () => {
    const site = await aSite(cloud);
    const { id } = await site.api.startDownload({ body: { createMissingUsers: false } });
    const taskId = await claimOne(site);
    await site.bridge.api.storePunches({ body: batch(['811', '812'], taskId) });
    await complete(site, taskId);
    const download = await site.api.getDownload({ params: { downloadId: id } });
    expect(download.usersHeld).toEqual({ ids: ['811', '812'], total: 2 });
    expect(download.counts.usersCreated).toBe(0);
  });
});
