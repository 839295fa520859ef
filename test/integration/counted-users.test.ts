import { describe, expect, test } from 'vitest';
import { bringInHeldUsers } from '#functions/domain/downloads/index.ts';
import { ingest } from '#functions/domain/punches/index.ts';
import { KnownUsers } from '#functions/domain/users/index.ts';
import { requireOurId } from '#shared/contract/ids.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { aSerial } from '#test/support/ids.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, claimOne, complete, done, noCounts, type TestSite } from '#test/support/site.ts';
import { actorOn, storesWith } from '#test/support/stores-with.ts';

const cloud = useCloud();
const expiresAt = 4e9;

const batch = (pins: readonly string[], taskId?: string) => ({
  batchId: aBatchId(),
  terminal: 'TEST1',
  ...(taskId === undefined ? {} : { taskId }),
  records: pins.map((pin) => aRecord({ pin, time: '2026-03-03 08:00:00' })),
});

/** A site whose next scheduled download comes with the next tick. @param created - whether it creates missing users */
async function aScheduledSite(created: boolean): Promise<TestSite> {
  return await aSite(cloud, ['TEST1'], (current) => ({
    ...current,
    download: { schedule: { kind: 'interval', everyMinutes: 1 }, createMissingUsers: created },
    newUsers: { ...current.newUsers, fetchDetails: false },
  }));
}

/** Lets the schedule start a download, and then no more. @returns its id */
async function scheduled(site: TestSite): Promise<string> {
  cloudTime.advance(60_000);
  await cloud.fire('tick');
  await site.set((current) => ({ ...current, download: { ...current.download, schedule: { kind: 'off' } } }));
  const { items } = await site.api.listDownloads({});
  expect(items).toMatchObject([{ origin: 'schedule' }]);
  return items[0]?.id ?? '';
}

const downloadOf = async (site: TestSite, downloadId: string) =>
  await site.api.getDownload({ params: { downloadId } });

describe('a scheduled download', () => {
  test('counts and names the users that it created, for held punches too', async () => {
    const site = await aScheduledSite(true);
    await site.set((current) => ({
      ...current,
      download: { ...current.download, createMissingUsers: false },
    }));
    await site.bridge.api.storePunches({ body: batch(['801', '802']) });
    await site.set((current) => ({
      ...current,
      download: { ...current.download, createMissingUsers: true },
    }));
    const id = await scheduled(site);
    expect(await downloadOf(site, id)).toMatchObject({
      counts: { usersCreated: 2 },
      usersCreated: { ids: ['801', '802'], total: 2 },
    });
    const taskId = await claimOne(site);
    const body = batch(['801', '803'], taskId);
    await site.bridge.api.storePunches({ body });
    await site.bridge.api.storePunches({ body });
    await complete(site, taskId, { ...done, counts: { ...noCounts, usersCreated: 1 } });
    const download = await downloadOf(site, id);
    expect(download).toMatchObject({
      state: 'done',
      counts: { usersCreated: 3 },
      usersCreated: { ids: ['801', '802', '803'], total: 3 },
    });
    expect(download).not.toHaveProperty('usersHeld');
    expect(download.usersCreated).not.toHaveProperty('leftOut');
  });

  test('that holds them names each once, however many batches bring it', async () => {
    const site = await aScheduledSite(false);
    const id = await scheduled(site);
    const taskId = await claimOne(site);
    await site.bridge.api.storePunches({ body: batch(['811', '812'], taskId) });
    await site.bridge.api.storePunches({ body: batch(['812', '813'], taskId) });
    await complete(site, taskId);
    expect(await downloadOf(site, id)).toMatchObject({
      counts: { usersCreated: 0 },
      usersHeld: { ids: ['811', '812', '813'], total: 3 },
    });
  });

  test('that creates thousands counts them exactly, and says how many it does not name', async () => {
    const site = await aScheduledSite(true);
    const id = requireOurId('dl', await scheduled(site));
    const { downloads } = site.stores;
    const ids = Array.from({ length: 6_234 }, (_, at) => String(10_000 + at));
    for (let from = 0; from < ids.length; from += 500) {
      const users = { createdIds: ids.slice(from, from + 500), heldPins: ids.slice(0, 400) };
      await downloads.note(id, aBatchId(), users, expiresAt);
    }
    const named = {
      counts: { usersCreated: 6_234 },
      usersCreated: { ids: ids.slice(0, 1_000), total: 6_234, leftOut: 5_234 },
      usersHeld: { total: 400 },
    };
    expect(await downloadOf(site, id)).toMatchObject(named);
    await complete(site, await claimOne(site));
    expect(await downloadOf(site, id)).toMatchObject({ state: 'done', ...named });
    expect((await site.api.listDownloads({})).items).toMatchObject([{ id, ...named }]);
  });
});

test('a batch that was interrupted after its users were created counts them once when it comes again', async () => {
  const site = await aScheduledSite(true);
  const id = requireOurId('dl', await scheduled(site));
  const taskId = await claimOne(site);
  const body = batch(['821', '822', '823'], taskId);
  const { newUsers } = await site.stores.settings.read();
  const interrupted = storesWith(site.stores, 'punches', {
    addAll: async () => {
      throw new Error('the worker died');
    },
  });
  const source = {
    kind: 'download',
    terminal: aSerial('TEST1'),
    batchId: requireOurId('bat', body.batchId),
    downloadId: id,
  } as const;
  const records = body.records.map(({ pin, time, status, verify }) => ({
    pin,
    time,
    status,
    verify,
    workCode: '',
  }));
  const wanted = { source, unknownUsers: 'create', zone: 'UTC', newUsers, records } as const;
  await expect(ingest(actorOn(cloud, site, interrupted), wanted, new KnownUsers())).rejects.toThrow('died');
  expect(await site.api.getUser({ params: { userId: '822' } })).toMatchObject({ id: '822' });

  const answer = await site.bridge.api.storePunches({ body });
  expect(answer.usersCreated).toEqual(['821', '822', '823']);
  expect((await site.bridge.api.storePunches({ body })).usersCreated).toEqual(answer.usersCreated);
  await complete(site, taskId, { ...done, counts: { ...noCounts, usersCreated: 3 } });
  expect(await downloadOf(site, id)).toMatchObject({
    counts: { usersCreated: 3 },
    usersCreated: { ids: ['821', '822', '823'], total: 3 },
  });
});

test('held users whose creation was interrupted are created and counted by the next tick', async () => {
  const site = await aSite(cloud, ['TEST1'], (current) => ({
    ...current,
    newUsers: { ...current.newUsers, fetchDetails: false },
  }));
  await site.bridge.api.storePunches({ body: batch(['831', '832', '833']) });
  const { id } = await site.api.startDownload({ body: { createMissingUsers: false } });
  const downloadId = requireOurId('dl', id);
  const stored = await site.stores.downloads.find(downloadId);
  if (!stored) throw new Error('no download');
  // As it is left behind by a call that died between creating the users and noting them.
  const creating = { ...stored, unknownUsers: 'create' } as const;
  const interrupted = storesWith(site.stores, 'downloads', {
    note: async () => {
      throw new Error('the call died');
    },
  });
  await expect(bringInHeldUsers(actorOn(cloud, site, interrupted), creating)).rejects.toThrow('died');
  expect(await downloadOf(site, id)).not.toHaveProperty('usersCreated');
  await bringInHeldUsers(actorOn(cloud, site), creating);
  await bringInHeldUsers(actorOn(cloud, site), creating);
  expect((await downloadOf(site, id)).usersCreated).toEqual({ ids: ['831', '832', '833'], total: 3 });
  expect((await site.api.listUnknownUsers({ query: {} })).items).toEqual([]);
});
