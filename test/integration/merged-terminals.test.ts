import { describe, expect, test } from 'vitest';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord, aReport, type SentRecord } from '#test/support/signed-bridge.ts';
import { aSite, auditOf, later, type TestSite } from '#test/support/site.ts';

const cloud = useCloud();
const right = 'TEST0000001';
const wrong = 'TEST0000010';
const reason = 'the number was mistyped at the import';

async function push(site: TestSite, terminal: string, records: SentRecord[]): Promise<void> {
  await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal, records } });
  await cloud.settle();
}

const come = (pin = '701') => aRecord({ pin, time: '2026-03-02 08:00:00', status: 255 });
const go = (pin = '701') => aRecord({ pin, time: '2026-03-02 17:00:00', status: 255 });

async function merge(site: TestSite, into: string | null, serial = wrong) {
  const terminal = await site.api.mergeTerminal({ params: { serial }, body: { into, reason } });
  await cloud.settle();
  return terminal;
}

async function dayOf(site: TestSite) {
  await cloud.settle();
  const query = { userId: '701', from: '2026-03-02', to: '2026-03-03' };
  return (await site.api.listSheets({ query })).items[0];
}

async function aSiteWith(wrongs: SentRecord[], rights: SentRecord[]): Promise<TestSite> {
  const site = await aSite(cloud, [right]);
  await site.api.createUser({ body: { id: '701', issuedOn: '2026-03-02' } });
  if (rights.length > 0) await push(site, right, rights);
  await push(site, wrong, wrongs);
  return site;
}

describe('a serial number that is merged into the right one', () => {
  test('has its punches counted as those of the right one, each once, and as its own again when that is undone', async () => {
    const site = await aSiteWith([come(), go()], [come()]);
    const times = async () => {
      const { slots, ignored } = (await dayOf(site)) ?? {};
      return [slots?.in?.source, slots?.out?.source, ignored?.length];
    };
    const before = await times();
    expect(await merge(site, right)).toMatchObject({ serial: wrong, mergedInto: right });
    const of = (serial: string, wallTime: string) => ({ kind: 'punch', serial, wallTime, status: 255 });
    expect(await times()).toEqual([of(right, '2026-03-02T08:00:00'), of(right, '2026-03-02T17:00:00'), 0]);
    expect(await dayOf(site)).toMatchObject({ worked: 9 * 3600 });
    const query = { userId: '701', from: '2026-03-02', to: '2026-03-03' };
    expect((await site.api.listPunches({ query })).items).toMatchObject([
      { serial: right },
      { serial: wrong, countsAs: right },
      { serial: wrong, countsAs: right },
    ]);
    expect(await merge(site, null)).not.toHaveProperty('mergedInto');
    expect(await times()).toEqual(before);
    // Both may be of the same millisecond.
    const audited = (await auditOf(site, 'terminal.merged')).map(({ subject, facts }) => [subject, facts]);
    expect(audited).toHaveLength(2);
    expect(audited).toContainEqual([wrong, { into: right, from: null, reason }]);
    expect(audited).toContainEqual([wrong, { into: null, from: right, reason }]);
  });

  test('has later punches counted the same way', async () => {
    const site = await aSiteWith([come()], []);
    await merge(site, right);
    await push(site, wrong, [go()]);
    await push(site, right, [go()]);
    expect(await dayOf(site)).toMatchObject({ worked: 9 * 3600, ignored: [] });
  });

  test('keeps the zone of the right one, also when that changes', async () => {
    const site = await aSiteWith([come()], []);
    await site.bridge.beat({ reports: [aReport(right, { zone: 'Asia/Kolkata' })], terminals: [] });
    const instant = async () => {
      const query = { userId: '701', from: '2026-03-02', to: '2026-03-03' };
      return (await site.api.listPunches({ query })).items[0]?.instant;
    };
    expect(await instant()).toBe('2026-03-02T08:00:00Z');
    await merge(site, right);
    expect(await instant()).toBe('2026-03-02T02:30:00Z');
    later(1);
    const { version } = await site.api.getTerminal({ params: { serial: right } });
    await site.api.updateTerminal({
      params: { serial: right },
      body: { zone: 'Europe/Berlin' },
      ifMatch: `"${version}"`,
    });
    await cloud.settle();
    expect(await instant()).toBe('2026-03-02T07:00:00Z');
    await merge(site, null);
    expect(await instant()).toBe('2026-03-02T08:00:00Z');
  });

  test('lets HR void one of its punches under the right number', async () => {
    const site = await aSiteWith([come(), go()], []);
    await merge(site, right);
    const punch = { serial: right, wallTime: '2026-03-02T17:00:00', status: 255 };
    const body = {
      userId: '701',
      date: '2026-03-02',
      reason: 'not hers',
      kind: 'void-punch',
      ...punch,
    } as const;
    await site.api.createCorrection({ body });
    expect(await dayOf(site)).toMatchObject({
      status: 'incomplete',
      ignored: [{ punch, reason: { key: 'ignored.voided' } }],
    });
  });
});

test('no merge follows another, and the terminals must exist', async () => {
  const site = await aSite(cloud, [right, wrong, 'TEST3']);
  await merge(site, right);
  await expect(merge(site, right, right)).rejects.toSatisfy(problem('terminal.merge-circle'));
  await expect(merge(site, wrong, 'TEST3')).rejects.toSatisfy(problem('terminal.merge-circle'));
  await expect(merge(site, 'TEST3', right)).rejects.toSatisfy(problem('terminal.merge-circle'));
  await expect(merge(site, 'TEST9')).rejects.toSatisfy(problem('terminal.unknown'));
  expect(await merge(site, right)).toMatchObject({ mergedInto: right });
});
