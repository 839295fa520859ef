import { describe, expect, onTestFinished, test } from 'vitest';
import { reportNames } from '#shared/contract/report-names.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { readXlsx } from '#test/support/read-xlsx.ts';
import type { TestSite } from '#test/support/site.ts';
import { aSiteWithWork, punchAt, saveShift } from '#test/support/workdays.ts';

const cloud = useCloud();
const march = { from: '2026-03-02', to: '2026-03-09' };

/** The user 701 who works on two days and is late on one, and 0702 who never comes and is on leave once. */
async function aTeam(): Promise<TestSite> {
  const site = await aSiteWithWork(cloud, [2]);
  await site.api.createUser({
    body: { id: '0702', name: '<Person> & "2"', department: 'Office', issuedOn: '2026-03-01' },
  });
  await punchAt(cloud, site, ['2026-03-03 09:30:00', '2026-03-03 17:00:00']);
  await site.api.createCorrection({
    body: { kind: 'set-remark', userId: '701', date: '2026-03-03', remark: '=1+1', reason: 'told by phone' },
  });
  await site.api.createLeave({
    body: { userId: '0702', type: 'annual', from: '2026-03-04', to: '2026-03-05', portion: { kind: 'full' } },
  });
  await site.api.generateSheets({ body: march });
  await cloud.settle();
  return site;
}

const get = (site: TestSite, path: string, headers: Record<string, string> = {}) =>
  cloud.fetch(path, { key: site.key, headers });

async function report(site: TestSite, name: (typeof reportNames)[number], query: object = {}) {
  const table = await site.api.getReport({ params: { name }, query: { ...march, ...query } });
  const keys = table.columns.map(({ key }) => key);
  const named = (row: (string | number | null)[] | null) =>
    Object.fromEntries((row ?? []).map((value, index) => [keys[index], value]));
  return { table, rows: table.groups.flatMap(({ rows }) => rows.map(named)), totals: named(table.totals) };
}

test('the list says what each report takes', async () => {
  const site = await aSiteWithWork(cloud, []);
  const { items } = await site.api.listReports({});
  expect(items.map(({ name }) => name)).toEqual(reportNames);
  expect(items.find(({ name }) => name === 'presence')).toMatchObject({
    mostDays: 1,
    groupings: ['department', 'none'],
    formats: ['json', 'csv', 'xlsx', 'html'],
  });
});

describe('each report', () => {
  test('has sums that are those of its rows, in groups and over all', async () => {
    const site = await aTeam();
    for (const name of reportNames) {
      const range = name === 'presence' ? { to: '2026-03-03' } : {};
      const { table } = await report(site, name, range);
      const sum = (rows: (string | number | null)[][], index: number) =>
        rows.reduce((total, row) => total + Number(row[index] ?? 0), 0);
      for (const [index, column] of table.columns.entries()) {
        if (!column.sum) continue;
        for (const { rows, totals } of table.groups) if (totals) expect(totals[index]).toBe(sum(rows, index));
        expect(table.totals?.[index]).toBe(
          sum(
            table.groups.flatMap(({ rows }) => rows),
            index,
          ),
        );
      }
      expect(table.groups.flatMap(({ rows }) => rows).length, name).toBeGreaterThan(
        name === 'overtime' ? -1 : 0,
      );
    }
  });

  test('is the same in JSON, CSV and XLSX, and is a page for print', async () => {
    const site = await aTeam();
    for (const name of reportNames) {
      const to = name === 'presence' ? '2026-03-03' : march.to;
      const path = `/v1/reports/${name}?from=${march.from}&to=${to}`;
      const { table } = await report(site, name, { to });
      const lines = table.groups.reduce((all, { rows, totals }) => all + rows.length + (totals ? 1 : 0), 0);
      const csv = await get(site, path, { accept: 'text/csv' });
      expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect((await csv.text()).trimEnd().split('\r\n')).toHaveLength(1 + lines + (table.totals ? 1 : 0));
      const xlsx = await get(site, `${path}&format=xlsx&sums=false`);
      expect(xlsx.headers.get('content-disposition')).toContain(`${name}-${march.from}.xlsx`);
      const sheet = await readXlsx(xlsx.body ?? new ReadableStream());
      expect(sheet.rows[0]?.map((cell) => cell?.value)).toEqual(table.columns.map(({ title }) => title));
      const rows = table.groups.flatMap((group) => group.rows);
      expect(sheet.rows.slice(1, rows.length + 1).map((row) => row?.[0]?.value)).toEqual(
        rows.map(([id]) => id),
      );
      expect(sheet.hasFormulas).toBe(false);
      const html = await get(site, path, { accept: 'text/html' });
      expect(html.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(await html.text()).not.toMatch(/<script|<Person>/);
    }
  });
});

test('exceptions: late and absent people, and ids that nobody claims', async () => {
  const site = await aTeam();
  await site.set((current) => ({ ...current, download: { ...current.download, createMissingUsers: false } }));
  await punchAt(cloud, site, ['2026-03-03 08:00:00'], '999');
  const { rows, table } = await report(site, 'exceptions', { from: '2026-03-03', to: '2026-03-04' });
  expect(rows).toMatchObject([
    { userId: '701', what: expect.stringMatching(/late 0:30/), late: 1_800, in: 34_200, remark: '=1+1' },
    { userId: '0702', what: 'absent', absent: 1, in: null },
    { userId: '999', what: expect.stringMatching(/unknown id, first punch 2026-03-03 08:00:00 at TEST1/) },
  ]);
  expect(table.groups.map(({ label }) => label)).toEqual(['Stores', 'Office', 'Unknown ids']);
});

test('presence: who works over midnight is in by the day before, in the list for a fire', async () => {
  const site = await aTeam();
  await saveShift(site, 'night', '22:00', '06:00');
  await site.set((current) => ({ ...current, sheets: { ...current.sheets, defaultScheduleId: 'night' } }));
  await cloud.settle();
  const before = cloudTime.instant();
  cloudTime.set('2026-03-19T02:00:00.000Z');
  onTestFinished(() => cloudTime.set(before));
  await punchAt(cloud, site, ['2026-03-18 21:55:00']);
  await site.api.generateSheets({ body: { from: '2026-03-18', to: '2026-03-20' } });
  await cloud.settle();
  const tonight = { from: '2026-03-19', to: '2026-03-20' };
  for (const scope of [{}, { department: 'Stores' }, { userId: '701' }]) {
    const { rows, totals } = await report(site, 'presence', { ...tonight, ...scope });
    expect(rows[0]).toMatchObject({
      userId: '701',
      department: 'Stores',
      date: '2026-03-18',
      state: 'in',
      last: 78_900,
      terminal: 'TEST1',
      notYet: 0,
    });
    expect(totals).toMatchObject({ in: 1 });
    expect(rows.filter(({ userId }) => userId === '701')).toHaveLength(1);
  }
  expect((await report(site, 'presence', { ...tonight, department: 'Office' })).totals).toMatchObject({
    in: 0,
  });
});

test('presence: who is in, and the head count', async () => {
  const site = await aTeam();
  await punchAt(cloud, site, ['2026-03-05 09:00:00']);
  const { rows, totals } = await report(site, 'presence', { from: '2026-03-05', to: '2026-03-06' });
  expect(rows[0]).toMatchObject({ userId: '701', state: 'in', last: 32_400, terminal: 'TEST1' });
  expect(totals).toMatchObject({ expected: 2, in: 1, out: 0 });
});

test('matrix, lateness, absence, corrections and punches say what happened', async () => {
  const site = await aTeam();
  const matrix = await report(site, 'matrix');
  expect(matrix.rows.find(({ userId }) => userId === '701')).toMatchObject({
    '2026-03-02': 'P',
    '2026-03-03': 'P<',
    late: 1,
    worked: 55_800,
  });
  expect(matrix.rows.find(({ userId }) => userId === '0702')).toMatchObject({ '2026-03-04': 'L', leave: 1 });
  expect((await report(site, 'lateness')).rows).toMatchObject([
    { userId: '701', lateDays: 1, late: 1_800, dates: '03-03' },
  ]);
  expect((await report(site, 'absence', { userId: '702' })).rows).toMatchObject([
    { type: 'absent without leave' },
    { type: 'annual', days: 1, hours: 28_800, dates: '03-04' },
  ]);
  expect((await report(site, 'corrections')).rows).toMatchObject([
    { userId: '701', date: '2026-03-03', what: 'remark: =1+1', reason: 'told by phone', counts: 1 },
  ]);
  expect((await report(site, 'punches')).rows).toHaveLength(4);
});

test('the punch list says whose a punch is, and has those of nobody where it is of everybody', async () => {
  const site = await aTeam();
  await punchAt(cloud, site, ['2026-03-04 10:00:00'], '555');
  await punchAt(cloud, site, ['2026-03-04 11:00:00'], '702');
  const { rows, table } = await report(site, 'punches');
  expect(table.columns.map(({ key }) => key).slice(0, 4)).toEqual(['userId', 'name', 'department', 'pin']);
  expect(rows.filter(({ date }) => date === '2026-03-04')).toMatchObject([
    { userId: '0702', department: 'Office', pin: '702' },
    { userId: '', name: null, pin: '555' },
  ]);
  const byUser = await report(site, 'punches', { groupBy: 'user' });
  expect(byUser.table.groups.map(({ label }) => label)).toContain("555 (nobody's)");
  expect((await report(site, 'punches', { department: 'Office' })).rows).toMatchObject([{ pin: '702' }]);
  await site.api.createLink({ body: { action: 'link', pin: '555', userId: '701' } });
  const linked = (await report(site, 'punches')).rows.find(({ pin }) => pin === '555');
  expect(linked).toMatchObject({ userId: '701', department: 'Stores' });
});

test('time cards have a line for each shift, and the sums of the days', async () => {
  const site = await aTeam();
  const { rows, table } = await report(site, 'time-card', { userId: '701' });
  expect(rows).toHaveLength(7);
  expect(rows[1]).toMatchObject({
    date: '2026-03-03',
    weekday: 'tue',
    in: 34_200,
    out: 61_200,
    worked: 27_000,
  });
  expect(table.groups.map(({ label }) => label)).toEqual(['701']);
});

describe('a report that cannot be given is refused', () => {
  test('for its range, its grouping, its person and its name', async () => {
    const site = await aSiteWithWork(cloud, []);
    await expect(report(site, 'presence')).rejects.toSatisfy(problem('range.invalid'));
    await expect(report(site, 'matrix', { to: '2026-06-01' })).rejects.toSatisfy(problem('range.invalid'));
    await expect(report(site, 'lateness', { to: march.from })).rejects.toSatisfy(problem('range.invalid'));
    await expect(report(site, 'time-card', { groupBy: 'none' })).rejects.toSatisfy(
      problem('report.grouping'),
    );
    await expect(report(site, 'time-card', { userId: '9' })).rejects.toSatisfy(problem('user.unknown'));
    expect((await get(site, '/v1/reports/wages?from=2026-03-02&to=2026-03-03')).status).toBe(422);
    expect((await get(site, '/v1/reports/matrix?from=2026-03-02&to=2026-03-03&format=pdf')).status).toBe(422);
  });

  test('to a key that may not see all that it shows', async () => {
    const site = await aSiteWithWork(cloud, []);
    const key = await site.keyFor('integration', ['sheets:read']);
    const path = '/v1/reports/lateness?from=2026-03-02&to=2026-03-03';
    expect((await cloud.fetch(path, { key })).status).toBe(403);
    const viewer = await site.keyFor('viewer');
    expect((await cloud.fetch(path, { key: viewer })).status).toBe(200);
  });
});
