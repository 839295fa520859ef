import { describe, expect, test } from 'vitest';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aBridge, aRecord, aReport } from '#test/support/signed-bridge.ts';
import {
  anOldSite,
  aSite,
  claimOne,
  complete,
  done,
  fault,
  noCounts,
  type TestSite,
} from '#test/support/site.ts';

const cloud = useCloud();

describe('the mark up to which a terminal’s log is complete', () => {
  const markOf = async (site: TestSite, serial = 'TEST1') =>
    (await site.api.getTerminal({ params: { serial } })).completeThrough;

  async function run(site: TestSite, completeThrough: string, serial = 'TEST1') {
    await site.api.startDownload({ body: { terminals: [serial] } });
    await complete(site, await claimOne(site), { ...done, completeThrough });
  }

  test('never moves back, and never lies in the future', async () => {
    const site = await aSite(cloud);
    await run(site, '2026-03-20T09:00:00Z');
    expect(await markOf(site)).toBe('2026-03-20T09:00:00.000Z');
    await run(site, '2026-03-19T09:00:00Z');
    expect(await markOf(site)).toBe('2026-03-20T09:00:00.000Z');
    await run(site, '2031-01-01T00:00:00Z');
    expect(await markOf(site)).toBe(cloudTime.instant());
  });

  test('is not moved by a task that failed', async () => {
    const site = await aSite(cloud);
    await site.api.startDownload({ body: {} });
    const body = {
      outcome: 'failed',
      fault,
      counts: noCounts,
      completeThrough: '2026-03-20T09:00:00Z',
    } as const;
    await complete(site, await claimOne(site), body);
    expect(await markOf(site)).toBeUndefined();
  });

  test('makes days that waited absent or present, once every terminal is past them', async () => {
    const site = await anOldSite(cloud, ['TEST1', 'TEST2']);
    await site.api.putSchedule({
      params: { id: 'office' },
      body: {
        id: 'office',
        name: 'Office',
        kind: 'daily',
        day: { dayType: 'workday', shifts: [{ slots: { in: '09:00', out: '17:00' } }] },
      },
    });
    await site.set((current) => ({ ...current, sheets: { ...current.sheets, defaultScheduleId: 'office' } }));
    await site.api.createUser({ body: { id: '701', issuedOn: '2026-03-16' } });
    await site.api.createUser({ body: { id: '702', issuedOn: '2026-03-16' } });
    const at = '2026-03-17';
    await site.bridge.api.storePunches({
      body: {
        batchId: aBatchId(),
        terminal: 'TEST1',
        records: [aRecord({ time: `${at} 09:00:00` }), aRecord({ time: `${at} 17:00:00`, status: 1 })],
      },
    });
    const statuses = async () => {
      await cloud.settle();
      const { items } = await site.api.listSheets({ query: { from: at, to: '2026-03-18' } });
      return Object.fromEntries(items.map((row) => [row.userId, row.status]));
    };
    expect(await statuses()).toMatchObject({ 702: 'pending' });
    await run(site, '2026-03-19T06:00:00Z', 'TEST1');
    expect(await statuses()).toMatchObject({ 702: 'pending' });
    await run(site, '2026-03-19T06:00:00Z', 'TEST2');
    expect(await statuses()).toEqual({ 701: 'present', 702: 'absent' });
  });

  test('of a terminal that is retired is not waited for any more', async () => {
    const site = await anOldSite(cloud, ['TEST1', 'GONE']);
    await site.api.createUser({ body: { id: '701', issuedOn: '2026-03-16' } });
    await run(site, '2026-03-20T09:00:00Z', 'TEST1');
    const status = async () => {
      await cloud.settle();
      const { items } = await site.api.listSheets({
        query: { userId: '701', from: '2026-03-17', to: '2026-03-18' },
      });
      return items[0]?.status;
    };
    expect(await status()).toBe('pending');
    await site.api.updateTerminal({ params: { serial: 'GONE' }, body: { state: 'retired' }, ifMatch: '"1"' });
    expect(await status()).not.toBe('pending');
  });
});

describe('a terminal', () => {
  test('appears by its bridge’s report, keeps what a person sets, and gives it back when that is cleared', async () => {
    const site = await aSite(cloud, []);
    const reports = (differing = {}) => [
      aReport('TEST1', { name: 'Door', zone: 'Asia/Kolkata', ...differing }),
    ];
    await site.bridge.beat({ reports: reports() });
    const terminal = () => site.api.getTerminal({ params: { serial: 'TEST1' } });
    expect(await terminal()).toMatchObject({ name: 'Door', zone: 'Asia/Kolkata', version: 1 });
    await site.api.updateTerminal({
      params: { serial: 'TEST1' },
      body: { name: 'Main gate', zone: 'Europe/Berlin' },
      ifMatch: '"1"',
    });
    await site.bridge.beat({ reports: reports({ records: 7 }) });
    expect(await terminal()).toMatchObject({ name: 'Main gate', zone: 'Europe/Berlin', records: 7 });
    await site.api.updateTerminal({ params: { serial: 'TEST1' }, body: { name: null }, ifMatch: '"2"' });
    await site.bridge.beat({ reports: reports({ records: 7 }) });
    expect(await terminal()).toMatchObject({ name: 'Door', zone: 'Europe/Berlin' });
    expect(JSON.stringify(await terminal())).not.toContain('setByPeople');
  });

  test('shows its fault until it is well again', async () => {
    const site = await aSite(cloud, []);
    await site.bridge.beat({ reports: [aReport('TEST1', { state: 'unreachable', fault })] });
    expect(await site.api.getTerminal({ params: { serial: 'TEST1' } })).toMatchObject({
      reported: 'unreachable',
      fault,
    });
    await site.bridge.beat({ reports: [aReport('TEST1')] });
    const { items } = await site.api.listTerminals({});
    expect(items).toMatchObject([{ reported: 'online', lastSeenAt: cloudTime.instant() }]);
    expect(items[0]).not.toHaveProperty('fault');
  });

  test('is moved to another bridge that is active only', async () => {
    const site = await aSite(cloud);
    const bridgeId = 'brg_01KDEMX0C5Y3WZ8T4Q6R7S9V2A';
    const move = (to: string) =>
      site.api.updateTerminal({ params: { serial: 'TEST1' }, body: { bridgeId: to }, ifMatch: '"1"' });
    await expect(move(bridgeId)).rejects.toSatisfy(problem('bridge.not-found', { bridgeId }));
    const other = await aBridge(cloud.url, site.api);
    expect((await move(other.id)).bridgeId).toBe(other.id);
    await expect(
      site.bridge.api.storePunches({
        body: { batchId: aBatchId(), terminal: 'TEST1', records: [aRecord()] },
      }),
    ).rejects.toSatisfy(problem('terminal.of-another-bridge'));
  });
});
