import { describe, expect, test } from 'vitest';
import type { Instant } from '#shared/time/wall-time.ts';
import { apiWith, cloudTime, useCloud } from '#test/support/cloud.ts';
import { aBridge, aReport } from '#test/support/signed-bridge.ts';
import { anOldSite, aSite, auditOf, later, type TestSite } from '#test/support/site.ts';
import { watchTables } from '#test/support/table-traffic.ts';

const cloud = useCloud();

const terminalOf = (site: TestSite, serial = 'TEST1') => site.api.getTerminal({ params: { serial } });

describe('the outbox of a bridge', () => {
  interface BeatenOutbox {
    waiting: number;
    fullSince?: string;
    bytes?: number;
    fullDisk?: { path: string; freeBytes: number };
  }
  const beatWith = (site: TestSite, outbox: BeatenOutbox) =>
    site.bridge.api.heartbeat({
      body: { version: '0.1.0', terminals: [aReport('TEST1')], outbox, running: [], take: 0 },
    });

  test('says of a full disk where it is and what is left of it', async () => {
    const site = await aSite(cloud);
    const fullDisk = { path: '/var/lib/rollcall-bridge', freeBytes: 4096 };
    await beatWith(site, { waiting: 5, fullSince: '2026-03-20T08:00:00Z', fullDisk });
    expect((await site.api.listBridges({})).items).toMatchObject([
      { outbox: { fullDisk }, warnings: ['disk-full'] },
    ]);
    expect(await terminalOf(site)).toMatchObject({ warnings: ['disk-full'] });
  });

  test('is shown with the bridge, and warned of there and with its terminals while it is full', async () => {
    const site = await aSite(cloud);
    const full = { waiting: 70_000, bytes: 9_000_000, fullSince: '2026-03-20T08:00:00Z' };
    await beatWith(site, full);
    const bridge = async () => (await site.api.listBridges({})).items[0];
    expect(await bridge()).toMatchObject({ outboxWaiting: 70_000, outbox: full, warnings: ['outbox-full'] });
    expect(await terminalOf(site)).toMatchObject({ warnings: ['outbox-full'] });
    expect((await site.api.listTerminals({})).items).toMatchObject([{ warnings: ['outbox-full'] }]);
    await beatWith(site, { waiting: 3 });
    expect(await bridge()).toMatchObject({ outboxWaiting: 3, outbox: { waiting: 3 } });
    expect(await bridge()).not.toHaveProperty('warnings');
    expect(await terminalOf(site)).not.toHaveProperty('warnings');
  });
});

describe('the clock of a terminal', () => {
  test('that a bridge has set is in the audit trail, once', async () => {
    const site = await aSite(cloud);
    const set = aReport('TEST1', { clockSetBySeconds: 605, clockDriftSeconds: 0 });
    await site.bridge.beat({ reports: [set] });
    await site.bridge.beat({ reports: [set] });
    await site.bridge.beat({ reports: [aReport('TEST1', { clockDriftSeconds: 0 })] });
    expect(await auditOf(site, 'terminal.clock-set')).toMatchObject([
      { subject: 'TEST1', by: `bridge:${site.bridge.id}`, facts: { bySeconds: 605 } },
    ]);
  });

  test('that drifts by more than a minute is warned of, and is in the audit trail once for each time', async () => {
    const site = await aSite(cloud);
    const warningsAt = async (clockDriftSeconds: number) => {
      await site.bridge.beat({ reports: [aReport('TEST1', { clockDriftSeconds })] });
      return (await terminalOf(site)).warnings;
    };
    expect(await warningsAt(-60)).toBeUndefined();
    expect(await warningsAt(-61)).toEqual(['clock-drift']);
    expect(await warningsAt(-70)).toEqual(['clock-drift']);
    expect(await warningsAt(2)).toBeUndefined();
    expect(await warningsAt(3600)).toEqual(['clock-drift']);
    const drifts = (await auditOf(site, 'terminal.clock-drifts')).map(({ facts }) => facts?.bySeconds);
    expect(new Set(drifts)).toEqual(new Set([-61, 3600]));
    expect(drifts).toHaveLength(2);
    await site.bridge.beat({ reports: [aReport('NEW', { clockDriftSeconds: 90 })] });
    expect(await auditOf(site, 'terminal.clock-drifts')).toHaveLength(3);
  });
});

describe('a log that its bridge has read without being told to', () => {
  const at = '2026-03-17';

  async function aPendingDay() {
    const site = await anOldSite(cloud, ['TEST1', 'TEST2']);
    await site.api.createUser({ body: { id: '701', issuedOn: at } });
    const status = async () => {
      await cloud.settle();
      const query = { userId: '701', from: at, to: '2026-03-18' };
      return (await site.api.listSheets({ query })).items[0]?.status;
    };
    const through = (serial: string, completeThrough: string) =>
      site.bridge.beat({
        terminals: ['TEST1', 'TEST2'].filter((other) => other !== serial),
        reports: [aReport(serial, { completeThrough: completeThrough as Instant })],
      });
    return { site, status, through };
  }

  test('moves the mark of its terminal, and the days are computed that waited for it', async () => {
    const { site, status, through } = await aPendingDay();
    expect(await status()).toBe('pending');
    await through('TEST1', '2026-03-19T06:00:00Z');
    expect(await status()).toBe('pending');
    await through('TEST2', '2026-03-19T06:00:00Z');
    expect(await status()).not.toBe('pending');
    await through('TEST1', '2026-03-18T06:00:00Z');
    expect((await terminalOf(site)).completeThrough).toBe('2026-03-19T06:00:00.000Z');
    await through('TEST1', '2031-01-01T00:00:00Z');
    expect((await terminalOf(site)).completeThrough).toBe(cloudTime.instant());
  });

  test('moves no mark of a terminal that belongs to another bridge', async () => {
    const { site } = await aPendingDay();
    const other = await aBridge(cloud.url, site.api);
    await other.beat({ reports: [aReport('TEST1', { completeThrough: '2026-03-19T06:00:00Z' as Instant })] });
    expect((await terminalOf(site)).completeThrough).toBeUndefined();
  });

  test('costs one write for the mark, one once it has woken the days, and one for what was reported', async () => {
    const { site, through } = await aPendingDay();
    await through('TEST1', '2026-03-19T06:00:00Z');
    const traffic = watchTables();
    await through('TEST1', '2026-03-19T06:05:00Z');
    // The heartbeat itself is one more.
    expect(traffic.requests.UpdateItem).toBe(4);
    expect((await terminalOf(site)).completeThrough).toBe('2026-03-19T06:05:00.000Z');
  });
});

describe('a bridge is told to ask again', () => {
  const idle = 60;

  async function aQuietSite() {
    const site = await aSite(cloud);
    later(300);
    const pace = async () => (await site.bridge.beat({ terminals: ['TEST1'] })).pollAfterSeconds;
    expect(await pace()).toBe(idle);
    return { site, pace };
  }

  test.each([
    ['hr', true],
    ['admin', true],
    ['viewer', false],
    ['integration', false],
  ] as const)('within two seconds while %s is at the API: %s', async (role, isSoon) => {
    const { site, pace } = await aQuietSite();
    const api = apiWith(
      cloud.url,
      await site.keyFor(role, role === 'integration' ? ['terminals:read'] : undefined),
    );
    await api.listTerminals({});
    // A fifth is added by the bridge, so that many do not ask at once.
    expect((await pace()) * 1.2 <= 2).toBe(isSoon);
    later(60);
    expect((await pace()) * 1.2 <= 2).toBe(isSoon);
    later(120);
    expect(await pace()).toBe(idle);
  });

  test('soon in its own organisation only', async () => {
    const { pace } = await aQuietSite();
    const { site } = await aQuietSite();
    await site.api.listTerminals({});
    expect(await pace()).toBe(idle);
  });

  test('soon where somebody looks at its terminal, and not by others of the organisation', async () => {
    const { site, pace } = await aQuietSite();
    const other = await aBridge(cloud.url, site.api);
    await other.beat({ terminals: ['OTHER1'] });
    later(300);
    await site.api.getTerminal({ params: { serial: 'OTHER1' } });
    expect(await pace()).toBe(idle);
    expect((await other.beat({ terminals: ['OTHER1'] })).pollAfterSeconds).toBeLessThan(2);
  });

  test('without a write for every request that people make', async () => {
    const { site } = await aQuietSite();
    const traffic = watchTables();
    for (let request = 0; request < 5; request += 1) await site.api.listTerminals({});
    expect(traffic.writeUnits).toBe(1);
    later(31);
    await site.api.listTerminals({});
    expect(traffic.writeUnits).toBe(2);
  });
});
