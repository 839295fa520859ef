import { describe, expect, test } from 'vitest';
import { noteZoneChange, rederiveInstants } from '#functions/domain/terminals/index.ts';
import type { RederiveInstants } from '#functions/queue/sheet-messages.ts';
import { actorFor } from '#functions/runtime.ts';
import type { SettingsBody } from '#shared/contract/settings.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import { useCloud } from '#test/support/cloud.ts';
import { aSerial } from '#test/support/ids.ts';
import { aBatchId, aRecord, aReport, type SentRecord } from '#test/support/signed-bridge.ts';
import { aSite, auditOf, later, type TestSite } from '#test/support/site.ts';

const cloud = useCloud();

async function push(site: TestSite, records: SentRecord[], terminal = 'TEST1') {
  await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal, records } });
}

async function instantsOf(site: TestSite, pin = '701', year = '2026') {
  await cloud.settle();
  const { items } = await site.api.listPunches({
    query: { userId: pin, from: `${year}-01-01`, to: `${year}-12-31` },
  });
  return items.map(({ serial, wallTime, instant }) => [serial, wallTime, instant]);
}

async function setZone(site: TestSite, zone: string | null, version: number, serial = 'TEST1') {
  await site.api.updateTerminal({ params: { serial }, body: { zone }, ifMatch: `"${version}"` });
}

async function zoneChangesOf(site: TestSite) {
  return (await auditOf(site, 'terminal.zone-changed')).map(({ facts }) => facts);
}

const morning = '2026-03-02T08:59:30';

describe('a terminal whose zone is corrected', () => {
  test('has the instants of its punches derived anew, of whatever day they arrived; wall times and others stay', async () => {
    const site = await aSite(cloud, ['TEST1', 'TEST2']);
    await push(site, [aRecord()]);
    later(3 * 86_400);
    await push(site, [aRecord({ time: '2026-03-22 17:00:00', status: 1 })]);
    await push(site, [aRecord({ status: 4 })], 'TEST2');
    await setZone(site, 'Asia/Kolkata', 1);
    expect(await instantsOf(site)).toEqual([
      ['TEST1', morning, '2026-03-02T03:29:30Z'],
      ['TEST2', morning, '2026-03-02T08:59:30Z'],
      ['TEST1', '2026-03-22T17:00:00', '2026-03-22T11:30:00Z'],
    ]);
    await setZone(site, null, 2);
    expect((await instantsOf(site))[0]).toEqual(['TEST1', morning, '2026-03-02T08:59:30Z']);
    later(-3 * 86_400);
  });

  test('has the touched days computed anew, and the change in the audit trail', async () => {
    const inBerlin = (current: SettingsBody) => ({ ...current, zone: 'Europe/Berlin' });
    const site = await aSite(cloud, ['TEST1', 'TEST2'], inBerlin);
    await site.api.createUser({ body: { id: '701', issuedOn: '2026-03-02' } });
    // In at a terminal that is wrongly taken for one in Berlin, out at one that is there.
    await push(site, [aRecord({ time: '2026-03-02 08:00:00' })]);
    await push(site, [aRecord({ time: '2026-03-02 17:00:00', status: 1 })], 'TEST2');
    const worked = async () => {
      await cloud.settle();
      const query = { userId: '701', from: '2026-03-02', to: '2026-03-03' };
      return (await site.api.listSheets({ query })).items[0]?.worked;
    };
    expect(await worked()).toBe(9 * 3600);
    await setZone(site, 'Europe/London', 1);
    expect(await worked()).toBe(8 * 3600);
    expect(await zoneChangesOf(site)).toEqual([{ from: 'Europe/Berlin', to: 'Europe/London' }]);
  });

  test('keeps the order of its log in the hour that comes twice', async () => {
    const site = await aSite(cloud);
    const texts = ['00:30:00', '00:50:00', '00:10:00', '00:40:00'];
    // Havana's clocks go back from one o'clock to midnight in that night.
    await push(
      site,
      texts.map((time, index) => aRecord({ time: `2025-11-02 ${time}`, status: index })),
    );
    await setZone(site, 'America/Havana', 1);
    expect((await instantsOf(site, '701', '2025')).map(([, wall, instant]) => [wall, instant])).toEqual([
      ['2025-11-02T00:10:00', '2025-11-02T05:10:00Z'],
      ['2025-11-02T00:30:00', '2025-11-02T04:30:00Z'],
      ['2025-11-02T00:40:00', '2025-11-02T05:40:00Z'],
      ['2025-11-02T00:50:00', '2025-11-02T04:50:00Z'],
    ]);
  });
});

test('the organisation’s zone is that of terminals without one, and of them alone', async () => {
  const site = await aSite(cloud, []);
  const reports = [aReport('TEST1'), aReport('TEST2', { zone: 'Asia/Tokyo' })];
  await site.bridge.beat({ reports });
  await push(site, [aRecord()]);
  await push(site, [aRecord({ status: 1 })], 'TEST2');
  await site.set((current) => ({ ...current, zone: 'Asia/Kolkata' }));
  expect(await instantsOf(site)).toEqual([
    ['TEST1', morning, '2026-03-02T03:29:30Z'],
    ['TEST2', morning, '2026-03-01T23:59:30Z'],
  ]);
});

test('a zone that the bridge reports for the first time counts for the punches that came before it', async () => {
  const site = await aSite(cloud, ['TEST1']);
  await push(site, [aRecord()]);
  await site.bridge.beat({ reports: [aReport('TEST1', { zone: 'Asia/Kolkata' })] });
  expect(await instantsOf(site)).toEqual([['TEST1', morning, '2026-03-02T03:29:30Z']]);
  expect(await zoneChangesOf(site)).toEqual([{ from: 'UTC', to: 'Asia/Kolkata' }]);
});

test('punches that were read with the old zone while the new one was set are corrected too', async () => {
  const site = await aSite(cloud, ['TEST1']);
  const { ingest } = await import('#functions/domain/punches/ingest.ts');
  const { KnownUsers } = await import('#functions/domain/users/known-users.ts');
  await setZone(site, 'Asia/Kolkata', 1);
  await cloud.settle();
  await ingest(
    actorFor(cloud.runtime, site.name, 'test', 'system'),
    {
      source: { kind: 'download', terminal: aSerial('TEST1'), batchId: aBatchId() },
      unknownUsers: 'hold',
      zone: 'UTC',
      newUsers: { fetchDetails: false, issueDate: 'first-punch', dutyRosterId: null },
      records: [{ pin: '701', time: '2026-03-02 08:59:30', status: 0, verify: 1, workCode: '' }],
    },
    new KnownUsers(),
  );
  expect(await instantsOf(site)).toEqual([['TEST1', morning, '2026-03-02T03:29:30Z']]);
});

test('one call of the worker does a bounded part, and messages carry the rest', async () => {
  const site = await aSite(cloud, ['TEST1']);
  const sent: RederiveInstants[] = [];
  const actor = {
    ...actorFor(cloud.runtime, site.name, 'test', 'system'),
    sendToSheets: async (bodies: readonly unknown[]) => {
      sent.push(...(bodies as RederiveInstants[]));
    },
  };
  await noteZoneChange(
    { ...actor, now: '2026-05-20T12:00:00.000Z' as Instant },
    aSerial('TEST1'),
    'UTC',
    'Asia/Kolkata',
  );
  expect(sent[0]?.day).toBe('2026-03-20');
  for (const [index, { until }] of sent.entries()) expect(sent[index + 1]?.day ?? '2026-05-21').toBe(until);
  const [first] = sent.splice(0);
  let calls = 0;
  for (let message = first; message; message = sent.pop()) {
    calls += 1;
    await rederiveInstants(actor, message);
    expect(sent.length).toBeLessThanOrEqual(1);
  }
  expect(calls).toBe(3);
});

test('a bridge is told in which zone each of its terminals is, so that it measures their clocks by it', async () => {
  const site = await aSite(cloud, []);
  const reports = [aReport('TEST1'), aReport('TEST2', { zone: 'Asia/Tokyo' })];
  const zones = async () => (await site.bridge.beat({ reports })).zones;
  expect(await zones()).toEqual([
    { serial: 'TEST1', zone: 'UTC' },
    { serial: 'TEST2', zone: 'Asia/Tokyo' },
  ]);
  expect(await zones()).toBeUndefined();
  await setZone(site, 'Europe/London', 1, 'TEST2');
  await site.set((current) => ({ ...current, zone: 'Asia/Kolkata' }));
  expect(await zones()).toEqual([
    { serial: 'TEST1', zone: 'Asia/Kolkata' },
    { serial: 'TEST2', zone: 'Europe/London' },
  ]);
});
