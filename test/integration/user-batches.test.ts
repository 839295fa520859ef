import { describe, expect, test } from 'vitest';
import type { UserBatchResult } from '#shared/contract/user-batches.ts';
import { apiWith, type Organisation, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';

const cloud = useCloud();
async function addRosters({ api }: Organisation, ...ids: string[]): Promise<void> {
  for (const id of ids) {
    await api.putSchedule({
      params: { id },
      body: { id, name: id, kind: 'daily', day: { dayType: 'restday' } },
    });
    await api.putRoster({
      params: { id },
      body: { id, name: id, kind: 'cycle', anchor: '2026-01-01' as never, entries: [{ scheduleId: id }] },
    });
  }
}

const results = ({ items }: UserBatchResult) =>
  items.map(({ userId, result, problem: why }) => [userId, why?.code ?? result]);

describe('a batch of users', () => {
  test('adds and edits each by itself, and says what became of it', async () => {
    const { api, stores } = await cloud.organisation();
    await api.createUser({ body: { id: '7' } });
    await api.createUser({ body: { id: '1', name: 'One' } });
    await api.createUser({ body: { id: '2', name: 'Two', department: 'Works' } });
    const answer = await api.batchUsers({
      body: {
        items: [
          { create: { id: '3', name: 'Three', department: 'Works', employeeNumber: 'E-3' } },
          { create: { id: '07' } },
          { userId: '1', patch: { department: 'Works', name: null } },
          { userId: '2', patch: { department: 'Works' } },
          { userId: '9', patch: { name: 'Nobody' } },
          { userId: '2', patch: { name: 'Twice' } },
          { create: { id: '4', hiredOn: '2026-02-02', leftOn: '2026-02-01' } },
          { create: { id: '5', dutyRosterId: 'none' } },
          { create: { id: '6', custom: { hat: 'large' } } },
        ],
      },
    });
    expect(results(answer)).toEqual([
      ['3', 'created'],
      ['07', 'user.exists'],
      ['1', 'changed'],
      ['2', 'unchanged'],
      ['9', 'user.unknown'],
      ['2', 'request.invalid'],
      ['4', 'range.invalid'],
      ['5', 'roster.unknown'],
      ['6', 'request.invalid'],
    ]);
    expect(answer).toMatchObject({ created: 1, changed: 1, unchanged: 1, refused: 6 });
    const one = await api.getUser({ params: { userId: '1' } });
    expect([one.department, one.name, one.version]).toEqual(['Works', undefined, 2]);
    expect(await api.getUser({ params: { userId: '2' } })).toMatchObject({ name: 'Two', version: 1 });
    // They are found by department and by number.
    const { items } = await api.listUsers({ query: { department: 'Works', sort: 'name' } });
    expect(items.map(({ id }) => id)).toEqual(['3', '2', '1']);
    expect(await stores.employeeNumbers.everOf('E-3')).toEqual(['3']);
  });

  test('refuses an edit of an old version, and items that are neither', async () => {
    const { api } = await cloud.organisation();
    await api.createUser({ body: { id: '1' } });
    const patch = (version: number) =>
      api.batchUsers({ body: { items: [{ userId: '1', version, patch: { name: `V${version}` } }] } });
    expect(results(await patch(1))).toEqual([['1', 'changed']]);
    expect(results(await patch(1))).toEqual([['1', 'unchanged']]);
    expect(
      results(
        await api.batchUsers({ body: { items: [{ userId: '1', version: 1, patch: { name: 'Other' } }] } }),
      ),
    ).toEqual([['1', 'request.stale']]);
    for (const item of [{}, { userId: '1' }, { create: { id: '2' }, userId: '1', patch: {} }]) {
      await expect(api.batchUsers({ body: { items: [item] } })).rejects.toSatisfy(problem('request.invalid'));
    }
  });

  test('happens once under one key, also when its first try broke off in between', async () => {
    const { api, key, stores } = await cloud.organisation();
    const body = { items: [{ create: { id: '1' } }, { create: { id: '2' } }] };
    const withKey = apiWith(cloud.url, key, { 'idempotency-key': 'batch-1' });
    const first = await withKey.batchUsers({ body });
    expect(results(first)).toEqual([
      ['1', 'created'],
      ['2', 'created'],
    ]);
    expect(await withKey.batchUsers({ body })).toEqual(first);
    expect(results(await api.batchUsers({ body }))).toEqual([
      ['1', 'user.exists'],
      ['2', 'user.exists'],
    ]);
    expect((await stores.users.find('1' as never))?.version).toBe(1);
  });

  test('is for those who may edit users; a privilege is for administrators', async () => {
    const { api, keyFor } = await cloud.organisation();
    await api.createUser({ body: { id: '1' } });
    const body = { items: [{ userId: '1', patch: { privilege: 3 as const } }] };
    await expect(apiWith(cloud.url, await keyFor('viewer')).batchUsers({ body })).rejects.toSatisfy(
      problem('caller.not-allowed'),
    );
    expect(results(await apiWith(cloud.url, await keyFor('hr')).batchUsers({ body }))).toEqual([
      ['1', 'caller.not-allowed'],
    ]);
    expect(results(await api.batchUsers({ body }))).toEqual([['1', 'changed']]);
  });

  test('brings the punches and days of its users into the sheets, and clears fields', async () => {
    const { api } = await cloud.organisation();
    await api.batchUsers({
      body: { items: [{ create: { id: '1', issuedOn: '2026-03-19', expiresOn: '2026-04-01' } }] },
    });
    await cloud.settle();
    const sheets = async () =>
      (await api.listSheets({ query: { userId: '1', from: '2026-03-01', to: '2026-04-01' } })).items.map(
        ({ date }) => date,
      );
    expect(await sheets()).toEqual(expect.arrayContaining(['2026-03-19', '2026-03-20']));
    await api.batchUsers({ body: { items: [{ userId: '1', patch: { expiresOn: null } }] } });
    expect((await api.getUser({ params: { userId: '1' } })).expiresOn).toBeUndefined();
  });
});

test('a range of ids is added with its zeros, and those that exist are told', async () => {
  const { api } = await cloud.organisation();
  await api.createUser({ body: { id: '101', name: 'There before' } });
  const answer = await api.createUserRange({
    body: { first: '099', last: '102', department: 'Visitors', site: 'Gate' },
  });
  expect(results(answer)).toEqual([
    ['099', 'created'],
    ['100', 'created'],
    ['101', 'user.exists'],
    ['102', 'created'],
  ]);
  expect(await api.getUser({ params: { userId: '99' } })).toMatchObject({
    id: '099',
    department: 'Visitors',
    site: 'Gate',
  });
  await expect(api.createUserRange({ body: { first: '1', last: '2000' } })).rejects.toSatisfy(
    problem('request.invalid'),
  );
});

test('five hundred users are added at once', async () => {
  const { api } = await cloud.organisation();
  const answer = await api.createUserRange({ body: { first: '1', last: '500' } });
  expect(answer.created).toBe(500);
  expect((await api.listUsers({ query: { sort: '-name', limit: 1 } })).matching).toBe(500);
});

test('many users get a roster from a date on, by ids and by department', async () => {
  const organisation = await cloud.organisation();
  const { api } = organisation;
  await addRosters(organisation, 'crew', 'night');
  await api.createUserRange({
    body: { first: '1', last: '3', department: 'Works', dutyRosterId: 'crew', issuedOn: '2026-01-01' },
  });
  const given = await api.assignRosters({
    body: { dutyRosterId: 'night', from: '2026-03-01', to: '2026-03-08', userIds: ['1', '2', '8'] },
  });
  expect(results(given)).toEqual([
    ['1', 'changed'],
    ['2', 'changed'],
    ['8', 'user.unknown'],
  ]);
  expect((await api.getUser({ params: { userId: '1' } })).rosterAssignments).toEqual([
    { rosterId: 'crew', from: '2026-01-01', to: '2026-03-01' },
    { rosterId: 'night', from: '2026-03-01', to: '2026-03-08' },
    { rosterId: 'crew', from: '2026-03-08', to: null },
  ]);
  const again = await api.assignRosters({
    body: { dutyRosterId: 'night', from: '2026-03-01', to: '2026-03-08', userIds: ['1'] },
  });
  expect(results(again)).toEqual([['1', 'unchanged']]);
  const all = await api.assignRosters({
    body: { dutyRosterId: null, from: '2026-05-01', department: 'Works' },
  });
  expect(all).toMatchObject({ changed: 3, refused: 0 });
  for (const wrong of [
    { dutyRosterId: 'crew', from: '2026-03-01' },
    { dutyRosterId: 'crew', from: '2026-03-01', userIds: ['1'], department: 'Works' },
  ]) {
    await expect(api.assignRosters({ body: wrong })).rejects.toSatisfy(problem('request.invalid'));
  }
  await expect(
    api.assignRosters({ body: { dutyRosterId: 'none', from: '2026-03-01', userIds: ['1'] } }),
  ).rejects.toSatisfy(problem('roster.unknown'));
});
