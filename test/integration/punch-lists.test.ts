import { beforeEach, expect, test } from 'vitest';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { later, type TestSite } from '#test/support/site.ts';
import { aSiteWithWork, punchAt } from '#test/support/workdays.ts';

const cloud = useCloud();
const day = '2026-03-18';
beforeEach(() => cloudTime.set(`${day}T12:00:00.000Z`));

type Arrivals = Parameters<TestSite['api']['listArrivals']>[0]['query'];

async function arrivals(site: TestSite, query: Partial<Arrivals> = {}) {
  return await site.api.listArrivals({ query: { day, ...query } });
}

const times = ({ items }: { items: { wallTime: string }[] }) =>
  items.map(({ wallTime }) => wallTime.slice(11, 16));

/** Punches one after the other, a minute apart. */
async function punchEach(site: TestSite, ...minutes: string[]) {
  for (const minute of minutes) {
    later(60);
    await punchAt(cloud, site, [`2026-03-18 ${minute}:00`]);
  }
}

test('arrivals come the latest first, earlier ones page by page, each once', async () => {
  const site = await aSiteWithWork(cloud, []);
  await punchEach(site, '09:00', '09:01', '09:02', '09:03', '09:04');
  await expect.poll(async () => times(await arrivals(site))).toHaveLength(5);
  for (const limit of [1, 2, 5, 100]) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await arrivals(site, { order: 'latest', limit, cursor });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      seen.push(...times(page));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(['09:04', '09:03', '09:02', '09:01', '09:00']);
  }
});

test.each(['arrival', 'latest'] as const)(
  'a list by %s is resumed at its end, with nothing twice',
  async (order) => {
    const site = await aSiteWithWork(cloud, []);
    const empty = await arrivals(site, { order });
    expect(empty.items).toEqual([]);
    await punchEach(site, '09:00', '09:01', '09:02');
    await expect.poll(async () => times(await arrivals(site))).toHaveLength(3);
    const fromStart = await arrivals(site, { order, cursor: empty.resumeCursor });
    expect(times(fromStart).toSorted()).toEqual(['09:00', '09:01', '09:02']);
    const first = await arrivals(site, { order });
    expect(first.nextCursor).toBeUndefined();
    const nothing = await arrivals(site, { order, cursor: first.resumeCursor });
    expect(nothing.items).toEqual([]);
    await punchEach(site, '09:03', '09:04');
    const newer = async (cursor: string | undefined) => times(await arrivals(site, { order, cursor }));
    const expected = order === 'latest' ? ['09:04', '09:03'] : ['09:03', '09:04'];
    await expect.poll(() => newer(nothing.resumeCursor)).toEqual(expected);
    const { resumeCursor } = await arrivals(site, { order, cursor: nothing.resumeCursor });
    expect(await newer(resumeCursor)).toEqual([]);
  },
);

test('a row says whose a punch is, in which column it stands, and why it does not count', async () => {
  const site = await aSiteWithWork(cloud, []);
  await site.api.createUser({
    body: { id: '702', name: 'Person B', department: 'Office', issuedOn: '2026-03-01' },
  });
  await punchAt(cloud, site, [`${day} 09:00:00`, `${day} 09:00:20`, `${day} 11:30:00`], '702');
  await punchAt(cloud, site, [`${day} 09:10:00`], '909');
  const voided = { serial: 'TEST1', wallTime: `${day}T09:00:20`, status: 1 };
  await site.api.createCorrection({
    body: { kind: 'void-punch', userId: '702', date: day, ...voided, reason: 'sample' },
  });
  await cloud.settle();
  await expect.poll(async () => times(await arrivals(site))).toHaveLength(4);
  const { items } = await arrivals(site, { sheet: 'true' });
  const byTime = Object.fromEntries(items.map((row) => [row.wallTime.slice(11), row]));
  const who = { userId: '702', name: 'Person B', department: 'Office' };
  expect(byTime['09:00:00']).toMatchObject({ ...who, column: 'in', sheetDate: day });
  expect(byTime['09:00:20']).toMatchObject({ ...who, ignored: { key: 'ignored.voided' }, sheetDate: day });
  expect(byTime['11:30:00']).toMatchObject(who);
  expect(byTime['11:30:00']?.column).toBeDefined();
  expect(byTime['09:10:00']).not.toHaveProperty('userId');
  expect(times(await arrivals(site, { department: 'Office' }))).toHaveLength(3);
  expect(times(await arrivals(site, { userId: '0702' }))).toHaveLength(3);
  expect(times(await arrivals(site, { terminal: 'TEST9' }))).toEqual([]);
  const range = { from: day, to: '2026-03-19' };
  const own = await site.api.listPunches({ query: { userId: '702', ...range, sheet: 'true' } });
  expect(own.items[0]).toMatchObject({ ...who, column: 'in' });
  const key = await site.keyFor('integration', ['punches:read']);
  const shown = await (await cloud.fetch(`/v1/punches/arrivals?day=${day}`, { key })).text();
  expect(shown).not.toContain('Person B');
});

test('cursors of one order or day do not fit another', async () => {
  const site = await aSiteWithWork(cloud, []);
  const { resumeCursor } = await arrivals(site, { order: 'latest' });
  for (const query of [
    { cursor: resumeCursor },
    { order: 'latest' as const, day: '2026-03-19', cursor: resumeCursor },
  ]) {
    await expect(arrivals(site, query)).rejects.toSatisfy(problem('request.cursor'));
  }
});

test('quarantine is narrowed by terminal, reason, day of arrival and text', async () => {
  const site = await aSiteWithWork(cloud, []);
  const records = [aRecord({ time: 'no time' }), aRecord({ pin: '', time: `${day} 09:00:00` })];
  await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal: 'TEST1', records } });
  const reasons = async (query: NonNullable<Parameters<TestSite['api']['listQuarantine']>[0]['query']>) =>
    (await site.api.listQuarantine({ query })).items.map(({ reason }) => reason).sort();
  expect(await reasons({})).toEqual(['no-pin', 'time-impossible']);
  expect(await reasons({ reason: 'no-pin' })).toEqual(['no-pin']);
  expect(await reasons({ reason: ['no-pin', 'time-impossible'], terminal: 'TEST1' })).toHaveLength(2);
  expect(await reasons({ terminal: 'TEST2' })).toEqual([]);
  expect(await reasons({ search: 'no t' })).toEqual(['time-impossible']);
  expect(await reasons({ from: day, to: '2026-03-19' })).toHaveLength(2);
  expect(await reasons({ from: '2026-03-19' })).toEqual([]);
});
