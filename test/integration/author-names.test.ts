import { beforeEach, expect, test } from 'vitest';
import { apiWith, cloudTime, useCloud } from '#test/support/cloud.ts';
import { watchTables } from '#test/support/table-traffic.ts';
import { aSiteWithWork } from '#test/support/workdays.ts';

const cloud = useCloud();
const range = { from: '2026-03-16', to: '2026-03-21' };
beforeEach(() => cloudTime.set('2026-03-20T12:00:00.000Z'));

/** A site of which two officers enter something, each with a key of their own. */
async function aSiteWithOfficers() {
  const site = await aSiteWithWork(cloud, [16, 17]);
  const officer = async (name: string) => {
    const { key, apiKey } = await site.api.createApiKey({ body: { name, role: 'admin' } });
    return { id: apiKey.id, api: apiWith(cloud.url, key) };
  };
  const [first, second] = [await officer('Officer A'), await officer('Officer B')];
  return { ...site, first, second };
}

test('whoever entered, withdrew, locked, opened, asked and created is there by name', async () => {
  const { first, second, api } = await aSiteWithOfficers();
  const day = { userId: '701', date: '2026-03-16', reason: 'sample' };
  const entered = await first.api.createCorrection({
    body: { ...day, kind: 'set-remark', remark: 'sample' },
  });
  expect(entered).toMatchObject({ author: `key:${first.id}`, authorName: 'Officer A' });
  const named = {
    params: { userId: '701', date: '2026-03-16', correctionId: entered.id },
    body: { reason: 'not' },
  };
  await second.api.withdrawCorrection(named);
  expect((await api.listCorrections({ query: range })).items).toMatchObject([
    { authorName: 'Officer A', withdrawn: { by: `key:${second.id}`, byName: 'Officer B' } },
  ]);
  const report = await api.getReport({ params: { name: 'corrections' }, query: range });
  const [row = []] = report.groups.flatMap(({ rows }) => rows);
  const at = (key: string) => row[report.columns.findIndex((column) => column.key === key)];
  expect([at('author'), at('withdrawnBy')]).toEqual(['Officer A', 'Officer B']);
  const batch = await first.api.batchLeaves({
    body: {
      items: [
        { userId: '701', from: '2026-03-18', to: '2026-03-19', type: 'annual', portion: { kind: 'full' } },
      ],
    },
  });
  expect(batch.items).toMatchObject([{ entry: { authorName: 'Officer A' } }]);
  await first.api.createLink({ body: { action: 'ignore', pin: '909', reason: 'sample' } });
  expect((await api.listLinks({ query: { pin: '909' } })).items).toMatchObject([{ authorName: 'Officer A' }]);
  const { id: lockId } = await first.api.lockPeriod({
    body: { from: '2026-03-16', to: '2026-03-18', force: true, reason: 'paid' },
  });
  await cloud.settle();
  await second.api.unlockPeriod({ params: { lockId }, body: { reason: 'not paid' } });
  await cloud.settle();
  expect((await api.listLocks({ query: {} })).items).toMatchObject([
    { lockedByName: 'Officer A', unlocked: { byName: 'Officer B' } },
  ]);
  const job = await first.api.generateSheets({ body: range });
  expect(job).toMatchObject({ requestedByName: 'Officer A' });
  const download = await first.api.startDownload({ body: {} });
  await second.api.cancelDownload({ params: { downloadId: download.id } });
  expect((await api.listDownloads({ query: {} })).items[0]).toMatchObject({
    requestedByName: 'Officer A',
    cancelledByName: 'Officer B',
  });
  await first.api.startExport({ body: range });
  expect((await api.listExports({ query: {} })).items[0]).toMatchObject({ requestedByName: 'Officer A' });
  await first.api.createUser({ body: { id: '702' } });
  expect((await api.getUser({ params: { userId: '702' } })).origin).toMatchObject({ byName: 'Officer A' });
  const merged = await second.api.mergeUser({
    params: { userId: '702' },
    body: { into: '701', reason: 'same' },
  });
  expect(merged).toMatchObject({ authorName: 'Officer B' });
  const { items: keys } = await first.api.listApiKeys({ query: {} });
  expect(keys.some((key) => key.createdByName === 'test')).toBe(true);
});

test('a page costs one read for all authors, none where it names none, and a deleted key has no name', async () => {
  const { first, second, api } = await aSiteWithOfficers();
  const day = { userId: '701', date: '2026-03-16', reason: 'sample' };
  for (const { api: officer } of [first, second]) {
    await officer.createCorrection({ body: { ...day, kind: 'set-remark', remark: 'sample' } });
  }
  const traffic = watchTables();
  await api.listCorrections({ query: { ...range, userId: '701' } });
  expect(traffic.requests.BatchGetItem).toBe(1);
  const before = traffic.requests.BatchGetItem;
  await api.getSettings({});
  expect(traffic.requests.BatchGetItem).toBe(before);
  await api.deleteApiKey({ params: { keyId: second.id } });
  const { items } = await api.listCorrections({ query: { ...range, userId: '701' } });
  expect(items.map(({ authorName }) => authorName).sort()).toEqual(['Officer A', undefined]);
});

test('an integration that may not read people gets no names of them', async () => {
  const site = await aSiteWithOfficers();
  await site.first.api.startDownload({ body: {} });
  const key = await site.keyFor('integration', ['downloads:read']);
  const text = await (await cloud.fetch('/v1/downloads', { key })).text();
  expect(text).toContain(`key:${site.first.id}`);
  expect(text).not.toContain('Officer A');
});
