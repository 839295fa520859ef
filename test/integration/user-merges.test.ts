/** Ids of one person that are merged, ids that are changed, and both undone: punches stay, everything else follows. */

import { expect, test } from 'vitest';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, auditOf, type TestSite } from '#test/support/site.ts';

const cloud = useCloud();
const reason = 'sample';
const range = { from: '2026-03-01', to: '2026-04-01' };

async function work(site: TestSite, pin: string, date: string, terminal = 'TEST1') {
  const records = ['09:00:00', '17:00:00'].map((time) => aRecord({ pin, time: `${date} ${time}` }));
  await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal, records } });
}

/** Hours worked by date, of the rows that there are. */
async function workedBy(site: TestSite, userId: string) {
  await cloud.settle();
  const { items } = await site.api.listSheets({ query: { userId, ...range } });
  return Object.fromEntries(items.flatMap((row) => (row.worked > 0 ? [[row.date, row.worked / 3600]] : [])));
}

const merge = async (site: TestSite, userId: string, into: string) =>
  await site.api.mergeUser({ params: { userId }, body: { into, reason } });
const rename = async (site: TestSite, userId: string, id: string) =>
  await site.api.renameUser({ params: { userId }, body: { id, reason } });
const undo = async (site: TestSite, userId: string) =>
  await site.api.undoUserMerge({ params: { userId }, body: { reason } });

const leavesOf = async (site: TestSite, userId: string) =>
  (await site.api.listLeaves({ query: { userId, ...range, counting: 'true' } })).items.map(({ id }) => id);

async function twoIds() {
  const site = await aSite(cloud);
  await site.api.createUser({ body: { id: '701', name: 'Sample Ann', issuedOn: '2026-03-02' } });
  await site.api.createUser({ body: { id: '702', issuedOn: '2026-03-04' } });
  await work(site, '701', '2026-03-03');
  await work(site, '702', '2026-03-05');
  return site;
}

test('a merged id brings its punches and those to come, and gives them back', async () => {
  const site = await twoIds();
  expect(await merge(site, '701', '702')).toMatchObject({ userId: '701', into: '702', reason });
  expect(await workedBy(site, '702')).toEqual({ '2026-03-03': 8, '2026-03-05': 8 });
  const { items } = await site.api.listSheets({ query: range });
  expect(items.filter(({ userId, worked }) => userId === '701' && worked > 0)).toEqual([]);
  await work(site, '0701', '2026-03-06');
  expect(Object.keys(await workedBy(site, '702'))).toEqual(['2026-03-03', '2026-03-05', '2026-03-06']);
  expect((await site.api.getUser({ params: { userId: '702' } })).issuedOn).toBe('2026-03-02');
  expect((await site.api.listUsers({})).items.map(({ id }) => id)).toEqual(['702']);
  expect((await site.api.listUnknownUsers({})).items).toEqual([]);

  expect(await undo(site, '701')).toMatchObject({ undone: true });
  expect(await workedBy(site, '701')).toEqual({ '2026-03-03': 8, '2026-03-06': 8 });
  expect(await workedBy(site, '702')).toEqual({ '2026-03-05': 8 });
  expect(await site.api.getUser({ params: { userId: '702' } })).toMatchObject({ issuedOn: '2026-03-04' });
  expect(await site.api.getUser({ params: { userId: '701' } })).toMatchObject({ status: 'active' });
  expect(await auditOf(site, 'user.merged')).toHaveLength(1);
  expect(await auditOf(site, 'user.merge-undone')).toHaveLength(1);

  await merge(site, '701', '702');
  expect(Object.keys(await workedBy(site, '702'))).toEqual(['2026-03-03', '2026-03-05', '2026-03-06']);
});

test('entries follow, and go back unless somebody has withdrawn them since', async () => {
  const site = await twoIds();
  const body = { userId: '701', from: '2026-03-10', to: '2026-03-11', type: 'annual' } as const;
  const full = { portion: { kind: 'full' } } as const;
  const kept = await site.api.createLeave({ body: { ...body, ...full, reason } });
  const other = await site.api.createLeave({
    body: { ...body, ...full, from: '2026-03-12', to: '2026-03-13', reason },
  });
  await merge(site, '701', '702');
  expect(await leavesOf(site, '702')).toEqual([kept.id, other.id]);
  const everybody = await site.api.listLeaves({ query: { ...range, counting: 'true' } });
  expect(everybody.items.map(({ userId }) => userId)).toEqual(['702', '702']);
  await cloud.settle();
  const { items } = await site.api.listSheets({
    query: { userId: '702', from: '2026-03-10', to: '2026-03-11' },
  });
  expect(items).toMatchObject([{ status: 'leave' }]);
  await site.api.withdrawLeave({
    params: { userId: '702', from: '2026-03-12' as never, leaveId: other.id } as never,
    body: { reason },
  });
  await undo(site, '701');
  expect(await leavesOf(site, '701')).toEqual([kept.id]);
  expect(await leavesOf(site, '702')).toEqual([]);
  await merge(site, '701', '702');
  expect(await leavesOf(site, '702')).toEqual([kept.id]);
});

test('a part of a PIN that is somebody else’s stays so', async () => {
  const site = await aSite(cloud, ['TEST1', 'TEST2']);
  for (const id of ['701', '702', '703']) await site.api.createUser({ body: { id } });
  await site.api.createLink({ body: { action: 'link', pin: '701', terminal: 'TEST2', userId: '703' } });
  await site.api.createLink({ body: { action: 'link', pin: '799', userId: '701' } });
  await work(site, '701', '2026-03-03');
  await work(site, '701', '2026-03-04', 'TEST2');
  await work(site, '799', '2026-03-05');
  await merge(site, '701', '702');
  expect(await workedBy(site, '702')).toEqual({ '2026-03-03': 8, '2026-03-05': 8 });
  expect(await workedBy(site, '703')).toEqual({ '2026-03-04': 8 });
  await undo(site, '701');
  expect(await workedBy(site, '701')).toEqual({ '2026-03-03': 8, '2026-03-05': 8 });
});

test('an id that is changed takes everything along, and the one of before is redirected', async () => {
  const site = await twoIds();
  await rename(site, '701', 'A/7');
  expect(await workedBy(site, 'A/7')).toEqual({ '2026-03-03': 8 });
  expect(await site.api.getUser({ params: { userId: 'A/7' } })).toMatchObject({
    name: 'Sample Ann',
    status: 'active',
    issuedOn: '2026-03-02',
  });
  const get = (path: string) =>
    cloud.fetch(path, { headers: { authorization: `Bearer ${site.key}` }, redirect: 'manual' });
  for (const [asked, now] of [
    ['/v1/users/701', '/v1/users/A~2F7'],
    ['/v1/users/0701', '/v1/users/A~2F7'],
    [
      '/v1/sheets?userId=701&from=2026-03-01&to=2026-04-01',
      '/v1/sheets?userId=A%2F7&from=2026-03-01&to=2026-04-01',
    ],
  ] as const) {
    const moved = await get(asked);
    expect([moved.status, moved.headers.get('location')]).toEqual([308, now]);
  }
  // A client that follows finds the person.
  expect((await site.api.getUser({ params: { userId: '701' } })).id).toBe('A/7');
  await expect(
    site.api.createLeave({
      body: { userId: '701', ...range, to: '2026-03-02', type: 'annual', portion: { kind: 'full' } },
    }),
  ).rejects.toSatisfy(problem('user.merged', { userId: '701', into: 'A/7' }));

  await undo(site, '701');
  expect(await workedBy(site, '701')).toEqual({ '2026-03-03': 8 });
  expect(await workedBy(site, 'A/7')).toEqual({});
  await rename(site, '701', 'A/7');
  expect(await workedBy(site, 'A/7')).toEqual({ '2026-03-03': 8 });
});

test('what cannot be is refused, and repeating a merge changes nothing', async () => {
  const site = await twoIds();
  await site.api.createUser({ body: { id: '703' } });
  await expect(merge(site, '701', '0701')).rejects.toSatisfy(problem('request.invalid'));
  await expect(merge(site, '799', '701')).rejects.toSatisfy(problem('user.unknown', { userId: '799' }));
  await expect(merge(site, '701', '799')).rejects.toSatisfy(problem('user.unknown', { userId: '799' }));
  await expect(rename(site, '701', '702')).rejects.toSatisfy(problem('user.exists'));
  await expect(rename(site, '701', '0701')).rejects.toSatisfy(problem('user.exists'));
  await expect(undo(site, '701')).rejects.toSatisfy(problem('user.not-merged', { userId: '701' }));
  const first = await merge(site, '701', '702');
  expect((await merge(site, '701', '702')).id).toBe(first.id);
  expect((await site.api.listLinks({ query: { pin: '701' } })).items).toHaveLength(1);
  await expect(merge(site, '703', '701')).rejects.toSatisfy(problem('user.merged', { into: '702' }));
  await merge(site, '702', '703');
  expect(Object.keys(await workedBy(site, '703'))).toEqual(['2026-03-03', '2026-03-05']);
  await expect(undo(site, '701')).rejects.toSatisfy(problem('user.merged', { userId: '702' }));
});

test('an id that is another one now is not edited, whichever way an edit comes', async () => {
  const site = await twoIds();
  const { api, stores } = site;
  await api.putSchedule({
    params: { id: 'rest' },
    body: { id: 'rest', name: 'rest', kind: 'daily', day: { dayType: 'restday' } },
  });
  await api.putRoster({
    params: { id: 'rest' },
    body: {
      id: 'rest',
      name: 'rest',
      kind: 'cycle',
      anchor: '2026-01-01',
      entries: [{ scheduleId: 'rest' }],
    },
  } as never);
  await merge(site, '701', '702');
  const before = await stores.users.find('701' as never);
  const isRefused = { result: 'refused', problem: { code: 'user.merged' } };
  const batch = await api.batchUsers({ body: { items: [{ userId: '701', patch: { name: 'Other' } }] } });
  expect(batch.items).toMatchObject([isRefused]);
  const rosters = await api.assignRosters({
    body: { dutyRosterId: 'rest', from: '2026-03-09', userIds: ['0701', '702'] },
  });
  expect(rosters.items).toMatchObject([isRefused, { result: 'changed' }]);
  const contentBase64 = Buffer.from('id,name\n701,Other\n').toString('base64');
  const { rows } = await api.importUsers({ body: { contentBase64 } });
  expect(rows).toMatchObject([{ result: 'refused' }]);
  await expect(
    api.startUserDownload({ body: { terminal: 'TEST1', userIds: ['701'], fields: ['name'] } }),
  ).rejects.toSatisfy(problem('user.merged', { userId: '701', into: '702' }));
  await expect(api.createLink({ body: { action: 'link', pin: '799', userId: '701' } })).rejects.toSatisfy(
    problem('user.merged'),
  );
  expect(await stores.users.find('701' as never)).toEqual(before);
});

test('an id that is another one now keeps no department and no employee number for itself', async () => {
  const site = await twoIds();
  const { api } = site;
  await api.batchUsers({
    body: { items: [{ userId: '701', patch: { department: 'Old', employeeNumber: 'E-1' } }] },
  });
  await merge(site, '701', '702');
  const { version } = await api.getUser({ params: { userId: '702' } });
  const given = await api.updateUser({
    params: { userId: '702' },
    ifMatch: `"${version}"`,
    body: { employeeNumber: 'E-1' },
  });
  expect(given.warnings).toBeUndefined();
  expect((await api.listDepartments({})).items).toEqual([]);
  await api.putDepartment({ params: { department: 'Old' }, body: {} });
  expect(await api.deleteDepartment({ params: { department: 'Old' } })).toEqual({ moved: [] });
});

test('among several ids of a filter one of before stands for the person that it is now', async () => {
  const site = await twoIds();
  await site.api.createUser({ body: { id: '703', issuedOn: '2026-03-02' } });
  await work(site, '703', '2026-03-06');
  await merge(site, '701', '702');
  await rename(site, '702', 'N7');
  await cloud.settle();
  const worked = (rows: { userId: string; date: string; worked: number }[]) =>
    rows.flatMap((row) => (row.worked > 0 ? [`${row.userId} ${row.date.slice(8)}`] : [])).sort();
  const all = ['703 06', 'N7 03', 'N7 05'];
  for (const order of ['date', 'user'] as const) {
    const query = { userId: ['701', '703', '702', '0703'], ...range, order };
    expect(worked((await site.api.listSheets({ query })).items)).toEqual(all);
  }
  const named = await site.api.listUsers({ query: { ids: '701,703,N7' } });
  expect(named).toMatchObject({ items: [{ id: '703' }, { id: 'N7' }], matching: 2 });
  const job = await site.api.generateSheets({ body: { ...range, userIds: ['701', '702'] } });
  await cloud.settle();
  expect(await site.api.getGeneration({ params: { jobId: job.id } })).toMatchObject({ users: 1 });
  const detail = await site.api.previewExport({
    body: { kind: 'detail', ...range, userIds: ['701', '703'], order: 'date' },
  });
  const lines = detail.files[0]?.rows.map((row) => row.join(' ')) ?? [];
  expect(lines.filter((line) => /(^| )(N7|703) /.test(line)).length).toBe(lines.length);
  for (const id of ['N7', '703']) expect(lines.some((line) => line.includes(`${id} `))).toBe(true);
  await expect(site.api.listSheets({ query: { userId: ['701', 'nobody'], ...range } })).rejects.toSatisfy(
    problem('user.unknown', { userId: 'nobody' }),
  );
});
