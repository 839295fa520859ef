import { describe, expect, test } from 'vitest';
import type { NewExport } from '#shared/contract/exports.ts';
import type { ScopeName } from '#shared/contract/scopes.ts';
import { apiWith, cloudTime, useCloud } from '#test/support/cloud.ts';
import { aTeam, filesOf, linesOf, march, rowsIn, type Wanted } from '#test/support/exported.ts';
import { problem } from '#test/support/problem-error.ts';
import { readXlsx } from '#test/support/read-xlsx.ts';
import { aSiteWithWork, lockDays, punchAt, saveShift } from '#test/support/workdays.ts';

const cloud = useCloud();

test('the list of kinds names columns that each can have, and those it has by itself', async () => {
  const site = await aTeam(cloud);
  const { items } = await site.api.listExportKinds({});
  expect(items.map(({ kind }) => kind)).toEqual(['detail', 'summary', 'matrix', 'codes', 'punches']);
  for (const { kind, columns } of items) {
    expect(new Set(columns.map(({ key }) => key)).size, kind).toBe(columns.length);
    const { texts } = await filesOf(cloud, site, {
      kind,
      columns: columns.map(({ key }) => ({ key })),
    });
    expect(linesOf(texts[0] ?? '')[0]).toMatch(/^userId,name,/);
    const usual = linesOf((await filesOf(cloud, site, { kind })).texts[0] ?? '')[0]?.split(',');
    const listed = columns.filter(({ formats }) => formats.includes('csv')).map(({ key }) => key);
    for (const key of listed.filter((key) => key !== 'days')) expect(usual).toContain(key);
  }
});

describe('each kind', () => {
  test('detail: a row per person and day, by date or by person', async () => {
    const site = await aTeam(cloud);
    const columns = [{ key: 'userId' }, { key: 'date' }, { key: 'workedHours' }];
    const byDate = await filesOf(cloud, site, { columns });
    expect(rowsIn(byDate.texts[0] ?? '').slice(0, 3)).toEqual([
      { userId: '701', date: '2026-03-02', workedHours: '8' },
      { userId: '0702', date: '2026-03-02', workedHours: '0' },
      { userId: '701', date: '2026-03-03', workedHours: '8' },
    ]);
    const byPerson = await filesOf(cloud, site, { columns, order: 'person' });
    expect(rowsIn(byPerson.texts[0] ?? '').map(({ userId }) => userId)).toEqual([
      ...Array(7).fill('701'),
      ...Array(7).fill('0702'),
    ]);
    expect(byDate.made.rows).toBe(14);
    expect(byPerson.made.rows).toBe(14);
  });

  test('summary and codes: sums that are those of the sheet, leave by its type', async () => {
    const site = await aTeam(cloud);
    const [sums] = (await filesOf(cloud, site, { kind: 'summary' })).texts;
    expect(rowsIn(sums ?? '')[0]).toMatchObject({
      userId: '701',
      days: '7',
      daysWorked: '2',
      workedMinutes: '960',
    });
    const { texts } = await filesOf(cloud, site, { kind: 'codes' });
    expect(linesOf(texts[0] ?? '').slice(1)).toEqual([
      '701,,Stores,sum,regular,,,2,16',
      `0702,"'=Second, ""B""",Office,sum,leave,annual,,1,8`,
    ]);
  });

  test('matrix: a letter for each day', async () => {
    const site = await aTeam(cloud);
    const columns = [{ key: 'userId' }, { key: 'days' }, { key: 'present' }];
    const { texts } = await filesOf(cloud, site, { kind: 'matrix', columns });
    expect(linesOf(texts[0] ?? '')).toEqual([
      'userId,2026-03-02,2026-03-03,2026-03-04,2026-03-05,2026-03-06,2026-03-07,2026-03-08,present',
      '701,P,P,A,A,A,A,A,2',
      '0702,A,A,A,L,A,A,A,0',
    ]);
  });

  test('punches: as terminals recorded them', async () => {
    const site = await aTeam(cloud);
    const columns = ['userId', 'date', 'time', 'terminal'].map((key) => ({ key }));
    const { texts } = await filesOf(cloud, site, { kind: 'punches', columns });
    expect(linesOf(texts[0] ?? '')).toEqual([
      'userId,date,time,terminal',
      '701,2026-03-02,09:00:00,TEST1',
      '701,2026-03-02,17:00:00,TEST1',
      '701,2026-03-03,09:00:00,TEST1',
      '701,2026-03-03,17:00:00,TEST1',
    ]);
  });
});

test('a spreadsheet has types per cell, a head that stays, and leading zeros', async () => {
  const site = await aTeam(cloud);
  const { made } = await filesOf(cloud, site, { format: 'xlsx', order: 'person' });
  const file = await fetch(made.url ?? '');
  expect(made.url).toContain('attendance-2026-03-02-2026-03-09.xlsx');
  const { rows, frozen, hasFormulas } = await readXlsx(file.body ?? new ReadableStream());
  const head = rows[0]?.map((cell) => cell?.value) ?? [];
  const cell = (row: number, title: string) => rows[row]?.[head.indexOf(title)];
  expect(frozen).toEqual({ rows: 1, columns: 1 });
  expect(cell(1, 'In')).toEqual({ value: 9 / 24, format: expect.stringContaining('hh:mm') });
  expect(cell(1, 'Worked')).toEqual({ value: 8 / 24, format: '[h]:mm' });
  expect(cell(8, 'Id')?.value).toBe('0702');
  expect(hasFormulas).toBe(false);
});

test('text has every column at its place and size: words are cut, ids and amounts never', async () => {
  const site = await aTeam(cloud);
  const columns: NewExport['columns'] = [
    { key: 'workedMinutes', position: 3, size: 5, align: 'right' },
    { key: 'userId', position: 1, size: 6 },
    { key: 'department', position: 2, size: 4 },
    { key: 'employeeNumber', position: 4, size: 2 },
  ];
  const { texts } = await filesOf(cloud, site, { kind: 'summary', format: 'txt', columns, header: true });
  expect(texts[0]).toBe(
    'userIdDepaWorkeEm\r\n701   Stor  960  \r\n0702  Offi    0##\r\n'.replace('userId', 'Id    '),
  );
  const wrong = (change: Wanted['columns']) => site.api.startExport({ body: { ...march, columns: change } });
  await expect(wrong([{ key: 'userId', position: 1 }, { key: 'name' }])).rejects.toSatisfy(
    problem('request.invalid'),
  );
  await expect(
    wrong([
      { key: 'userId', position: 1 },
      { key: 'name', position: 1 },
    ]),
  ).rejects.toSatisfy(problem('request.invalid'));
  await expect(wrong([{ key: 'nothing' }])).rejects.toSatisfy(
    problem('request.invalid', {
      issues: [
        {
          in: 'body',
          path: '/columns/0/key',
          message: '"nothing" is no column of detail; GET /v1/export-kinds lists those that there are',
        },
      ],
    }),
  );
});

test('a scope of people, a department or a site; unknown people are refused', async () => {
  const site = await aTeam(cloud);
  const of = async (scope: Partial<Wanted>) =>
    rowsIn(
      (await filesOf(cloud, site, { kind: 'summary', columns: [{ key: 'userId' }], ...scope })).texts[0] ??
        '',
    ).map(({ userId }) => userId);
  expect(await of({ userIds: ['0702', '701', '702'] })).toEqual(['0702', '701']);
  expect(await of({ department: 'Office' })).toEqual(['0702']);
  expect(await of({ site: 'North' })).toEqual(['0702']);
  expect(await of({ userIds: ['701'], site: 'North' })).toEqual([]);
  const days = await filesOf(cloud, site, { userIds: ['702'], columns: [{ key: 'userId' }] });
  expect(rowsIn(days.texts[0] ?? '')).toHaveLength(7);
  const wrong = { ...march, userIds: ['701', '999'] };
  await expect(site.api.startExport({ body: wrong })).rejects.toSatisfy(
    problem('user.unknown', { userId: '999' }),
  );
});

test('people and sums are by the department in which people are now, by date and by person, also on locked days', async () => {
  const site = await aTeam(cloud);
  await lockDays(cloud, site, march);
  const { version } = await site.api.getUser({ params: { userId: '701' } });
  await site.api.updateUser({
    params: { userId: '701' },
    body: { department: 'Office' },
    ifMatch: `"${version}"`,
  });
  await cloud.settle();
  const columns = ['userId', 'department'].map((key) => ({ key }));
  const of = async (wanted: Partial<Wanted>) => {
    const rows = rowsIn((await filesOf(cloud, site, { columns, ...wanted })).texts[0] ?? '');
    return [...new Set(rows.map(({ userId, department }) => `${userId} ${department}`))].sort();
  };
  const everybody = ['0702 Office', '701 Office'];
  expect(await of({})).toEqual(everybody);
  for (const order of ['date', 'person'] as const) {
    expect(await of({ order, department: 'Office' })).toEqual(everybody);
    expect(await of({ order, department: 'Stores' })).toEqual([]);
  }
  for (const name of ['absence', 'exceptions', 'payroll-summary'] as const) {
    for (const to of ['2026-03-03', march.to]) {
      const query = { from: march.from, to, department: 'Office' };
      const { groups, columns: shown } = await site.api.getReport({ params: { name }, query });
      const at = shown.findIndex(({ key }) => key === 'department');
      const departments = groups.flatMap(({ rows }) => rows.map((row) => row[at]));
      expect(new Set(departments), `${name} to ${to}`).toEqual(new Set(['Office']));
    }
  }
  const { items } = await site.api.getSheetTotals({ query: { ...march, by: 'department' } });
  expect(items.map(({ key }) => key)).toEqual(['Office']);
});

test('CSV shows the second shift of a day, the day after midnight, and what HR has edited', async () => {
  const site = await aSiteWithWork(cloud, []);
  await saveShift(site, 'early', '06:00', '10:00');
  await saveShift(site, 'night', '22:00', '02:00');
  await site.set((current) => ({ ...current, sheets: { ...current.sheets, defaultScheduleId: null } }));
  const anchor = '2026-03-02' as never;
  const entries = [{ scheduleId: 'early', furtherScheduleIds: ['night'] }];
  await site.api.putRoster({
    params: { id: 'two' },
    body: { id: 'two', name: 'Two', kind: 'cycle', anchor, entries },
  });
  const { version } = await site.api.getUser({ params: { userId: '701' } });
  await site.api.updateUser({
    params: { userId: '701' },
    body: { dutyRosterId: 'two', dutyRosterFrom: '2026-03-01' },
    ifMatch: `"${version}"`,
  });
  await punchAt(cloud, site, [
    '2026-03-03 06:00:00',
    '2026-03-03 10:00:00',
    '2026-03-03 22:00:00',
    '2026-03-04 02:15:00',
  ]);
  await site.api.createCorrection({
    body: {
      kind: 'set-slot',
      userId: '701',
      date: '2026-03-03',
      column: 'in',
      wallTime: '2026-03-03T05:55:00',
      reason: 'told by phone',
    },
  });
  await site.api.generateSheets({ body: march });
  await cloud.settle();
  const { texts } = await filesOf(cloud, site);
  const row = rowsIn(texts[0] ?? '').find(({ date }) => date === '2026-03-03');
  expect(row).toMatchObject({ in: '05:55', out: '10:00', in2: '22:00', out2: '02:15+1', edited: 'in' });
  const headers = { accept: 'text/csv' };
  const answer = await cloud.fetch(`/v1/sheets?${new URLSearchParams(march)}`, { key: site.key, headers });
  expect(Buffer.from(await answer.arrayBuffer()).toString()).toBe(texts[0]);
});

test('what changes after a lock is a row of its own, and the locked rows stay', async () => {
  const site = await aTeam(cloud);
  await lockDays(cloud, site, { from: '2026-03-02', to: '2026-03-04' });
  await punchAt(cloud, site, ['2026-03-03 19:00:00', '2026-03-03 20:00:00']);
  await cloud.settle();
  const rows = async (adjustments?: 'with' | 'only' | 'without') => {
    const columns = ['userId', 'date', 'row', 'workedMinutes'].map((key) => ({ key }));
    const wanted = { columns, userIds: ['701'], ...(adjustments ? { adjustments } : {}) };
    return rowsIn((await filesOf(cloud, site, wanted)).texts[0] ?? '').filter(
      ({ date }) => date === '2026-03-03',
    );
  };
  const day = { userId: '701', date: '2026-03-03', row: 'day', workedMinutes: '480' };
  const [, adjustment] = await rows();
  expect(adjustment).toMatchObject({ row: 'adjustment' });
  expect(Number(adjustment?.workedMinutes)).not.toBe(0);
  expect(await rows('without')).toEqual([day]);
  expect(await rows('with')).toEqual([day, adjustment]);
  expect(await rows('only')).toEqual([adjustment]);
  const sums = (await filesOf(cloud, site, { kind: 'summary', userIds: ['701'] })).texts[0] ?? '';
  expect(rowsIn(sums).map(({ row, workedMinutes }) => [row, workedMinutes])).toEqual([
    ['sum', '960'],
    ['adjustment', adjustment?.workedMinutes],
  ]);
});

describe('a preview', () => {
  test('has the first 20 rows as the file will have them, and makes no file', async () => {
    const site = await aTeam(cloud);
    for (let user = 710; user < 730; user += 1)
      await site.api.createUser({ body: { id: `${user}`, issuedOn: '2026-03-01' } });
    await site.api.generateSheets({ body: march });
    await cloud.settle();
    const { files, isWhole } = await site.api.previewExport({ body: { ...march, order: 'person' } });
    expect(files[0]?.rows).toHaveLength(20);
    expect(isWhole).toBe(false);
    const { texts } = await filesOf(cloud, site, { order: 'person' });
    expect(texts[0]?.startsWith(files[0]?.text ?? '?')).toBe(true);
    const few = await site.api.previewExport({ body: { ...march, kind: 'codes' } });
    expect(few).toMatchObject({ isWhole: true, files: [{ name: 'codes-2026-03-02-2026-03-09.csv' }] });
    expect((await site.api.listExports({})).items).toHaveLength(1);
  });
});

test('small exports are answered at once, large ones are jobs, and the history has both', async () => {
  const site = await aTeam(cloud);
  const small = await site.api.startExport({ body: { ...march, kind: 'codes' } });
  expect(small).toMatchObject({ state: 'done', rows: 2, url: expect.any(String) });
  await site.api.createUser({ body: { id: '703', issuedOn: '2026-03-01' } });
  const body = { from: '2026-01-01', to: '2027-01-01', kind: 'summary', format: 'xlsx' } as const;
  cloudTime.advance(1);
  const large = await site.api.startExport({ body });
  expect(large).not.toHaveProperty('url');
  expect(large).toMatchObject({ state: 'waiting' });
  await cloud.settle();
  const { items } = await site.api.listExports({});
  expect(items).toMatchObject([
    { id: large.id, state: 'done', kind: 'summary', format: 'xlsx' },
    { id: small.id, state: 'done', kind: 'codes', rows: 2, requestedBy: expect.stringMatching(/^key:/) },
  ]);
  expect(items[0]).not.toHaveProperty('url');
  const viewer = apiWith(cloud.url, await site.keyFor('viewer'));
  expect((await viewer.listExports({ query: { limit: 1 } })).items).toHaveLength(1);
  await expect(viewer.startExport({ body: march })).rejects.toSatisfy(problem('caller.not-allowed'));
});

test('a request that is repeated makes one export', async () => {
  const site = await aTeam(cloud);
  const api = apiWith(cloud.url, site.key, { 'idempotency-key': 'once' });
  const first = await api.startExport({ body: march });
  expect((await api.startExport({ body: march })).id).toBe(first.id);
  expect((await site.api.listExports({})).items).toHaveLength(1);
});

test('what does not go together is refused, and the message says why', async () => {
  const site = await aTeam(cloud);
  const refusal = async (wanted: Partial<Wanted>) =>
    JSON.stringify(await site.api.startExport({ body: { ...march, ...wanted } }).catch(({ facts }) => facts));
  expect(await refusal({ kind: 'payroll' })).toMatch(/id of a template/);
  expect(await refusal({ kind: 'payroll', template: 'nobody' })).toMatch(/nobody/);
  expect(await refusal({ kind: 'payroll', template: 'sql-payroll', format: 'xlsx' })).toMatch(
    /its template says/,
  );
  expect(await refusal({ kind: 'summary', template: 'sql-payroll' })).toMatch(/payroll/);
  expect(await refusal({ kind: 'matrix', adjustments: 'with' })).toMatch(/adjustments/);
  expect(await refusal({ kind: 'summary', order: 'date' })).toMatch(/by person/);
  expect(await refusal({ to: march.from })).toMatch(/later/);
});

test('links are for who may see what is in the files, whoever has asked for them', async () => {
  const site = await aTeam(cloud);
  const { id: of0702 } = await site.api.getUser({ params: { userId: '0702' } });
  const made = async (wanted: Partial<Wanted>) =>
    (await site.api.startExport({ body: { ...march, userIds: [of0702], ...wanted } })).id;
  const withColumn = async (key: string) =>
    await made({ kind: 'summary', columns: [{ key: 'userId' }, { key }] });
  const exportIds = {
    usual: await made({}),
    forReaders: await withColumn('employeeNumber'),
    forEditors: await withColumn('email'),
    payroll: await made({ kind: 'payroll', template: 'sql-payroll' }),
    punches: await made({ kind: 'punches' }),
  };
  const seenBy = async (role: 'viewer' | 'hr' | 'integration', scopes?: ScopeName[]) => {
    const api = apiWith(cloud.url, await site.keyFor(role, scopes));
    const seen: string[] = [];
    for (const [name, exportId] of Object.entries(exportIds)) {
      const { state, url, files, withheld } = await api.getExport({ params: { exportId } });
      expect(state).toBe('done');
      expect(
        files?.some((file) => file.url !== undefined),
        name,
      ).toBe(url !== undefined);
      expect(withheld === undefined, name).toBe(url !== undefined);
      if (url !== undefined) seen.push(name);
    }
    return seen;
  };
  const all = Object.keys(exportIds);
  expect(await seenBy('hr')).toEqual(all);
  expect(await seenBy('viewer')).toEqual(all.filter((name) => name !== 'forEditors'));
  expect(await seenBy('integration', ['sheets:read'])).toEqual(['usual']);
  expect(await seenBy('integration', ['sheets:read', 'users:read'])).toEqual([
    'usual',
    'forReaders',
    'payroll',
  ]);
  expect(await seenBy('integration', ['sheets:read', 'users:write', 'punches:read'])).toEqual(all);
});

test('an integration sees of people what its scopes allow', async () => {
  const site = await aTeam(cloud);
  const few = apiWith(cloud.url, await site.keyFor('integration', ['sheets:read']));
  const columns = [{ key: 'userId' }, { key: 'employeeNumber' }];
  const body = { ...march, kind: 'summary', columns } as const;
  expect(await (await fetch((await few.startExport({ body })).url ?? '')).text()).not.toContain('007');
  await expect(few.startExport({ body: { ...march, kind: 'punches' } })).rejects.toSatisfy(
    problem('caller.not-allowed'),
  );
  const more = apiWith(cloud.url, await site.keyFor('integration', ['sheets:read', 'users:read']));
  expect(await (await fetch((await more.startExport({ body })).url ?? '')).text()).toContain('007');
});

test('files are kept for a week: later an export says until when they were, and has no links', async () => {
  const site = await aTeam(cloud);
  const { made } = await filesOf(cloud, site);
  const day = 86_400_000;
  expect(Date.parse(made.filesUntil ?? '') - Date.parse(made.requestedAt)).toBe(7 * day);
  cloudTime.advance(7 * day);
  const { items } = await site.api.listExports({});
  expect(items[0]).toMatchObject({ state: 'done', filesUntil: made.filesUntil });
  const later = await site.api.getExport({ params: { exportId: made.id } });
  expect(later.url).toBeUndefined();
  expect(later.files).toEqual(made.files?.map(({ name, rows }) => ({ name, rows })));
  expect(later.withheld).toBeUndefined();
});
