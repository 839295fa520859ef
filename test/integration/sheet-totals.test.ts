import { expect, test } from 'vitest';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import type { TestSite } from '#test/support/site.ts';
import { watchTables } from '#test/support/table-traffic.ts';
import { aSiteWithWork, punchAt } from '#test/support/workdays.ts';

const cloud = useCloud();
const week = { from: '2026-03-02', to: '2026-03-09' };

/** The user 701 works on the 2nd and comes late on the 3rd; 702 to 705 of other departments never come. */
async function aTeam(): Promise<TestSite> {
  const site = await aSiteWithWork(cloud, [2]);
  for (const id of ['0702', '703', '704', '705']) {
    const department = Number(id) % 2 ? 'Stores' : 'Office';
    await site.api.createUser({ body: { id, name: `Person ${id}`, department, issuedOn: '2026-03-01' } });
  }
  await punchAt(cloud, site, ['2026-03-03 09:30:00', '2026-03-03 17:00:00']);
  await site.api.generateSheets({ body: week });
  await cloud.settle();
  return site;
}

async function allPeople(site: TestSite, query: object, limit: number) {
  const people = [];
  let cursor: string | undefined;
  do {
    const page = await site.api.getMatrix({ query: { ...week, ...query, limit, cursor } });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    people.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return people;
}

test('the matrix has every person once, with the days of the rows and their sums', async () => {
  const site = await aTeam();
  for (const limit of [1, 2, 5, 200]) {
    const people = await allPeople(site, {}, limit);
    expect(people.map(({ userId }) => userId)).toEqual(['701', '0702', '703', '704', '705']);
    expect(people[0]?.days.slice(0, 2)).toMatchObject([
      { date: '2026-03-02', status: 'present', worked: 28_800 },
      { date: '2026-03-03', status: 'present', worked: 27_000, late: 1_800, flags: ['late', 'short'] },
    ]);
    expect(people[0]?.totals).toMatchObject({ days: 7, worked: 55_800, late: 1_800, lateDays: 1 });
    for (const { days, totals } of people) {
      expect(totals.worked).toBe(days.reduce((sum, { worked = 0 }) => sum + worked, 0));
      expect(totals.short).toBe(days.reduce((sum, { short = 0 }) => sum + short, 0));
    }
  }
});

test('the matrix is narrowed by department, search and what days have, and says on its first page how many match', async () => {
  const site = await aTeam();
  const ids = async (query: object) => (await allPeople(site, query, 2)).map(({ userId }) => userId);
  expect(await ids({ department: 'Office' })).toEqual(['0702', '704']);
  expect(await ids({ search: 'son 70' })).toEqual(['703', '704', '705']);
  expect(await ids({ has: 'late' })).toEqual(['701']);
  const matching = async (query: object) =>
    (await site.api.getMatrix({ query: { ...week, limit: 1, ...query } })).matching;
  await expect.poll(() => matching({})).toBe(5);
  expect(await matching({ department: 'Office' })).toBe(2);
  const first = await site.api.getMatrix({ query: { ...week, limit: 1 } });
  const second = await site.api.getMatrix({ query: { ...week, limit: 1, cursor: first.nextCursor } });
  expect(second.matching).toBeUndefined();
});

test('matrix, sums, roster board and reports are narrowed to the people of a site', async () => {
  const site = await aTeam();
  for (const userId of ['703', '704']) {
    const { etag = '' } = await site.api.getUser.answer({ params: { userId } });
    await site.api.updateUser({ params: { userId }, ifMatch: etag, body: { site: 'Depot' } });
  }
  const query = { ...week, site: 'Depot' };
  expect((await allPeople(site, { site: 'Depot' }, 2)).map(({ userId }) => userId)).toEqual(['703', '704']);
  const sums = await site.api.getSheetTotals({ query });
  expect(sums.items.map(({ key }) => key)).toEqual(['703', '704']);
  const board = await site.api.getRosterBoard({ query });
  expect(board.items.map(({ userId }) => userId)).toEqual(['703', '704']);
  for (const name of ['absence', 'time-card'] as const) {
    const report = await site.api.getReport({ params: { name }, query });
    const text = JSON.stringify(report);
    expect([name, text.includes('703'), text.includes('704'), text.includes('705')]).toEqual([
      name,
      true,
      true,
      false,
    ]);
    expect(text).toContain('Site: Depot');
  }
});

test('a page of the matrix reads a range of each of its people and no more', async () => {
  const site = await aTeam();
  const traffic = watchTables();
  const { items } = await site.api.getMatrix({ query: { ...week, limit: 2 } });
  expect(items).toHaveLength(2);
  const people = 5;
  expect(traffic.itemsRead).toBeLessThanOrEqual(2 * 7 + 2 * people + 25);
});

test('sums by user, department, date and weekday are those of the rows', async () => {
  const site = await aTeam();
  const { items: rows } = await site.api.listSheets({ query: { ...week, limit: 1000 } });
  const worked = rows.reduce((sum, row) => sum + row.worked, 0);
  for (const by of ['user', 'department', 'date', 'weekday'] as const) {
    const sums = await site.api.getSheetTotals({ query: { ...week, by } });
    expect(sums.totals).toMatchObject({ days: rows.length, worked });
    expect(sums.people).toBe(5);
    const figures = Object.keys(sums.totals) as (keyof typeof sums.totals)[];
    for (const figure of figures) {
      const sum = sums.items.reduce((total, { totals }) => total + Number(totals[figure]), 0);
      expect(sum, `${by} ${String(figure)}`).toBe(sums.totals[figure]);
    }
  }
  const byDepartment = await site.api.getSheetTotals({ query: { ...week, by: 'department' } });
  expect(byDepartment.items).toMatchObject([
    { key: 'Office', people: 2 },
    { key: 'Stores', people: 3 },
  ]);
  const byWeekday = await site.api.getSheetTotals({ query: { ...week, by: 'weekday', userId: '701' } });
  expect(byWeekday.items.slice(0, 2)).toMatchObject([
    { key: 'monday', totals: { worked: 28_800 } },
    { key: 'tuesday', totals: { lateDays: 1 } },
  ]);
});

test('what is not possible is refused', async () => {
  const site = await aSiteWithWork(cloud, []);
  const wrong = { from: '2026-03-02', to: '2026-06-02' };
  await expect(site.api.getMatrix({ query: wrong })).rejects.toSatisfy(problem('range.invalid'));
  await expect(site.api.getMatrix({ query: { ...week, cursor: 'x' } })).rejects.toSatisfy(
    problem('request.cursor'),
  );
  await expect(site.api.getSheetTotals({ query: { from: week.to, to: week.from } })).rejects.toSatisfy(
    problem('range.invalid'),
  );
  await expect(site.api.getSheetTotals({ query: { ...week, userId: '9' } })).rejects.toSatisfy(
    problem('user.unknown'),
  );
  const punchKey = await site.keyFor('integration', ['punches:read']);
  const path = `/v1/sheets/matrix?from=${week.from}&to=${week.to}`;
  expect((await cloud.fetch(path, { key: punchKey })).status).toBe(403);
  expect((await cloud.fetch(path)).status).toBe(401);
});
