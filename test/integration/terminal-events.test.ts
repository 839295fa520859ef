import { expect, test } from 'vitest';
import { aDevice } from '#test/push/cloud-punches.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aReport } from '#test/support/signed-bridge.ts';
import { aSite, claimOne, complete, fault, later, noCounts } from '#test/support/site.ts';
import { watchTables } from '#test/support/table-traffic.ts';

const cloud = useCloud();
const params = { serial: 'TEST1' };

test('the events of a terminal are when it went away and came back, and its downloads, for a week', async () => {
  const site = await aSite(cloud, ['TEST1', 'TEST2']);
  const events = async () => (await site.api.listTerminalEvents({ params })).items;
  expect(await events()).toEqual([]);
  later(60);
  const awayAt = cloudTime.instant();
  const away = aReport('TEST1', { state: 'unreachable', fault });
  await site.bridge.beat({ terminals: ['TEST2'], reports: [away] });
  await site.bridge.beat({ terminals: ['TEST2'], reports: [{ ...away, records: 3 }] });
  later(60);
  const backAt = cloudTime.instant();
  await site.bridge.beat({ terminals: ['TEST1', 'TEST2'] });
  later(60);
  const { id } = await site.api.startDownload({ body: { terminals: ['TEST1'] } });
  const taskId = await claimOne(site);
  await site.api.startDownload({ body: { terminals: ['TEST2'] } });
  later(5);
  await complete(site, taskId, { outcome: 'done', counts: { ...noCounts, read: 7, stored: 4 } });
  const expected = [
    {
      at: cloudTime.instant(),
      kind: 'download',
      downloadId: id,
      taskId,
      downloadKind: 'punches',
      state: 'done',
      read: 7,
      stored: 4,
    },
    { at: backAt, kind: 'online' },
    { at: awayAt, kind: 'away', fault },
  ];
  expect(await events()).toEqual(expected);
  later(7 * 86_400 - 10);
  expect(await events()).toEqual(expected.slice(0, 1));
});

test('a report that says nothing new writes no event', async () => {
  const site = await aSite(cloud);
  await site.bridge.beat({ reports: [aReport('TEST1', { records: 1 })] });
  const traffic = watchTables();
  await site.bridge.beat({ reports: [aReport('TEST1', { records: 2 })] });
  expect(traffic.requests.PutItem ?? 0).toBe(0);
});

test('a terminal that pushes was away from its last call until it called again', async () => {
  const { api } = await cloud.organisation();
  const serial = 'PUSHED1';
  const device = () => aDevice(cloud.url, serial, []);
  const events = async () => (await api.listTerminalEvents({ params: { serial } })).items;
  await api.registerTerminal({
    body: { serial, push: { networks: ['127.0.0.1/32'], oneHourInMinutes: true } },
  });
  expect(await api.getPushTerminal({ params: { serial } })).toMatchObject({ oneHourInMinutes: true });
  expect(await device().settle()).toBe(true);
  const heardAt = cloudTime.instant();
  later(90);
  expect(await device().settle()).toBe(true);
  expect(await events()).toEqual([]);
  const lastAt = cloudTime.instant();
  expect(lastAt).not.toBe(heardAt);
  later(3 * 3600);
  expect(await device().settle()).toBe(true);
  expect(await events()).toEqual([
    { at: cloudTime.instant(), kind: 'online' },
    { at: lastAt, kind: 'away' },
  ]);
});

test('of a terminal that is not there, there are none', async () => {
  const { api } = await cloud.organisation();
  await expect(api.listTerminalEvents({ params })).rejects.toSatisfy(problem('terminal.unknown'));
});
