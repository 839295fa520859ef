import { describe, expect, test } from 'vitest';
import { useCloud } from '#test/support/cloud.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
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
