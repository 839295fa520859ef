import { beforeEach, expect, test } from 'vitest';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import type { TestSite } from '#test/support/site.ts';
import { watchTables } from '#test/support/table-traffic.ts';
import { aSiteWithWork, punchAt } from '#test/support/workdays.ts';

const cloud = useCloud();
const range = { from: '2026-03-16', to: '2026-03-21' };
beforeEach(() => cloudTime.set('2026-03-16T12:00:00.000Z'));

type Query = Partial<Parameters<TestSite['api']['listPunches']>[0]['query']>;

async function list(site: TestSite, query: Query = {}) {
  return await site.api.listPunches({ query: { ...range, ...query } });
}

const shortly = ({ items }: { items: { pin: string; wallTime: string }[] }) =>
  items.map(({ pin, wallTime }) => `${pin} ${wallTime.slice(8, 16)}`);

/** Every page of a list. */
async function whole(site: TestSite, query: Query) {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(site, { ...query, cursor });
    seen.push(...shortly(page));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return seen;
}

/** Three people and an id that nobody knows, who punch on three days; what 702 did on the first arrives on the last. */
async function aSiteWithThree() {
  const site = await aSiteWithWork(cloud, []);
  await site.api.createUser({
    body: { id: '702', name: 'Person B', department: 'Office', issuedOn: '2026-03-01' },
  });
  await site.api.createUser({ body: { id: '703', department: 'Office', issuedOn: '2026-03-01' } });
  await punchAt(cloud, site, ['2026-03-16 08:00:00', '2026-03-16 10:00:00']);
  cloudTime.set('2026-03-17T12:00:00.000Z');
  await punchAt(cloud, site, ['2026-03-17 08:30:00'], '909');
  await punchAt(cloud, site, ['2026-03-17 09:00:00'], '703');
  cloudTime.set('2026-03-19T12:00:00.000Z');
  await punchAt(cloud, site, ['2026-03-16 08:00:00', '2026-03-19 09:00:00'], '702');
  return site;
}

const byWallTime = [
  '701 16T08:00',
  '702 16T08:00',
  '701 16T10:00',
  '909 17T08:30',
  '703 17T09:00',
  '702 19T09:00',
];

test('everybody by wall time, in order and backwards, each punch once whatever the page size', async () => {
  const site = await aSiteWithThree();
  for (const limit of [1, 2, 3, 5, 100]) {
    expect(await whole(site, { limit })).toEqual(byWallTime);
    expect(await whole(site, { limit, order: 'latest' })).toEqual(byWallTime.toReversed());
  }
  expect(await whole(site, { from: '2026-03-17', order: 'latest', limit: 2 })).toEqual(
    byWallTime.slice(3).toReversed(),
  );
});

test('rows say whose a punch is and where it stands, of some people, a department or a terminal', async () => {
  const site = await aSiteWithThree();
  const office = await list(site, { department: 'Office', sheet: 'true', order: 'latest' });
  expect(shortly(office)).toEqual(['702 19T09:00', '703 17T09:00', '702 16T08:00']);
  expect(office.items[0]).toMatchObject({
    userId: '702',
    name: 'Person B',
    column: 'in',
    sheetDate: '2026-03-19',
  });
  expect(shortly(await list(site, { userId: ['0703', '701'] }))).toEqual([
    '701 16T08:00',
    '701 16T10:00',
    '703 17T09:00',
  ]);
  expect(shortly(await list(site, { userId: '909' }))).toEqual(['909 17T08:30']);
  for (const by of ['wall-time', 'arrival'] as const) {
    expect(shortly(await list(site, { terminal: 'TEST9', by }))).toEqual([]);
  }
});

test('an id that was merged stands for the one of now', async () => {
  const site = await aSiteWithThree();
  await site.api.mergeUser({ params: { userId: '703' }, body: { into: '702', reason: 'sample' } });
  await cloud.settle();
  const expected = ['702 16T08:00', '703 17T09:00', '702 19T09:00'];
  expect(shortly(await list(site, { userId: '703' }))).toEqual(expected);
  expect(shortly(await list(site, { userId: ['703', '702'] }))).toEqual(expected);
  await expect
    .poll(async () => shortly(await list(site, { userId: ['703'], by: 'arrival' })).toSorted())
    .toEqual(expected.toSorted());
});

test('a page costs what it returns, and two punches of each person', async () => {
  const site = await aSiteWithWork(cloud, []);
  const records = Array.from({ length: 300 }, (_, index) =>
    aRecord({
      time: `2026-03-16 ${String(index % 24).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}:${String(index % 50).padStart(2, '0')}`,
    }),
  );
  const body = { batchId: aBatchId(), terminal: 'TEST1', records };
  await site.bridge.api.storePunches({ body });
  for (const id of ['702', '703', '704']) {
    await site.api.createUser({ body: { id, issuedOn: '2026-03-01', department: 'Office' } });
    await punchAt(cloud, site, ['2026-03-17 09:00:00'], id);
  }
  const traffic = watchTables();
  await list(site, { department: 'Office', order: 'latest', limit: 3 });
  // One for each of three people; who they are, and the marks of terminals.
  expect(traffic.requests.Query).toBeLessThanOrEqual(3 + 3 + 4);
  const before = { ...traffic.requests };
  const read = traffic.itemsRead;
  await list(site, { userId: ['701', '702', '703', '704'], limit: 10 });
  // One for each of four people, and three more of the only one who has more than two.
  expect((traffic.requests.Query ?? 0) - (before.Query ?? 0)).toBeLessThanOrEqual(4 + 3 + 4);
  expect(traffic.itemsRead - read).toBeLessThan(60);
});

test('a list by wall time of more people than it can have is refused, and by arrival there is no bound', async () => {
  const site = await aSiteWithWork(cloud, []);
  const items = Array.from({ length: 201 }, (_, index) => ({ create: { id: `P${index}` } }));
  await site.api.batchUsers({ body: { items } });
  await expect.poll(async () => (await site.stores.users.upTo(200)) === null).toBe(true);
  await expect(list(site)).rejects.toSatisfy(problem('users.too-many'));
  expect((await list(site, { by: 'arrival' })).items).toEqual([]);
});

test('by arrival a range of days is paged in order and backwards, and resumed at its end', async () => {
  const site = await aSiteWithThree();
  const arrived = [
    ...['701 16T08:00', '701 16T10:00'],
    ...['909 17T08:30', '703 17T09:00'],
    ...['702 16T08:00', '702 19T09:00'],
  ];
  await expect.poll(async () => (await whole(site, { by: 'arrival' })).length).toBe(6);
  for (const limit of [1, 2, 5, 100]) {
    expect((await whole(site, { by: 'arrival', limit })).toSorted()).toEqual(arrived.toSorted());
    const latest = await whole(site, { by: 'arrival', order: 'latest', limit });
    expect(latest.slice(0, 2).toSorted()).toEqual(arrived.slice(4).toSorted());
    expect(latest.toSorted()).toEqual(arrived.toSorted());
  }
  const ends = {
    time: await list(site, { by: 'arrival' }),
    latest: await list(site, { by: 'arrival', order: 'latest' }),
  };
  const since = async (order: 'time' | 'latest', cursor: string | undefined) =>
    await list(site, { by: 'arrival', order, cursor });
  for (const order of ['time', 'latest'] as const) {
    expect(shortly(await since(order, ends[order].resumeCursor))).toEqual([]);
  }
  cloudTime.set('2026-03-20T12:00:00.000Z');
  await punchAt(cloud, site, ['2026-03-20 08:00:00'], '703');
  cloudTime.set('2026-03-20T12:05:00.000Z');
  await punchAt(cloud, site, ['2026-03-20 08:05:00'], '702');
  for (const order of ['time', 'latest'] as const) {
    const news = ['703 20T08:00', '702 20T08:05'];
    const expected = order === 'latest' ? news.toReversed() : news;
    await expect.poll(async () => shortly(await since(order, ends[order].resumeCursor))).toEqual(expected);
    const page = await since(order, ends[order].resumeCursor);
    expect(shortly(await since(order, page.resumeCursor))).toEqual([]);
  }
});

test('after a burst the cursor is still short enough for an address, and gives what comes next', async () => {
  const site = await aSiteWithWork(cloud, []);
  const clock = (index: number) => new Date(Date.UTC(2026, 2, 16, 6, 0, index * 10));
  const burst = Array.from({ length: 150 }, (_, index) =>
    clock(index).toISOString().slice(0, 19).replace('T', ' '),
  );
  await punchAt(cloud, site, burst);
  for (const order of ['time', 'latest'] as const) {
    const page = async (cursor?: string) => await list(site, { by: 'arrival', order, limit: 200, cursor });
    await expect.poll(async () => (await page()).items.length).toBeGreaterThanOrEqual(150);
    const { items, resumeCursor } = await page();
    expect(resumeCursor?.length).toBeLessThan(1_500);
    const nothing = await page(resumeCursor);
    expect(shortly(nothing)).toEqual([]);
    // Nor does the cursor of a page with nothing on it begin anew.
    expect(shortly(await page(nothing.resumeCursor))).toEqual([]);
    cloudTime.set('2026-03-16T12:00:10.000Z');
    const minute = items.length === 150 ? '11:58' : '11:59';
    await punchAt(cloud, site, [`2026-03-16 ${minute}:00`]);
    await expect.poll(async () => shortly(await page(resumeCursor))).toEqual([`701 16T${minute}`]);
  }
});

test('a filter by arrival fills the page', async () => {
  const site = await aSiteWithThree();
  await expect.poll(async () => (await whole(site, { by: 'arrival' })).length).toBe(6);
  const page = await list(site, { by: 'arrival', order: 'latest', department: 'Office', limit: 3 });
  expect(page.items).toHaveLength(3);
  expect(page.items.every(({ department }) => department === 'Office')).toBe(true);
});

test('a cursor of one list does not fit another', async () => {
  const site = await aSiteWithThree();
  const { nextCursor } = await list(site, { limit: 1 });
  await expect(list(site, { by: 'arrival', cursor: nextCursor })).rejects.toSatisfy(
    problem('request.cursor'),
  );
  const { resumeCursor } = await list(site, { by: 'arrival' });
  await expect(list(site, { cursor: resumeCursor })).rejects.toSatisfy(problem('request.cursor'));
});
