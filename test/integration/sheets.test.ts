import { describe, expect, test } from 'vitest';
import { wholeCsv } from '#functions/domain/exports/index.ts';
import { actorFor } from '#functions/runtime.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, type TestSite } from '#test/support/site.ts';

const cloud = useCloud();
const range = { from: '2026-03-02', to: '2026-03-09' };

/** Users with a department each, and a day's work of the first. */
async function aStaff(users: number): Promise<TestSite> {
  const site = await aSite(cloud);
  for (let user = 1; user <= users; user += 1) {
    const department = user % 2 ? 'Stores' : '=Office, "east"';
    await site.api.createUser({
      body: { id: String(700 + user), name: `Person ${user}`, department, issuedOn: '2026-03-02' },
    });
  }
  await site.bridge.api.storePunches({
    body: {
      batchId: aBatchId(),
      terminal: 'TEST1',
      records: [
        aRecord({ time: '2026-03-03 08:00:00' }),
        aRecord({ time: '2026-03-03 16:30:00', status: 1 }),
      ],
    },
  });
  await cloud.settle();
  return site;
}

async function generate(site: TestSite, userIds?: string[], dates = range) {
  const started = await site.api.generateSheets({ body: { ...dates, ...(userIds ? { userIds } : {}) } });
  await cloud.settle();
  return await site.api.getGeneration({ params: { jobId: started.id } });
}

async function allRows(site: TestSite, query: object, limit: number) {
  const rows = [];
  let cursor: string | undefined;
  do {
    const page = await site.api.listSheets({ query: { ...range, ...query, limit, cursor } });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return rows;
}

describe('a generation', () => {
  test('counts every row of its range, and writes those only that differ', async () => {
    const site = await aStaff(30);
    const first = await generate(site);
    expect(first).toMatchObject({
      state: 'done',
      parts: 1,
      partsDone: 1,
      users: 30,
      rows: 210,
      failedUsers: [],
    });
    const again = await generate(site);
    expect(again).toMatchObject({ state: 'done', users: 30, rows: 210, changed: 0 });
    const one = await generate(site, ['0701', '702', '702']);
    expect(one).toMatchObject({ state: 'done', parts: 1, users: 2, rows: 14, changed: 0 });
  });

  test('has the more parts the more days it is for', async () => {
    const site = await aStaff(30);
    const months = { from: '2026-03-02', to: '2026-06-30' };
    expect(await generate(site, undefined, months)).toMatchObject({
      state: 'done',
      parts: 2,
      users: 30,
      rows: 3_600,
    });
  });

  test('is running until its parts are done', async () => {
    const site = await aStaff(1);
    expect(await site.api.generateSheets({ body: range })).toMatchObject({
      state: 'running',
      parts: null,
      rows: 0,
    });
    await cloud.settle();
  });

  test('without anybody to compute is done', async () => {
    const site = await aSite(cloud);
    expect(await generate(site)).toMatchObject({ state: 'done', parts: 0, rows: 0 });
  });

  test('brings rows into days that had none', async () => {
    const site = await aSite(cloud);
    await site.api.createUser({ body: { id: '701', issuedOn: '2025-01-01' } });
    await cloud.settle();
    expect(await generate(site, ['701'], { from: '2025-01-01', to: '2025-02-01' })).toMatchObject({
      rows: 31,
      changed: 31,
    });
  });

  test('of users or ranges that are not possible is refused', async () => {
    const site = await aStaff(1);
    await expect(site.api.generateSheets({ body: { ...range, userIds: ['701', '999'] } })).rejects.toSatisfy(
      problem('user.unknown', { userId: '999' }),
    );
    for (const wrong of [
      { from: '2026-03-02', to: '2026-03-02' },
      { from: '2026-03-03', to: '2026-03-02' },
      { from: '2025-01-01', to: '2026-03-02' },
    ]) {
      await expect(site.api.generateSheets({ body: wrong })).rejects.toSatisfy(problem('range.invalid'));
      await expect(site.api.listSheets({ query: wrong })).rejects.toSatisfy(problem('range.invalid'));
      await expect(site.api.startExport({ body: wrong })).rejects.toSatisfy(problem('range.invalid'));
    }
    await expect(site.api.listSheets({ query: { ...range, from: '2026-02-30' } })).rejects.toSatisfy(
      problem('request.invalid'),
    );
    const jobId = 'job_01KDEMX0C5Y3WZ8T4Q6R7S9V2A';
    await expect(site.api.getGeneration({ params: { jobId } })).rejects.toSatisfy(
      problem('job.unknown', { jobId }),
    );
  });
});

describe('a list of rows', () => {
  test('holds every user’s every day once, by date and id, whatever the size of its pages', async () => {
    const site = await aStaff(7);
    const expected = Array.from({ length: 7 }, (_, day) =>
      Array.from({ length: 7 }, (__, user) => `2026-03-0${day + 2} ${701 + user}`),
    ).flat();
    for (const limit of [3, 7, 8, 1000]) {
      const rows = await allRows(site, {}, limit);
      expect(rows.map(({ date, userId }) => `${date} ${userId}`)).toEqual(expected);
    }
    expect((await allRows(site, { userId: '0703' }, 2)).map(({ date }) => date)).toEqual(
      Array.from({ length: 7 }, (_, day) => `2026-03-0${day + 2}`),
    );
  });

  test('neither repeats nor forgets users whose id sorts behind every letter', async () => {
    const site = await aSite(cloud);
    const ids = ['~1', 'Zoë', 'é1', '１', '😀', '9'];
    for (const id of ids) await site.api.createUser({ body: { id, issuedOn: '2026-03-02' } });
    await cloud.settle();
    for (const limit of [1, 2, 3, 6]) {
      const rows = await allRows(site, { to: '2026-03-04' }, limit);
      expect(rows).toHaveLength(12);
      expect(new Set(rows.map(({ date, userId }) => `${date} ${userId}`)).size).toBe(12);
    }
  });

  test('of a department holds its users only, with their names', async () => {
    const site = await aStaff(4);
    const rows = await allRows(site, { department: 'Stores' }, 5);
    expect(new Set(rows.map(({ userId, name }) => `${userId} ${name}`))).toEqual(
      new Set(['701 Person 1', '703 Person 3']),
    );
    expect(rows).toHaveLength(14);
    expect(await allRows(site, { department: 'Stores', userId: '702' }, 5)).toEqual([]);
    await site.api.updateUser({ params: { userId: '702' }, body: { department: 'Stores' }, ifMatch: '"1"' });
    await cloud.settle();
    expect(await allRows(site, { department: 'Stores' }, 1000)).toHaveLength(21);
  });

  test('refuses a cursor of another range or of another list', async () => {
    const site = await aStaff(3);
    const { nextCursor: cursor } = await site.api.listSheets({ query: { ...range, limit: 2 } });
    const refused = problem('request.cursor');
    await expect(
      site.api.listSheets({ query: { from: '2026-03-05', to: '2026-03-06', cursor } }),
    ).rejects.toSatisfy(refused);
    await expect(site.api.listSheets({ query: { ...range, userId: '701', cursor } })).rejects.toSatisfy(
      refused,
    );
    await expect(site.api.listArrivals({ query: { day: '2026-03-20', cursor } })).rejects.toSatisfy(refused);
    const { nextCursor: own } = await site.api.listSheets({ query: { ...range, userId: '701', limit: 2 } });
    await expect(
      site.api.listSheets({ query: { from: '2026-03-06', to: '2026-03-07', userId: '701', cursor: own } }),
    ).rejects.toSatisfy(refused);
  });

  test('of a user whom nobody knows is refused, one without rows is empty', async () => {
    const site = await aSite(cloud);
    await expect(site.api.listSheets({ query: { ...range, userId: '999' } })).rejects.toSatisfy(
      problem('user.unknown'),
    );
    expect(await site.api.listSheets({ query: range })).toEqual({ items: [] });
  });
});

describe('the same rows as CSV', () => {
  async function csv(site: TestSite, query: Record<string, string>): Promise<string> {
    const response = await cloud.fetch(`/v1/sheets?${new URLSearchParams({ ...range, ...query })}`, {
      key: site.key,
      headers: { accept: 'text/csv;q=1, */*' },
    });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    return Buffer.from(await response.arrayBuffer()).toString('utf8');
  }

  test('equal the JSON, whatever the size of the pages, with one header', async () => {
    const site = await aStaff(3);
    const whole = await csv(site, { limit: '1000' });
    expect(await csv(site, { limit: '2' })).toBe(whole);
    const [header, ...lines] = whole.replace(/\r\n$/, '').split('\r\n');
    expect(header).toMatch(/^\ufeffuserId,name,department,date,/);
    const rows = await allRows(site, {}, 1000);
    expect(lines).toHaveLength(rows.length);
    const worked = lines.find((line) => line.startsWith('701,') && line.includes('2026-03-03'));
    expect(worked).toContain(',08:00,,,16:30,');
    expect(rows.find(({ userId, date }) => userId === '701' && date === '2026-03-03')?.worked).toBe(
      8.5 * 3600,
    );
    expect(worked).toContain(`,${8.5 * 60},`);
  });

  test('are refused, never cut, when they do not fit into one answer', async () => {
    const site = await aStaff(3);
    const actor = actorFor(cloud.runtime, site.name, 'test', 'admin');
    const { from, to } = range;
    const query = { from: from as LocalDate, to: to as LocalDate, limit: 1 };
    await expect(wholeCsv(actor, query, 1_000)).rejects.toMatchObject({ code: 'answer.too-large' });
    expect(await wholeCsv(actor, query)).toBe(await csv(site, {}));
  });

  test('guard what a spreadsheet would calculate', async () => {
    const site = await aStaff(2);
    expect(await csv(site, { userId: '702' })).toContain(`702,Person 2,"'=Office, ""east""",2026-03-02,`);
  });

  test('are given only to who asks for them', async () => {
    const site = await aStaff(1);
    const search = new URLSearchParams(range);
    for (const accept of ['*/*', 'application/json', 'text/csvx']) {
      const response = await cloud.fetch(`/v1/sheets?${search}`, { key: site.key, headers: { accept } });
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    }
  });
});

describe('an export', () => {
  test('is a file with the lines of the CSV, behind a link', async () => {
    const site = await aStaff(5);
    const started = await site.api.startExport({ body: { ...range, department: 'Stores' } });
    expect(started).toMatchObject({ state: 'done', url: expect.any(String) });
    const finished = await site.api.getExport({ params: { exportId: started.id } });
    expect(finished).toMatchObject({ state: 'done', rows: 21 });
    const file = await fetch(finished.url ?? '');
    const search = new URLSearchParams({ ...range, department: 'Stores', limit: '1000' });
    const csv = await cloud.fetch(`/v1/sheets?${search}`, { key: site.key, headers: { accept: 'text/csv' } });
    expect(Buffer.from(await file.arrayBuffer())).toEqual(Buffer.from(await csv.arrayBuffer()));
    expect(JSON.stringify(finished)).not.toContain('fileKey');
  });

  test('that nobody asked for is unknown', async () => {
    const site = await aSite(cloud);
    const exportId = 'exp_01KDEMX0C5Y3WZ8T4Q6R7S9V2A';
    await expect(site.api.getExport({ params: { exportId } })).rejects.toSatisfy(
      problem('export.unknown', { exportId }),
    );
  });
});

describe('an explanation', () => {
  test('explains a day from its punches to its pay codes', async () => {
    const site = await aStaff(1);
    const told = await site.api.explainDay({ params: { userId: '701', date: '2026-03-03' } });
    expect(told).toMatchObject({ userId: '701', date: '2026-03-03' });
    const lines = told.steps.flatMap((step) => step.lines);
    expect(lines).toContainEqual(
      expect.objectContaining({ text: '08:00–16:30 make 8:30', rule: 'direction.hours' }),
    );
    expect(lines).toContainEqual({
      key: 'result.worked',
      values: { worked: 8.5 * 3600, regular: 8.5 * 3600, paid: [] },
      text: 'Worked 8:30: regular 8:30',
    });
  });

  test('of a user that nobody knows is refused', async () => {
    const site = await aStaff(1);
    const refused = site.api.explainDay({ params: { userId: '799', date: '2026-03-03' } });
    await expect(refused).rejects.toSatisfy(problem('user.unknown', { userId: '799' }));
  });
});
