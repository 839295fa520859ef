import { describe, expect, test } from 'vitest';
import { apiWith, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aSiteWithWork } from '#test/support/workdays.ts';

const cloud = useCloud();
const hour = 3600;
const types = [
  { type: 'annual', name: 'Annual leave', payCode: 'AL', unit: 'days' },
  { type: 'doctor', unit: 'hours', archived: true },
] as const;
const march = { from: '2026-03-01', to: '2026-04-01' };

async function aSiteWithTypes() {
  const site = await aSiteWithWork(cloud, []);
  await site.api.patchSettings({ body: { leave: { types: [...types] } } });
  return site;
}

describe('types of leave', () => {
  test('are a list, which settings that do not name it leave as it is', async () => {
    const site = await aSiteWithWork(cloud, []);
    expect(await site.api.listLeaveTypes({})).toEqual({ items: [] });
    await site.api.patchSettings({ body: { leave: { types: [...types] } } });
    await site.api.patchSettings({ body: { sheets: { nightlyDays: 3 } } });
    await site.set(({ leave: _leave, ...current }) => current);
    expect(await site.api.listLeaveTypes({})).toEqual({ items: types });
    expect((await site.api.getSettings({})).leave).toEqual({ types });
    const viewer = apiWith(cloud.url, await site.keyFor('viewer'));
    expect((await viewer.listLeaveTypes({})).items).toHaveLength(2);
    const body = { leave: { types: [] } };
    await expect(viewer.patchSettings({ body })).rejects.toSatisfy(problem('caller.not-allowed'));
    const twice = { leave: { types: [types[0], types[0]] } };
    await expect(site.api.patchSettings({ body: twice })).rejects.toSatisfy(problem('request.invalid'));
  });

  test('are counted by person: whole days, parts and seconds, also of a type that is not listed', async () => {
    const site = await aSiteWithTypes();
    await site.api.createUser({ body: { id: '900', issuedOn: '2026-03-01' } });
    const leave = { userId: '701', portion: { kind: 'full' } } as const;
    const half = { kind: 'half', half: 'first' } as const;
    const items = [
      { ...leave, type: 'annual', from: '2026-03-04', to: '2026-03-06' },
      { ...leave, type: 'annual', from: '2026-03-10', to: '2026-03-11', portion: half },
      { ...leave, type: 'other', from: '2026-03-11', to: '2026-03-12' },
    ];
    expect(await site.api.batchLeaves({ body: { items } })).toMatchObject({ done: 3 });
    await cloud.settle();
    const { items: people } = await site.api.countLeaves({ query: march });
    expect(people).toMatchObject([
      {
        userId: '701',
        taken: [
          { type: 'annual', payCode: 'AL', unit: 'days', seconds: 20 * hour, wholeDays: 2, partDays: 1 },
          { type: 'other', seconds: 8 * hour, wholeDays: 1, partDays: 0 },
        ],
      },
      { userId: '900', taken: [] },
    ]);
    const query = { ...march, userId: '900' };
    expect((await site.api.countLeaves({ query })).items).toMatchObject([{ userId: '900', taken: [] }]);
    await expect(site.api.countLeaves({ query: { ...march, userId: 'nobody' } })).rejects.toSatisfy(
      problem('user.unknown'),
    );
    await expect(site.api.countLeaves({ query: { ...march, to: march.from } })).rejects.toSatisfy(
      problem('range.invalid'),
    );
  });
});
