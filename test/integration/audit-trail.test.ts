import { expect, test } from 'vitest';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aSite, type TestSite } from '#test/support/site.ts';

const cloud = useCloud();

type Query = NonNullable<Parameters<TestSite['api']['listAudit']>[0]['query']>;

/** A site on whose trail are three days: users 701 and 702, and a leave of 701 on the last. */
async function aTrail(): Promise<TestSite> {
  cloudTime.set('2026-03-18T12:00:00.000Z');
  const site = await aSite(cloud);
  await site.api.createUser({ body: { id: '701', issuedOn: '2026-03-01' } });
  cloudTime.set('2026-03-19T12:00:00.000Z');
  await site.api.createUser({ body: { id: '702', issuedOn: '2026-03-01' } });
  cloudTime.set('2026-03-20T12:00:00.000Z');
  await site.api.createLeave({
    body: { userId: '701', type: 'annual', from: '2026-03-18', to: '2026-03-19', portion: { kind: 'full' } },
  });
  await cloud.settle();
  return site;
}

async function all(site: TestSite, query: Query, limit: number) {
  const entries = [];
  let cursor: string | undefined;
  do {
    const page = await site.api.listAudit({ query: { ...query, limit, cursor } });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    entries.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return entries;
}

test('the trail comes latest first over days, each entry once, and in order of time where that is asked for', async () => {
  const site = await aTrail();
  const whole = await all(site, {}, 1000);
  expect(whole.length).toBeGreaterThan(3);
  expect(whole.map(({ at }) => at)).toEqual(
    whole
      .map(({ at }) => at)
      .toSorted()
      .reverse(),
  );
  for (const limit of [1, 2, 3]) expect(await all(site, {}, limit)).toEqual(whole);
  const ordered = await all(site, { order: 'time', from: '2026-03-01', to: '2026-03-21' }, 2);
  expect(ordered).toEqual(whole.toReversed());
});

test('the trail is narrowed by subject, person, author, action and range, and names the key that acted', async () => {
  const site = await aTrail();
  const actions = async (query: Query) => (await all(site, query, 2)).map(({ action }) => action);
  expect(await actions({ userId: '0701' })).toEqual(['leave.entered', 'user.created']);
  expect(await actions({ subject: '702' })).toEqual(['user.created']);
  expect(await actions({ action: 'user.created', from: '2026-03-19', to: '2026-03-20' })).toEqual([
    'user.created',
  ]);
  expect(await actions({ by: 'nobody' })).toEqual([]);
  expect(await actions({ userId: '701', day: '2026-03-18' })).toEqual(['user.created']);
  const [entry] = await all(site, { userId: '701' }, 1);
  const { items: keys } = await site.api.listApiKeys({ query: {} });
  expect(keys.map(({ name }) => name)).toContain(entry?.byName);
  expect(await actions({ by: entry?.by, userId: '701' })).toHaveLength(2);
});

test('what is no range, and the cursor of another list, are refused', async () => {
  const site = await aTrail();
  const refused = { from: '2026-03-20', to: '2026-03-18' };
  await expect(site.api.listAudit({ query: refused })).rejects.toSatisfy(problem('range.invalid'));
  const { nextCursor } = await site.api.listAudit({ query: { limit: 1 } });
  await expect(
    site.api.listAudit({ query: { limit: 1, order: 'time', cursor: nextCursor } }),
  ).rejects.toSatisfy(problem('request.cursor'));
});
