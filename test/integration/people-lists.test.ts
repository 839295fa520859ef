import { describe, expect, test } from 'vitest';
import { type Organisation, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite } from '#test/support/site.ts';

const cloud = useCloud();

const people = [
  { id: '1', name: 'Delta', department: 'Works', site: 'Mill' },
  { id: '2', name: 'alpha', department: 'Office', site: 'Mill' },
  { id: '10', name: 'Charlie', department: 'Works' },
  { id: 'B,7', department: 'Works' },
  { id: '0003', name: 'Bravo' },
];

async function withPeople(): Promise<Organisation> {
  const organisation = await cloud.organisation();
  for (const body of people) await organisation.api.createUser({ body });
  return organisation;
}

const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);

describe('a list of people', () => {
  test('comes in the order of a field, page by page, without those who have no value until the end', async () => {
    const { api } = await withPeople();
    const first = await api.listUsers({ query: { sort: 'name', limit: 3 } });
    expect(idsOf(first)).toEqual(['2', '0003', '10']);
    expect(first.matching).toBe(5);
    const { nextCursor: cursor } = first;
    const second = await api.listUsers({ query: { sort: 'name', limit: 3, cursor } });
    expect(idsOf(second)).toEqual(['1', 'B,7']);
    expect(second.nextCursor).toBeUndefined();
    expect(idsOf(await api.listUsers({ query: { sort: '-name' } }))).toEqual(['1', '10', '0003', '2', 'B,7']);
    expect(idsOf(await api.listUsers({ query: { sort: '-name', department: 'Works' } }))).toEqual([
      '1',
      '10',
      'B,7',
    ]);
  });

  test('shows in its order who was added and renamed a moment ago', async () => {
    const { api } = await withPeople();
    await api.createUser({ body: { id: '11', name: 'Aachen' } });
    const { items } = await api.listUsers({ query: { sort: 'name' } });
    expect(items[0]).toMatchObject({ id: '11', name: 'Aachen' });
  });

  test('is narrowed to a site, and to ids whatever their zeros', async () => {
    const { api } = await withPeople();
    expect(idsOf(await api.listUsers({ query: { site: 'Mill' } }))).toEqual(['1', '2']);
    const named = await api.listUsers({ query: { ids: '3,B~2C7,99' } });
    expect([idsOf(named), named.matching]).toEqual([['0003', 'B,7'], 2]);
    expect(idsOf(await api.listUsers({ query: { ids: '1,2', department: 'Works' } }))).toEqual(['1']);
    await expect(api.listUsers({ query: { ids: '1,,2' } })).rejects.toSatisfy(problem('request.invalid'));
    await expect(api.listUsers({ query: { sort: 'shoes' as never } })).rejects.toSatisfy(
      problem('request.invalid'),
    );
  });

  test('says how many fit where the first page is the last', async () => {
    const { api } = await withPeople();
    expect((await api.listUsers({ query: { department: 'Works' } })).matching).toBe(3);
    expect((await api.listUsers({ query: { limit: 2 } })).matching).toBeUndefined();
  });

  test('of a download that nobody knows is a problem', async () => {
    const { api } = await withPeople();
    const downloadId = 'dl_01KDEMX0C5Y3WZ8T4Q6R7S9V2A';
    await expect(api.listUsers({ query: { downloadId } })).rejects.toSatisfy(problem('download.unknown'));
  });

  test('as CSV and XLSX has all of them, and a cursor of another order is refused', async () => {
    const { api, key, keyFor } = await withPeople();
    await api.createUser({ body: { id: '12', name: '=1+1', email: 'a@example.com' } });
    const file = async (accept: string, reader = key) =>
      await cloud.fetch('/v1/users?limit=1&sort=name', { headers: { accept }, key: reader });
    const csv = await file('text/csv');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const text = await csv.text();
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(7);
    expect(lines[0]).toContain('User id,Name,First name');
    expect(text).toContain("12,'=1+1,,,,a@example.com");
    expect(await (await file('text/csv', await keyFor('viewer'))).text()).not.toContain('a@example.com');
    const xlsx = await cloud.fetch('/v1/users?format=xlsx', { key });
    expect(Buffer.from(await xlsx.arrayBuffer()).toString('latin1', 0, 2)).toBe('PK');
    const { nextCursor } = await api.listUsers({ query: { sort: 'name', limit: 1 } });
    await expect(api.listUsers({ query: { sort: '-name', limit: 1, cursor: nextCursor } })).rejects.toSatisfy(
      problem('request.cursor'),
    );
  });
});

test('a list tells when people have punched first and last, by the links of their PINs', async () => {
  const site = await aSite(cloud);
  for (const id of ['811', '812', '813']) await site.api.createUser({ body: { id } });
  const records = ['2026-03-02 09:00:00', '2026-03-03 09:00:00', '2026-03-05 17:00:00'].map((time) =>
    aRecord({ pin: '811', time }),
  );
  await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal: 'TEST1', records } });
  const body = { action: 'link', pin: '811', userId: '812', from: '2026-03-05' } as never;
  await site.api.createLink({ body });
  const timesOf = async (query: object) =>
    (await site.api.listUsers({ query: { ids: '811,812,813', ...query } })).items.map(
      ({ id, firstPunchAt, lastPunchAt }) => [id, firstPunchAt?.slice(0, 16), lastPunchAt?.slice(0, 16)],
    );
  expect(await timesOf({ punches: 'true' })).toEqual([
    ['811', '2026-03-02T09:00', '2026-03-03T09:00'],
    ['812', '2026-03-05T17:00', '2026-03-05T17:00'],
    ['813', undefined, undefined],
  ]);
  expect(await timesOf({})).toEqual([
    ['811', undefined, undefined],
    ['812', undefined, undefined],
    ['813', undefined, undefined],
  ]);
});
