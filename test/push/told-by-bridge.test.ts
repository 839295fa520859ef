import { expect, test } from 'vitest';
import { useCloud } from '#test/support/cloud.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, withTick } from '#test/support/site.ts';

const cloud = useCloud();

test('details that a terminal sent unasked complete users that wait for theirs, without a task', async () => {
  const site = await aSite(cloud, ['TEST1'], withTick);
  const body = { batchId: aBatchId(), terminal: 'TEST1', records: [aRecord({ pin: '701' })] };
  expect((await site.bridge.api.storePunches({ body })).usersCreated).toEqual(['701']);
  await site.api.createUser({ body: { id: '9', name: 'Kept as it is' } });
  const tell = (name: string) =>
    site.bridge.api.storeUsers({
      body: { terminal: 'TEST1', users: ['701', '9', '555'].map((pin) => ({ pin, name, privilege: 7 })) },
    });
  const { results } = await tell('Sample Person');
  expect(results.map(({ result }) => result)).toEqual(['completed', 'unknown', 'unknown']);
  expect(await site.api.getUser({ params: { userId: '701' } })).toMatchObject({
    name: 'Sample Person',
    status: 'active',
    privilege: 7,
  });
  expect((await tell('Another Name')).results[0]).toEqual({ result: 'unknown' });
  expect((await site.api.getUser({ params: { userId: '9' } })).name).toBe('Kept as it is');
});

test('a record that the bridge marks is stored as suspect, and the ones beside it are not', async () => {
  const site = await aSite(cloud, ['TEST1']);
  const records = [
    aRecord({ pin: '5', time: '2026-03-20 08:00:00' }),
    aRecord({ pin: '5', time: '2026-03-20 10:30:00', clockSuspect: true }),
  ];
  await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal: 'TEST1', records } });
  const { items } = await site.api.listPunches({
    query: { userId: '5', from: '2026-03-20', to: '2026-03-21' },
  });
  expect(items.map(({ clockSuspect = false }) => clockSuspect)).toEqual([false, true]);
});
