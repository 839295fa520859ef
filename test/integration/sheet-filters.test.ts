import { expect, test } from 'vitest';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import type { TestSite } from '#test/support/site.ts';
import { watchTables } from '#test/support/table-traffic.ts';
import { aSiteWithWork, punchAt } from '#test/support/workdays.ts';

const cloud = useCloud();
const week = { from: '2026-03-02', to: '2026-03-09' };

/** The user 701 works on the 2nd, comes late on the 3rd and forgets to leave on the 4th; 0702 to 705 never come. */
async function aTeam(): Promise<TestSite> {
  const site = await aSiteWithWork(cloud, [2]);
  for (const id of ['0702', '703', '704', '705']) {
    const isOdd = Number(id) % 2 === 1;
    await site.api.createUser({
      body: {
        id,
        name: `Person ${id}`,
        department: isOdd ? 'Stores' : 'Office',
        site: isOdd ? 'North' : 'South',
        issuedOn: '2026-03-01',
      },
    });
  }
  await punchAt(cloud, site, ['2026-03-03 09:30:00', '2026-03-03 17:00:00', '2026-03-04 09:00:00']);
  await site.api.generateSheets({ body: week });
  await cloud.settle();
  return site;
}

type Query = Partial<Parameters<TestSite['api']['listSheets']>[0]['query']>;

async function allRows(site: TestSite, query: Query, limit: number) {
  const rows = [];
  let cursor: string | undefined;
  do {
    const page = await site.api.listSheets({ query: { ...week, ...query, limit, cursor } });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return rows;
}

const named = (rows: { userId: string; date: string }[]) =>
  rows.map(({ userId, date }) => `${userId} ${Number(date.slice(-2))}`);

test.each([1, 2, 7, 200])('every row comes once in either order, in pages of %d', async (limit) => {
  const site = await aTeam();
  const ids = ['701', '0702', '703', '704', '705'];
  const days = [2, 3, 4, 5, 6, 7, 8];
  const byDate = days.flatMap((day) => ids.map((id) => `${id} ${day}`));
  const byUser = ids.flatMap((id) => days.map((day) => `${id} ${day}`));
  expect(named(await allRows(site, {}, limit))).toEqual(byDate);
  expect(named(await allRows(site, { order: 'user' }, limit))).toEqual(byUser);
  const some = { userId: ['704', '702'] };
  expect(named(await allRows(site, some, limit))).toEqual(byDate.filter((row) => /^(0702|704) /.test(row)));
  expect(named(await allRows(site, { ...some, order: 'user' }, limit))).toEqual(
    byUser.filter((row) => /^(0702|704) /.test(row)),
  );
});

test('who comes between two pages by user moves nobody’s rows', async () => {
  const site = await aTeam();
  const query = { ...week, order: 'user', limit: 3 } as const;
  const first = await site.api.listSheets({ query });
  await site.api.createUser({ body: { id: '700', issuedOn: '2026-03-01' } });
  const second = await site.api.listSheets({ query: { ...query, cursor: first.nextCursor } });
  expect(named([...first.items, ...second.items])).toEqual([2, 3, 4, 5, 6, 7].map((day) => `701 ${day}`));
});

test.each(['date', 'user'] as const)('rows are narrowed by what they have, by %s', async (order) => {
  const site = await aTeam();
  const found = async (query: Query) => named(await allRows(site, { ...query, order }, 2));
  expect(await found({ status: 'present' })).toEqual(['701 2', '701 3']);
  expect(await found({ status: ['present', 'incomplete'] })).toEqual(['701 2', '701 3', '701 4']);
  expect(await found({ exception: ['late-in', 'missing-out'] })).toEqual(['701 3', '701 4']);
  expect(await found({ edited: 'true' })).toEqual([]);
  const wallTime = '2026-03-04T17:00:00';
  await site.api.createCorrection({
    body: { kind: 'set-slot', userId: '701', date: '2026-03-04', column: 'out', wallTime, reason: 'guard' },
  });
  await cloud.settle();
  expect(await found({ edited: 'true' })).toEqual(['701 4']);
  expect(await found({ edited: 'false', userId: '701' })).toHaveLength(6);
  expect(await found({ needsApproval: 'true' })).toEqual([]);
  expect(await found({ needsApproval: 'false' })).toHaveLength(35);
});

test.each(['date', 'user'] as const)('rows are narrowed by who the person is, by %s', async (order) => {
  const site = await aTeam();
  const people = async (query: Query) => {
    const rows = await allRows(site, { ...query, order }, 3);
    expect(rows.length % 7).toBe(0);
    return [...new Set(rows.map(({ userId }) => userId))];
  };
  expect(await people({ department: 'Office' })).toEqual(['0702', '704']);
  expect(await people({ site: 'South' })).toEqual(['0702', '704']);
  expect(await people({ search: 'son 70' })).toEqual(['703', '704', '705']);
  expect(await people({ search: 'son 70', site: 'North', department: 'Stores' })).toEqual(['703', '705']);
});

test('rows are narrowed by the roster of the day, also before a change', async () => {
  const site = await aTeam();
  const weekly = { kind: 'weekly' as const, days: { monday: { scheduleId: 'office' } } };
  for (const id of ['day', 'night'])
    await site.api.putRoster({ params: { id }, body: { id, name: id, ...weekly } });
  const { version } = await site.api.getUser({ params: { userId: '703' } });
  await site.api.updateUser({
    params: { userId: '703' },
    ifMatch: `"${version}"`,
    body: { dutyRosterId: 'night', dutyRosterFrom: '2026-03-05' },
  });
  await cloud.settle();
  expect(named(await allRows(site, { roster: 'night' }, 3))).toEqual(['703 5', '703 6', '703 7', '703 8']);
  expect(await allRows(site, { roster: 'day' }, 3)).toEqual([]);
});

test('a summary leaves out what explains a row and keeps its figures', async () => {
  const site = await aTeam();
  const [whole] = await allRows(site, { userId: '701' }, 1);
  const [short] = await allRows(site, { userId: '701', fields: 'summary' }, 1);
  const { intervals, reasons, ignored, ...kept } = whole ?? {};
  expect(intervals).toHaveLength(1);
  expect([reasons, ignored]).not.toContain(undefined);
  expect(short).toEqual(kept);
});

test('a parameter may be repeated, with and without brackets, and a comma is a part of an id', async () => {
  const site = await aTeam();
  await site.api.createUser({ body: { id: 'a,b', issuedOn: '2026-03-01' } });
  await site.api.generateSheets({ body: week });
  await cloud.settle();
  const key = await site.keyFor('viewer');
  const range = `from=${week.from}&to=2026-03-03`;
  const ids = async (query: string) => {
    const answer = await cloud.fetch(`/v1/sheets?${range}&${query}`, { key });
    expect(answer.status).toBe(200);
    const { items } = (await answer.json()) as { items: { userId: string }[] };
    return items.map(({ userId }) => userId);
  };
  expect(await ids('userId=a,b')).toEqual(['a,b']);
  expect(await ids('userId=701&userId=a%2Cb')).toEqual(['701', 'a,b']);
  expect(await ids('userId[]=701&userId%5B%5D=703')).toEqual(['701', '703']);
});

test('a page reads what it returns, and names who is unknown', async () => {
  const site = await aTeam();
  const traffic = watchTables();
  const read = async (query: Query) => {
    const before = traffic.itemsRead;
    await site.api.listSheets({ query: { ...week, ...query } });
    return traffic.itemsRead - before;
  };
  const people = 5;
  expect(await read({ userId: ['701', '704'], limit: 4 })).toBeLessThanOrEqual(2 * 4 + 4 + people);
  expect(await read({ order: 'user', limit: 7 })).toBeLessThanOrEqual(3 * 7 + 4 * people);
  expect(await read({ userId: '701', limit: 7 })).toBeLessThanOrEqual(7 + 6);
  await expect(site.api.listSheets({ query: { ...week, userId: ['701', '9'] } })).rejects.toSatisfy(
    problem('user.unknown'),
  );
});

test('a cursor of one order does not fit the other, and what is no filter is refused', async () => {
  const site = await aTeam();
  const { nextCursor } = await site.api.listSheets({ query: { ...week, limit: 1 } });
  await expect(
    site.api.listSheets({ query: { ...week, order: 'user', limit: 1, cursor: nextCursor } }),
  ).rejects.toSatisfy(problem('request.cursor'));
  const key = await site.keyFor('viewer');
  for (const wrong of ['status=well', 'exception=none', 'edited=maybe', 'order=name', 'fields=few']) {
    const answer = await cloud.fetch(`/v1/sheets?from=${week.from}&to=${week.to}&${wrong}`, { key });
    expect(answer.status, wrong).toBe(422);
  }
});
