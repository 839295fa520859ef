import { expect, test } from 'vitest';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { interfere } from '#test/support/interfere.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, type TestSite, withTick } from '#test/support/site.ts';

const cloud = useCloud();

/** More PINs than are read without a look at what is remembered. */
const pins = Array.from({ length: 30 }, (_, index) => String(700 + index));

/** A batch in which everybody works a day. */
async function pushDay(site: TestSite, date: string) {
  const records = pins.flatMap((pin) =>
    ['09:00:00', '17:00:00'].map((time) => aRecord({ pin, time: `${date} ${time}` })),
  );
  return await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal: 'TEST1', records } });
}

async function hoursOf(site: TestSite, userId: string) {
  await cloud.settle();
  const { items } = await site.api.listSheets({ query: { userId, from: '2026-03-01', to: '2026-04-01' } });
  return Object.fromEntries(items.flatMap((row) => (row.worked > 0 ? [[row.date, row.worked / 3600]] : [])));
}

/** Counts, from now on, the links that are read for batches of punches: those of all PINs at once, unlike the sheets do. */
function watchLinks(): { read: number } {
  const watched = { read: 0 };
  interfere(DynamoDb, 'BatchGetItem', async (input: object, original) => {
    const asked = JSON.stringify(input).split('"sk":"LINKS"').length - 1;
    if (asked > 10) watched.read += asked;
    return await original();
  });
  return watched;
}

interface Update {
  Key: { sk: string; pk: string };
  UpdateExpression: string;
}

const isClosing = ({ Key, UpdateExpression }: Update) =>
  Key.pk.includes('#LINK-CHANGES') && UpdateExpression.startsWith('DELETE');

test('links are read once while nobody changes any, and again after somebody has', async () => {
  const site = await aSite(cloud, ['TEST1'], withTick);
  await site.api.createUser({ body: { id: 'x' } });
  await pushDay(site, '2026-03-02');
  await cloud.settle();
  const links = watchLinks();
  await pushDay(site, '2026-03-03');
  await pushDay(site, '2026-03-04');
  expect(links.read).toBe(0);
  await site.api.createLink({ body: { action: 'link', pin: '705', userId: 'x', from: '2026-03-05' } });
  await cloud.settle();
  links.read = 0;
  await pushDay(site, '2026-03-05');
  expect(links.read).toBe(pins.length);
  expect(await hoursOf(site, 'x')).toEqual({ '2026-03-05': 8 });
  links.read = 0;
  await pushDay(site, '2026-03-06');
  expect(links.read).toBe(0);
  expect(await hoursOf(site, 'x')).toEqual({ '2026-03-05': 8, '2026-03-06': 8 });
});

test('while a link is being written nothing is remembered, and the punches of that time are found', async () => {
  const site = await aSite(cloud, ['TEST1'], withTick);
  await site.api.createUser({ body: { id: 'x' } });
  await pushDay(site, '2026-03-02');
  await cloud.settle();
  const announced = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  interfere(DynamoDb, 'PutItem', async ({ Item }: { Item: { sk: string } }, original) => {
    if (Item.sk !== 'LINKS') return await original();
    announced.resolve();
    await gate.promise;
    return await original();
  });
  const linking = site.api.createLink({ body: { action: 'link', pin: '705', userId: 'x' } });
  await announced.promise;
  const links = watchLinks();
  await pushDay(site, '2026-03-03');
  await pushDay(site, '2026-03-04');
  expect(links.read).toBe(2 * pins.length);
  gate.resolve();
  await linking;
  await pushDay(site, '2026-03-05');
  expect(await hoursOf(site, 'x')).toEqual({
    '2026-03-02': 8,
    '2026-03-03': 8,
    '2026-03-04': 8,
    '2026-03-05': 8,
  });
});

test('a change of which nobody can say that it has ended counts as ended when its function must have', async () => {
  const site = await aSite(cloud, ['TEST1'], withTick);
  await site.api.createUser({ body: { id: 'x' } });
  await pushDay(site, '2026-03-02');
  const stop = interfere(DynamoDb, 'UpdateItem', async (input: Update, original) => {
    if (isClosing(input)) throw new Error('the table did not answer');
    return await original();
  });
  await site.api.createLink({ body: { action: 'link', pin: '705', userId: 'x' } });
  stop();
  const links = watchLinks();
  await pushDay(site, '2026-03-03');
  await pushDay(site, '2026-03-04');
  expect(links.read).toBe(2 * pins.length);
  cloudTime.advance(12 * 60_000);
  await pushDay(site, '2026-03-05');
  await cloud.settle();
  links.read = 0;
  await pushDay(site, '2026-03-06');
  expect(links.read).toBe(0);
  expect(Object.keys(await hoursOf(site, 'x'))).toHaveLength(5);
});

test('a process goes by what it has read for a minute', async () => {
  const site = await aSite(cloud, ['TEST1'], withTick);
  await pushDay(site, '2026-03-02');
  const links = watchLinks();
  cloudTime.advance(61_000);
  await pushDay(site, '2026-03-03');
  expect(links.read).toBe(pins.length);
});

test('two batches of a log that come at once try to create nobody twice', async () => {
  const site = await aSite(cloud, ['TEST1'], withTick);
  let tried = 0;
  interfere(DynamoDb, 'BatchExecuteStatement', async (input: { Statements: unknown[] }, original) => {
    tried += input.Statements.filter((each) => JSON.stringify(each).includes('"PROFILE"')).length;
    return await original();
  });
  const answers = await Promise.all(
    ['2026-03-02', '2026-03-03', '2026-03-04'].map((date) => pushDay(site, date)),
  );
  expect(answers.flatMap(({ usersCreated }) => usersCreated).sort()).toEqual(pins);
  expect(tried).toBe(pins.length);
  expect(await hoursOf(site, '729')).toEqual({ '2026-03-02': 8, '2026-03-03': 8, '2026-03-04': 8 });
});
