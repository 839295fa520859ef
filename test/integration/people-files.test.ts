import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CustomField } from '#shared/contract/person-fields.ts';
import { apiWith, type Organisation, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';

const cloud = useCloud();

const customFields: CustomField[] = [
  { key: 'shirt', label: 'Shirt', type: 'choice', choices: ['S', 'M', '=L'], visibleTo: 'readers' },
  { key: 'permit', label: 'Work permit until', type: 'date', visibleTo: 'editors' },
  { key: 'locker', label: 'Locker', type: 'number', visibleTo: 'editors' },
  { key: 'note', label: 'Name', type: 'text', visibleTo: 'editors' },
];

async function anOrganisation(): Promise<Organisation> {
  const organisation = await cloud.organisation();
  await organisation.api.patchSettings({ body: { people: { customFields } } });
  return organisation;
}

const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');

async function exported({ key }: Organisation, format: 'csv' | 'xlsx'): Promise<Uint8Array> {
  const answer = await cloud.fetch(`/v1/users?format=${format}`, { key });
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}

const shortText = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      '=1+1',
      "'=1",
      "''+x",
      'a;=1',
      '007',
      '1e5',
      'true',
      '"quoted"',
      'x,y',
      '|-',
      '2026-01-31',
    ),
  )
  .map((text) => text.normalize('NFC').trim())
  .filter((text) => text !== '' && !/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(text));
const date = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const laterDate = fc.constantFrom('2026-05-01', '2027-12-31');
const person = fc.record(
  {
    name: shortText,
    firstName: shortText,
    employeeNumber: shortText,
    email: fc.constantFrom('a@example.com', '=1@example.com', '+b@example.com'),
    phone: fc.constantFrom('+60 3 1234 5678', '(030) 12345'),
    department: shortText,
    site: shortText,
    costCentre: shortText,
    hiredOn: date,
    // Later than today: no day has to be computed for it.
    issuedOn: laterDate,
    status: fc.constantFrom('active' as const, 'suspended' as const),
    custom: fc.record(
      {
        shirt: fc.constantFrom('S', 'M', '=L'),
        permit: date,
        locker: fc
          .oneof(fc.integer(), fc.double({ noNaN: true, min: -1e15, max: 1e15 }))
          .map((value) => (Math.abs(value) < 1e-9 ? 0 : value)),
        note: shortText,
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
const people = fc.array(person, { minLength: 5, maxLength: 15 });

describe('what is exported', () => {
  test.each(['csv', 'xlsx'] as const)(
    'as %s can be taken in again unchanged, here and elsewhere',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(people, async (many) => {
          const here = await anOrganisation();
          const ids = ['=1', '0070', "'-x", 'a;b'];
          const made = await here.api.batchUsers({
            body: {
              items: many.map((fields, index) => ({ create: { id: ids[index] ?? `${index}`, ...fields } })),
            },
          });
          expect(made.refused).toBe(0);
          const contentBase64 = base64(await exported(here, format));
          for (const emptyCells of ['leave', 'clear'] as const) {
            const report = await here.api.importUsers({ body: { contentBase64, emptyCells } });
            expect(report).toMatchObject({
              format,
              unchanged: many.length,
              changed: 0,
              created: 0,
              refused: 0,
              isComplete: true,
            });
            expect(report.columns.every(({ field }) => field !== null)).toBe(true);
          }
          const there = await anOrganisation();
          const moved = await there.api.importUsers({ body: { contentBase64 } });
          expect(moved).toMatchObject({ created: many.length, refused: 0 });
          expect(Buffer.from(await exported(there, 'csv')).toString()).toBe(
            Buffer.from(await exported(here, 'csv')).toString(),
          );
        }),
        { numRuns: 2 },
      );
    },
  );
});

describe('an import of people', () => {
  const csv = [
    'AC-No;Name;Abteilung;Personal-Nr.;Eintrittsdatum;Shirt;Shoe size',
    '1;One;Works;0001;31.01.2024;M;44',
    '2;Two;Office;0002;1.2.2024;;45',
    '3;;;;;XXL;',
    ';Nobody;;;;;',
    '01;Twice;;;;;',
    '4;Four;;;30.02.2024;;',
  ].join('\r\n');

  test('says first what it would do, and then does it', async () => {
    const organisation = await anOrganisation();
    const { api } = organisation;
    await api.createUser({ body: { id: '2', name: 'Two', department: 'Works', custom: { shirt: 'S' } } });
    const body = { contentBase64: base64(csv) };
    const tried = await api.importUsers({ body: { ...body, dryRun: true } });
    expect((await api.listUsers({})).matching).toBe(1);
    expect(tried.columns).toEqual([
      { title: 'AC-No', field: 'id', guessed: true },
      { title: 'Name', field: 'name', guessed: true },
      { title: 'Abteilung', field: 'department', guessed: true },
      { title: 'Personal-Nr.', field: 'employeeNumber', guessed: true },
      { title: 'Eintrittsdatum', field: 'hiredOn', guessed: true },
      { title: 'Shirt', field: 'custom.shirt', guessed: true },
      { title: 'Shoe size', field: null, guessed: true },
    ]);
    expect(tried.rows.map(({ row, userId, result }) => [row, userId, result])).toEqual([
      [2, '1', 'created'],
      [3, '2', 'changed'],
      [4, '3', 'refused'],
      [5, undefined, 'refused'],
      [6, undefined, 'refused'],
      [7, '4', 'refused'],
    ]);
    expect(tried.rows[1]?.fields).toEqual(['department', 'employeeNumber', 'hiredOn']);
    const done = await api.importUsers({ body });
    expect({ ...done, dryRun: true }).toEqual(tried);
    expect(await api.getUser({ params: { userId: '1' } })).toMatchObject({
      name: 'One',
      employeeNumber: '0001',
      hiredOn: '2024-01-31',
      origin: { kind: 'import' },
      custom: { shirt: 'M' },
    });
    expect(await api.getUser({ params: { userId: '2' } })).toMatchObject({
      name: 'Two',
      department: 'Office',
      custom: { shirt: 'S' },
    });
    const again = await api.importUsers({ body });
    expect(again).toMatchObject({ created: 0, changed: 0, unchanged: 2, refused: 4 });
    // They are found by what the file has given them.
    expect((await api.listUsers({ query: { department: 'Office', sort: 'name' } })).items).toHaveLength(1);
    expect(await organisation.stores.employeeNumbers.everOf('0001')).toEqual(['1']);
    expect(cloud.logged().join('')).not.toContain('Twice');
  });

  test('adds only, edits only, and clears only where that is asked for', async () => {
    const { api } = await anOrganisation();
    await api.createUser({ body: { id: '1', name: 'One', phone: '+60 3 1' } });
    const contentBase64 = base64('id,name,phone\n1,Uno,\n2,Two,\n');
    const results = async (options: object) =>
      (await api.importUsers({ body: { contentBase64, dryRun: true, ...options } })).rows.map(
        ({ result }) => result,
      );
    expect(await results({ missing: 'skip' })).toEqual(['changed', 'skipped']);
    expect(await results({ existing: 'skip' })).toEqual(['skipped', 'created']);
    await api.importUsers({ body: { contentBase64, emptyCells: 'clear' } });
    const one = await api.getUser({ params: { userId: '1' } });
    expect([one.name, one.phone]).toEqual(['Uno', undefined]);
  });

  test('takes columns as the request maps them, and refuses what cannot be', async () => {
    const { api, keyFor } = await anOrganisation();
    const contentBase64 = base64('A,B\n1,Office\n');
    const mapping = { A: 'id', B: 'department' };
    const report = await api.importUsers({ body: { contentBase64, mapping } });
    expect(report.columns.map(({ guessed }) => guessed)).toEqual([false, false]);
    expect(await api.getUser({ params: { userId: '1' } })).toMatchObject({ department: 'Office' });
    await expect(api.importUsers({ body: { contentBase64 } })).rejects.toSatisfy(
      problem('import.mapping', { titles: ['A', 'B'] }),
    );
    await expect(api.importUsers({ body: { contentBase64: base64('PK no archive') } })).rejects.toSatisfy(
      problem('table.unreadable'),
    );
    await expect(
      api.importUsers({ body: { contentBase64: base64(`id\n${'1\n'.repeat(10_001)}`) } }),
    ).rejects.toSatisfy(problem('table.too-large'));
    await expect(
      apiWith(cloud.url, await keyFor('viewer')).importUsers({ body: { contentBase64 } }),
    ).rejects.toSatisfy(problem('caller.not-allowed'));
  });

  test('of many people is done in one request, or says that it is not', async () => {
    const { api } = await anOrganisation();
    const lines = Array.from({ length: 600 }, (_, index) => `${index + 1},Person ${index + 1},Works`);
    const contentBase64 = base64(`id,name,department\n${lines.join('\n')}\n`);
    let report = await api.importUsers({ body: { contentBase64 } });
    while (!report.isComplete) report = await api.importUsers({ body: { contentBase64 } });
    expect(report.refused).toBe(0);
    expect((await api.listUsers({ query: { sort: 'name', limit: 1 } })).matching).toBe(600);
  });

  test('happens once under one key', async () => {
    const { key } = await anOrganisation();
    const withKey = apiWith(cloud.url, key, { 'idempotency-key': 'import-1' });
    const body = { contentBase64: base64('id\n1\n') };
    const first = await withKey.importUsers({ body });
    expect(await withKey.importUsers({ body })).toEqual(first);
    await expect(withKey.importUsers({ body: { contentBase64: base64('id\n2\n') } })).rejects.toSatisfy(
      problem('request.key-reused'),
    );
  });
});
