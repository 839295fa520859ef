import { expect, test } from 'vitest';
import { cloudTime, type Organisation, useCloud } from '#test/support/cloud.ts';
import { aBatchId, aRecord, type SentRecord } from '#test/support/signed-bridge.ts';
import { auditOf, later, type TestSite } from '#test/support/site.ts';
import { watchTables } from '#test/support/table-traffic.ts';
import { aSiteWithWork, rowOn } from '#test/support/workdays.ts';

const cloud = useCloud();
const range = { from: '2026-03-01', to: '2026-04-01' };

async function send(site: TestSite, records: SentRecord[]) {
  const body = { batchId: aBatchId(), terminal: 'TEST1', records };
  const { results } = await site.bridge.api.storePunches({ body });
  return results.map(({ result }) => result);
}

type State = 'open' | 'dismissed' | 'stored';

async function listed({ api }: Organisation, state?: State) {
  return (await api.listQuarantine({ query: state ? { state } : {} })).items;
}

/** The names of what waits, as requests take them. */
async function waiting(site: Organisation) {
  return (await listed(site)).map(({ terminal, id }) => ({ terminal, id }));
}

/** A site whose cloud has a clock that is two years behind, as a machine with an empty battery has it. */
async function aSiteWithRecordsAhead(
  times: readonly string[] = ['2026-03-18 09:00:00', '2026-03-18 17:00:00'],
  pin = '701',
) {
  cloudTime.set('2026-03-01T08:00:00.000Z');
  const site = await aSiteWithWork(cloud, []);
  const records = times.map((time, status) => aRecord({ pin, time, status }));
  expect(await send(site, records)).toEqual(times.map(() => 'quarantined'));
  cloudTime.set('2026-03-18T18:00:00.000Z');
  return { ...site, records };
}

async function punchesOf(site: TestSite) {
  return (await site.api.listPunches({ query: { userId: '701', ...range } })).items;
}

test('records that were ahead of a clock that has been set are punches once they are replayed, each once', async () => {
  const site = await aSiteWithRecordsAhead();
  const items = await waiting(site);
  const replayed = await site.api.replayQuarantine({ body: { items } });
  expect(replayed).toMatchObject({ done: 2, refused: 0 });
  expect(replayed.items.map(({ result }) => result)).toEqual(['stored', 'stored']);
  await cloud.settle();
  const punches = await punchesOf(site);
  expect(punches.map(({ wallTime }) => wallTime)).toEqual(['2026-03-18T09:00:00', '2026-03-18T17:00:00']);
  expect((await rowOn(site, 18)).worked).toBe(8 * 3600);
  expect(await waiting(site)).toEqual([]);
  expect(await listed(site, 'stored')).toHaveLength(2);
  expect((await auditOf(site, 'quarantine.replayed')).map(({ subject }) => subject).sort()).toEqual(
    items.map(({ id }) => id).sort(),
  );
  const again = await site.api.replayQuarantine({ body: { items } });
  expect(again.items).toEqual(replayed.items);
  expect(await punchesOf(site)).toHaveLength(2);
  expect(await auditOf(site, 'quarantine.replayed')).toHaveLength(2);
  expect(await send(site, site.records)).toEqual(['duplicate', 'duplicate']);
});

test('a record whose punch has come otherwise meanwhile is known, and no second punch', async () => {
  const site = await aSiteWithRecordsAhead();
  const items = await waiting(site);
  expect(await send(site, site.records)).toEqual(['stored', 'stored']);
  const replayed = await site.api.replayQuarantine({ body: { items: [...items, ...items] } });
  expect(replayed).toMatchObject({ done: 4, refused: 0 });
  expect(replayed.items[0]?.record?.stored).toMatchObject({ wasKnown: true });
  expect(await punchesOf(site)).toHaveLength(2);
  expect(await listed(site, 'stored')).toHaveLength(2);
});

test('two who replay the same records at once store each once', async () => {
  const site = await aSiteWithRecordsAhead();
  const items = await waiting(site);
  const replay = () => site.api.replayQuarantine({ body: { items } });
  const answers = await Promise.all([replay(), replay(), replay()]);
  for (const { done } of answers) expect(done).toBe(2);
  expect(await punchesOf(site)).toHaveLength(2);
  expect(await auditOf(site, 'quarantine.replayed')).toHaveLength(2);
});

test('a replay uses the zone that the terminal has now, and creates the users that are missing where the tick is on', async () => {
  const site = await aSiteWithRecordsAhead(['2026-03-18 09:00:00'], '909');
  await site.set((current) => ({
    ...current,
    download: { ...current.download, createMissingUsers: true },
  }));
  const { version } = await site.api.getTerminal({ params: { serial: 'TEST1' } });
  await site.api.updateTerminal({
    params: { serial: 'TEST1' },
    body: { zone: 'Asia/Kuala_Lumpur' },
    ifMatch: `"${version}"`,
  });
  await site.api.replayQuarantine({ body: { items: await waiting(site) } });
  expect(await site.api.getUser({ params: { userId: '909' } })).toMatchObject({ status: 'provisional' });
  const { items } = await site.api.listPunches({ query: { userId: '909', ...range } });
  expect(items).toMatchObject([{ instant: '2026-03-18T01:00:00Z' }]);
});

test('what still cannot be a punch is refused and goes on waiting; a name of nothing is refused alone', async () => {
  const site = await aSiteWithRecordsAhead();
  await send(site, [aRecord({ time: 'no time' }), aRecord({ time: '2031-01-01 09:00:00' })]);
  const items = [...(await waiting(site)), { terminal: 'TEST9', id: 'nothing' }];
  const { done, refused, items: outcomes } = await site.api.replayQuarantine({ body: { items } });
  expect({ done, refused }).toEqual({ done: 2, refused: 3 });
  expect(outcomes.flatMap(({ problem }) => problem?.code ?? []).sort()).toEqual([
    'quarantine.no-punch',
    'quarantine.no-punch',
    'quarantine.unknown',
  ]);
  expect(await waiting(site)).toHaveLength(2);
});

test('a dismissed record stays on file with who, when and why, and does not come back by another download', async () => {
  const site = await aSiteWithWork(cloud, []);
  const records = [aRecord({ time: 'no time' }), aRecord({ pin: '', time: '2026-03-18 09:00:00' })];
  await send(site, records);
  const items = await waiting(site);
  const { done } = await site.api.dismissQuarantine({ body: { reason: 'a test of the guard', items } });
  expect(done).toBe(2);
  expect(await waiting(site)).toEqual([]);
  const [record] = await listed(site, 'dismissed');
  expect(record?.dismissed).toMatchObject({ reason: 'a test of the guard', at: cloudTime.instant() });
  later(60);
  expect(await send(site, records)).toEqual(['duplicate', 'duplicate']);
  expect(await waiting(site)).toEqual([]);
  await expect.poll(async () => await site.stores.quarantine.count()).toBe(0);
  const again = await site.api.dismissQuarantine({ body: { reason: 'another one', items } });
  expect(again.items.map((item) => item.record?.dismissed?.reason)).toEqual(
    items.map(() => 'a test of the guard'),
  );
  expect(await auditOf(site, 'quarantine.dismissed')).toMatchObject([
    { facts: { terminal: 'TEST1', why: 'a test of the guard' } },
    { facts: { terminal: 'TEST1', why: 'a test of the guard' } },
  ]);
});

test('a dismissal is undone, and can be entered again', async () => {
  const site = await aSiteWithRecordsAhead();
  const items = await waiting(site);
  await site.api.dismissQuarantine({ body: { reason: 'sample', items } });
  const early = await site.api.replayQuarantine({ body: { items } });
  expect(early.items.map(({ problem }) => problem?.code)).toEqual(items.map(() => 'quarantine.dismissed'));
  expect(await punchesOf(site)).toEqual([]);
  for (let time = 0; time < 2; time += 1) {
    later(1);
    const restored = await site.api.restoreQuarantine({ body: { reason: 'they were real', items } });
    expect(restored).toMatchObject({ done: 2, refused: 0 });
    expect(restored.items.every(({ record }) => record?.dismissed === undefined)).toBe(true);
  }
  expect(await waiting(site)).toHaveLength(2);
  expect(await listed(site, 'dismissed')).toEqual([]);
  expect(await auditOf(site, 'quarantine.restored')).toHaveLength(2);
  await site.api.dismissQuarantine({ body: { reason: 'sample', items } });
  expect(await auditOf(site, 'quarantine.dismissed')).toHaveLength(4);
  await site.api.restoreQuarantine({ body: { reason: 'they were real', items } });
  await site.api.replayQuarantine({ body: { items } });
  expect(await punchesOf(site)).toHaveLength(2);
  for (const settle of [site.api.dismissQuarantine, site.api.restoreQuarantine]) {
    const late = await settle({ body: { reason: 'too late', items } });
    expect(late.items.map(({ problem }) => problem?.code)).toEqual(items.map(() => 'quarantine.stored'));
  }
  expect(await listed(site, 'stored')).toHaveLength(2);
});

test('lists of one state page through what is there, and a filter costs no page that is empty', async () => {
  const site = await aSiteWithWork(cloud, []);
  await send(
    site,
    Array.from({ length: 30 }, (_, index) => aRecord({ pin: String(800 + index), time: 'no time' })),
  );
  const items = (await waiting(site)).slice(0, 20);
  await site.api.dismissQuarantine({ body: { reason: 'sample', items } });
  const traffic = watchTables();
  const found = await site.api.listQuarantine({ query: { search: '80', limit: 2, state: 'dismissed' } });
  expect(found.items.length).toBe(2);
  expect(traffic.requests.Query).toBeLessThanOrEqual(2);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await site.api.listQuarantine({ query: { limit: 3, state: 'dismissed', cursor } });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(seen.toSorted()).toEqual(items.map(({ id }) => id).toSorted());
});

test('viewers look, and settle nothing', async () => {
  const site = await aSiteWithRecordsAhead();
  const items = await waiting(site);
  const key = await site.keyFor('viewer');
  for (const path of ['replay', 'dismiss', 'restore']) {
    const response = await cloud.fetch(`/v1/quarantine/${path}`, {
      method: 'POST',
      key,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ items, reason: 'sample' }),
    });
    expect(response.status).toBe(403);
  }
});
