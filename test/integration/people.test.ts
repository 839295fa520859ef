import { describe, expect, test } from 'vitest';
import type { CustomField } from '#shared/contract/person-fields.ts';
import { apiWith, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';

const cloud = useCloud();

const customFields: CustomField[] = [
  { key: 'shirt', label: 'Shirt', type: 'choice', choices: ['S', 'M', 'L'], visibleTo: 'readers' },
  { key: 'permit-until', label: 'Work permit until', type: 'date', visibleTo: 'editors' },
  { key: 'locker', label: 'Locker', type: 'number', visibleTo: 'editors' },
  { key: 'note', label: 'Note', type: 'text', visibleTo: 'editors' },
];

const everything = {
  employeeNumber: '0815',
  firstName: 'Sample',
  lastName: 'Person',
  email: 'person@example.com',
  phone: '+60 3 1234 5678',
  position: 'Clerk',
  costCentre: '4711',
  hiredOn: '2024-02-01',
  leftOn: '2026-12-31',
};

async function anOrganisation() {
  const organisation = await cloud.organisation();
  await organisation.api.patchSettings({ body: { people: { customFields: customFields } } });
  return organisation;
}

describe('fields of a person', () => {
  test('are kept beside what the terminals know, edited one by one, and cleared by null', async () => {
    const { api } = await anOrganisation();
    const params = { userId: '42' };
    const made = await api.createUser({
      body: { id: '42', name: 'PERSON S', ...everything, custom: { shirt: 'M', locker: 12 } },
    });
    expect(made).toMatchObject({ name: 'PERSON S', ...everything, custom: { shirt: 'M', locker: 12 } });
    expect(made.issuedOn).toBeUndefined();
    const edited = await api.updateUser({
      params,
      ifMatch: '"1"',
      body: { position: 'Head clerk', phone: null, custom: { locker: null, 'permit-until': '2027-01-31' } },
    });
    expect(edited).toMatchObject({
      position: 'Head clerk',
      employeeNumber: '0815',
      custom: { shirt: 'M', 'permit-until': '2027-01-31' },
    });
    expect(edited.phone).toBeUndefined();
    expect(edited.custom).not.toHaveProperty('locker');
    const cleared = await api.updateUser({
      params,
      ifMatch: '"2"',
      body: {
        custom: null,
        employeeNumber: null,
        firstName: null,
        lastName: null,
        email: null,
        hiredOn: null,
      },
    });
    for (const field of ['custom', 'employeeNumber', 'firstName', 'lastName', 'email', 'hiredOn'] as const) {
      expect(cleared[field]).toBeUndefined();
    }
    expect(cleared).toMatchObject({ position: 'Head clerk', costCentre: '4711', leftOn: '2026-12-31' });
  });

  test('of users from before there were such fields are absent', async () => {
    const { api, stores } = await anOrganisation();
    await api.createUser({ body: { id: '1' } });
    const stored = await stores.users.find('1' as never);
    expect(Object.keys(stored ?? {})).not.toContain('employeeNumber');
    expect(
      await api.updateUser({ params: { userId: '1' }, ifMatch: '"1"', body: { position: 'Clerk' } }),
    ).toMatchObject({
      position: 'Clerk',
    });
  });

  test('that do not fit are refused by name', async () => {
    const { api } = await anOrganisation();
    const create = (differing: object) => api.createUser({ body: { id: '42', ...differing } });
    for (const wrong of [
      { email: 'nobody' },
      { phone: 'call me' },
      { hiredOn: '2026-02-30' },
      { employeeNumber: '' },
      { custom: { shirt: 'XXL' } },
      { custom: { locker: 'twelve' } },
      { custom: { locker: 5e-324 } },
      { custom: { locker: 1e300 } },
      { custom: { 'permit-until': '2026-02-30' } },
      { custom: { note: 7 } },
      { custom: { hat: 'large' } },
    ]) {
      await expect(create(wrong)).rejects.toSatisfy(problem('request.invalid'));
    }
    await expect(create({ hiredOn: '2026-02-02', leftOn: '2026-02-01' })).rejects.toSatisfy(
      problem('range.invalid'),
    );
    await expect(api.getUser({ params: { userId: '42' } })).rejects.toSatisfy(problem('user.unknown'));
  });

  test('that reach somebody, and own fields, are shown to those who may edit users', async () => {
    const { api, keyFor } = await anOrganisation();
    await api.createUser({
      body: { id: '42', ...everything, custom: { shirt: 'M', locker: 12 } },
    });
    const params = { userId: '42' };
    for (const [role, scopes, sees] of [
      ['viewer', undefined, false],
      ['hr', undefined, true],
      ['admin', undefined, true],
      ['integration', ['users:read'], false],
      ['integration', ['users:read', 'users:write'], true],
    ] as const) {
      const caller = apiWith(cloud.url, await keyFor(role, scopes));
      const listed = (await caller.listUsers({})).items[0];
      for (const user of [await caller.getUser({ params }), listed]) {
        expect([role, user?.email, user?.phone, user?.custom]).toEqual([
          role,
          ...(sees
            ? [everything.email, everything.phone, { shirt: 'M', locker: 12 }]
            : [undefined, undefined, { shirt: 'M' }]),
        ]);
        expect(user).toMatchObject({ employeeNumber: '0815', position: 'Clerk', hiredOn: '2024-02-01' });
      }
    }
  });

  test('no longer defined are not shown, and come back with their definition', async () => {
    const { api } = await anOrganisation();
    await api.createUser({ body: { id: '42', custom: { shirt: 'M' } } });
    await api.patchSettings({ body: { people: { customFields: [] } } });
    expect((await api.getUser({ params: { userId: '42' } })).custom).toBeUndefined();
    await api.patchSettings({ body: { people: { customFields: customFields } } });
    expect((await api.getUser({ params: { userId: '42' } })).custom).toEqual({ shirt: 'M' });
  });

  test('definitions survive a program that replaces the settings without them', async () => {
    const { api } = await anOrganisation();
    const { version, savedAt: _savedAt, people, ...rest } = await api.getSettings({});
    expect(people?.customFields).toHaveLength(4);
    await api.putSettings({ ifMatch: `"${version}"`, body: rest });
    expect((await api.getSettings({})).people?.customFields).toHaveLength(4);
  });
});

test('two people with one employee number are a warning and no refusal', async () => {
  const { api } = await anOrganisation();
  expect((await api.createUser({ body: { id: '1', employeeNumber: '0815' } })).warnings).toBeUndefined();
  const second = await api.createUser({ body: { id: '2', employeeNumber: '0815' } });
  expect(second.warnings).toMatchObject([{ code: 'employee-number-shared', userIds: ['1'] }]);
  const cleared = await api.updateUser({
    params: { userId: '1' },
    ifMatch: '"1"',
    body: { employeeNumber: '815' },
  });
  expect(cleared.warnings).toBeUndefined();
  const again = await api.updateUser({
    params: { userId: '2' },
    ifMatch: '"1"',
    body: { position: 'Clerk' },
  });
  expect(again.warnings).toBeUndefined();
});

test('a search finds people by their names and their employee number', async () => {
  const { api } = await anOrganisation();
  await api.createUser({ body: { id: '1', name: 'P1', ...everything } });
  await api.createUser({ body: { id: '2', name: 'P2' } });
  for (const search of ['sample', 'PERSON', '0815']) {
    expect((await api.listUsers({ query: { search } })).items.map(({ id }) => id)).toEqual(['1']);
  }
});
