import { expect, test } from 'vitest';
import { apiWith, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';

const cloud = useCloud();

const put = (name: string, parent?: string | null) => ({
  params: { department: name },
  body: parent === undefined ? {} : { parent },
});

test('the list has departments with their parents, and the names that users have besides', async () => {
  const { api, keyFor } = await cloud.organisation();
  await api.putDepartment(put('Works'));
  await api.putDepartment(put('Paint shop / 2', 'Works'));
  await api.createUser({ body: { id: '1', department: 'Works' } });
  await api.createUser({ body: { id: '2', department: 'Free text' } });
  const viewer = apiWith(cloud.url, await keyFor('viewer'));
  expect(await viewer.listDepartments({})).toEqual({
    isComplete: true,
    items: [
      { name: 'Free text', listed: false },
      { name: 'Paint shop / 2', parent: 'Works', listed: true },
      { name: 'Works', listed: true },
    ],
  });
  await api.updateUser({ params: { userId: '2' }, ifMatch: '"1"', body: { department: null } });
  expect((await api.listDepartments({})).items.map(({ name }) => name)).toEqual(['Paint shop / 2', 'Works']);
  await expect(viewer.putDepartment(put('Mine'))).rejects.toSatisfy(problem('caller.not-allowed'));
});

test('names of users from before there was a list are found', async () => {
  const { api, stores } = await cloud.organisation();
  await stores.users.add({
    id: '7' as never,
    status: 'active',
    department: 'As in old times',
    origin: { kind: 'manual', at: '2026-01-02T12:00:00.000Z' as never },
    rosterAssignments: [],
    issuedOnFollowsPunches: false,
    version: 1,
  });
  const params = { department: 'As in old times' };
  await expect(api.deleteDepartment({ params })).rejects.toSatisfy(problem('department.in-use'));
  expect((await api.listDepartments({})).items).toEqual([{ name: 'As in old times', listed: false }]);
});

test('a parent must be on the list, and no department is a part of itself', async () => {
  const { api } = await cloud.organisation();
  await expect(api.putDepartment(put('A', 'B'))).rejects.toSatisfy(problem('department.unknown'));
  await api.putDepartment(put('A'));
  await api.putDepartment(put('B', 'A'));
  await expect(api.putDepartment(put('A', 'B'))).rejects.toSatisfy(problem('request.invalid'));
  await expect(api.putDepartment(put('A', 'A'))).rejects.toSatisfy(problem('request.invalid'));
  expect(await api.putDepartment(put('B', null))).toEqual({ name: 'B', listed: true });
});

test('a department that is in use does not vanish: it says who has it, and its users and parts can move', async () => {
  const { api } = await cloud.organisation();
  for (const name of ['Old', 'New']) await api.putDepartment(put(name));
  await api.putDepartment(put('Part', 'Old'));
  await api.createUser({ body: { id: '1', department: 'Old' } });
  const params = { department: 'Old' };
  await expect(api.deleteDepartment({ params })).rejects.toSatisfy(
    problem('department.in-use', { userIds: ['1'], parts: ['Part'] }),
  );
  for (const moveTo of ['Nowhere', 'Old']) {
    await expect(api.deleteDepartment({ params, query: { moveTo } })).rejects.toSatisfy(
      problem('department.unknown'),
    );
  }
  expect(await api.deleteDepartment({ params, query: { moveTo: 'New' } })).toEqual({ moved: ['1'] });
  expect((await api.getUser({ params: { userId: '1' } })).department).toBe('New');
  expect((await api.listDepartments({})).items).toEqual([
    { name: 'New', listed: true },
    { name: 'Part', parent: 'New', listed: true },
  ]);
  await expect(api.deleteDepartment({ params })).rejects.toSatisfy(problem('department.unknown'));
});
