import { expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { apiWith, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aSiteWithWork } from '#test/support/workdays.ts';

const cloud = useCloud();
const params = { userId: '701' };
const march = { from: '2026-03-01' as LocalDate, to: '2026-04-01' as LocalDate };

const secrets = ['Sample Person', 'person@example.com', '+60 3 7777', 'E-0815', 'Chief', 'Blue', '7654321'];

async function aPerson() {
  const site = await aSiteWithWork(cloud, [18, 19]);
  const { api } = site;
  await api.patchSettings({
    body: {
      people: { customFields: [{ key: 'eyes', label: 'Eyes', type: 'text', visibleTo: 'editors' }] },
    },
  });
  const { version } = await api.getUser({ params });
  await api.updateUser({
    params,
    ifMatch: `"${version}"`,
    body: {
      name: 'Sample Person',
      email: 'person@example.com',
      phone: '+60 3 7777',
      employeeNumber: 'E-0815',
      position: 'Chief',
      department: 'Works',
      card: '7654321',
      custom: { eyes: 'Blue' },
    },
  });
  await api.createCorrection({
    body: {
      kind: 'add-time',
      userId: '701',
      date: '2026-03-17',
      wallTime: '2026-03-17T09:00:00',
      direction: 'in',
      reason: 'forgot',
    },
  });
  await cloud.settle();
  return site;
}

test('an erased person leaves times and totals, and no name anywhere', async () => {
  const site = await aPerson();
  const { api, stores } = site;
  const totals = async () =>
    (await api.listSheets({ query: { ...march, userId: '701' } })).items.map(({ date, status, worked }) => [
      date,
      status,
      worked,
    ]);
  const before = (await totals()).filter(([date]) => String(date) < '2026-03-20');
  expect(before.length).toBeGreaterThan(1);
  await expect(api.eraseUser({ params, body: { confirm: '702' } })).rejects.toSatisfy(
    problem('request.invalid'),
  );
  await expect(
    apiWith(cloud.url, await site.keyFor('hr')).eraseUser({ params, body: { confirm: '701' } }),
  ).rejects.toSatisfy(problem('caller.not-allowed'));

  const { erasedAt } = await api.eraseUser({ params, body: { confirm: '701' } });
  expect(await api.eraseUser({ params, body: { confirm: '701' } })).toEqual({ userId: '701', erasedAt });
  await cloud.settle();
  expect((await totals()).filter(([date]) => String(date) < '2026-03-20')).toEqual(before);
  const tombstone = await api.getUser({ params });
  expect(tombstone).toMatchObject({ id: '701', status: 'suspended', erasedAt, department: 'Works' });
  const trail = await api.listAudit({ query: { day: '2026-03-20', limit: 1000 } });
  const seen = [
    JSON.stringify(tombstone),
    JSON.stringify(await stores.users.find(tombstone.id)),
    JSON.stringify(await api.listSheets({ query: { ...march, userId: '701' } })),
    JSON.stringify(trail),
    cloud.logged().join(''),
  ].join('');
  for (const secret of secrets) expect(seen).not.toContain(secret);
  expect(trail.items.some(({ action, subject }) => action === 'user.erased' && subject === '701')).toBe(true);
});

test('nobody edits or fills in a person who was erased, and the id is not given again', async () => {
  const { api, stores } = await aPerson();
  await api.eraseUser({ params, body: { confirm: '701' } });
  const { version } = await api.getUser({ params });
  await expect(
    api.updateUser({ params, ifMatch: `"${version}"`, body: { name: 'Again' } }),
  ).rejects.toSatisfy(problem('user.erased'));
  const batch = await api.batchUsers({
    body: { items: [{ userId: '701', patch: { name: 'Again' } }] },
  });
  expect(batch.items[0]?.problem?.code).toBe('user.erased');
  await expect(api.createUser({ body: { id: '701' } })).rejects.toSatisfy(problem('user.exists'));
  expect((await stores.users.find(batch.items[0]?.userId ?? ('' as never)))?.name).toBeUndefined();
});

test('all data of a person are given, kind by kind, to the last page', async () => {
  const site = await aPerson();
  const { api } = site;
  const kinds = new Map<string, number>();
  let text = '';
  let cursor: string | undefined;
  do {
    const page = await api.getPersonalData({ params, query: { limit: 1, ...(cursor ? { cursor } : {}) } });
    for (const { kind } of page.items) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    text += JSON.stringify(page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(kinds.get('user')).toBe(1);
  expect(kinds.get('correction')).toBe(1);
  expect(kinds.get('punch')).toBe(4);
  expect(kinds.get('sheet-row')).toBeGreaterThan(1);
  for (const secret of secrets) expect(text).toContain(secret);
  await expect(
    apiWith(cloud.url, await site.keyFor('viewer')).getPersonalData({ params, query: {} }),
  ).rejects.toSatisfy(problem('caller.not-allowed'));
  await expect(api.getPersonalData({ params: { userId: '9' }, query: {} })).rejects.toSatisfy(
    problem('user.unknown'),
  );
});

test('nothing is entered about a person who was erased, and no punches are linked to one', async () => {
  const { api } = await aPerson();
  const leave = { userId: '701', type: 'annual', portion: { kind: 'full' } } as const;
  const before = await api.createLeave({
    body: { ...leave, from: '2026-03-10' as LocalDate, to: '2026-03-11' as LocalDate },
  });
  await api.eraseUser({ params, body: { confirm: '701' } });
  for (const change of [
    () =>
      api.createLeave({ body: { ...leave, from: '2026-03-12' as LocalDate, to: '2026-03-13' as LocalDate } }),
    () =>
      api.withdrawLeave({
        params: { userId: '701', from: '2026-03-10', leaveId: before.id } as never,
        body: { reason: 'sample' },
      }),
    () =>
      api.createCorrection({
        body: {
          kind: 'set-remark',
          userId: '701',
          date: '2026-03-17' as LocalDate,
          remark: 'x',
          reason: 'x',
        },
      }),
    () =>
      api.createDayOverride({
        body: { userId: '701', date: '2026-03-17' as LocalDate, dayType: 'restday', reason: 'x' },
      }),
    () => api.createLink({ body: { action: 'link', pin: '799', userId: '701' } }),
    () => api.startUserDownload({ body: { terminal: 'TEST1', userIds: ['701'], fields: ['name'] } }),
  ]) {
    await expect(change()).rejects.toSatisfy(problem('user.erased', { userId: '701' }));
  }
});
