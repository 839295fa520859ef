import { describe, expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { cloudTime, type Organisation, useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import {
  aBatchId,
  aBridge,
  aRecord,
  type SentRecord,
  type SignedBridge,
} from '#test/support/signed-bridge.ts';

const cloud = useCloud();

/** A site with a bridge and one terminal, and what happens to unknown users there. */
async function aSite(createMissingUsers: boolean) {
  const organisation = await cloud.organisation();
  await organisation.set((current) => ({
    ...current,
    download: { schedule: { kind: 'off' }, createMissingUsers },
  }));
  const bridge = await aBridge(cloud.url, organisation.api);
  await bridge.beat({ terminals: ['TEST1'] });
  return { ...organisation, bridge };
}

async function push(
  bridge: SignedBridge,
  records: readonly SentRecord[],
  batchId = aBatchId(),
  terminal = 'TEST1',
) {
  return await bridge.api.storePunches({ body: { batchId, terminal, records: [...records] } });
}

const results = (answer: Awaited<ReturnType<typeof push>>) => answer.results.map(({ result }) => result);
const at = (day: string, time = '09:00:00', differing: Partial<SentRecord> = {}) =>
  aRecord({ time: `${day} ${time}`, ...differing });

async function punchesOf(organisation: Pick<Organisation, 'api'>, userId: string) {
  const { items } = await organisation.api.listPunches({
    query: { userId, from: '2026-01-01', to: '2027-01-01' },
  });
  return items.map(({ wallTime }) => wallTime);
}

async function rowsOf(organisation: Pick<Organisation, 'api'>, userId: string) {
  await cloud.settle();
  const { items } = await organisation.api.listSheets({
    query: { userId, from: '2026-03-01', to: '2026-04-01' },
  });
  return items;
}

async function auditOf(organisation: Organisation, action: string) {
  const day = cloudTime.today();
  const { items } = await organisation.api.listAudit({ query: { day, limit: 1000 } });
  return items.filter((entry) => entry.action === action);
}

describe('missing users', () => {
  test('are created when the setting says so: provisional, from their first punch on, with an audit entry', async () => {
    const site = await aSite(true);
    const answer = await push(site.bridge, [
      at('2026-03-03'),
      at('2026-03-02'),
      at('2026-03-02', '18:02:00', { status: 1 }),
    ]);
    expect(answer).toEqual({
      results: [{ result: 'stored' }, { result: 'stored' }, { result: 'stored' }],
      usersCreated: ['701'],
      held: 0,
    });
    expect(await site.api.getUser({ params: { userId: '701' } })).toMatchObject({
      id: '701',
      status: 'provisional',
      issuedOn: '2026-03-02',
      origin: { kind: 'download', terminal: 'TEST1' },
    });
    const [entry, ...others] = await auditOf(site, 'user.created');
    expect([entry?.by, entry?.subject, others]).toEqual([`bridge:${site.bridge.id}`, '701', []]);
    const rows = await rowsOf(site, '701');
    expect(rows.find((row) => row.date === '2026-03-02')?.worked).toBe(9 * 3600 + 120);
  });

  test('are held otherwise, and once somebody adds one, all its earlier punches are in its sheets', async () => {
    const site = await aSite(false);
    expect(
      await push(site.bridge, [at('2026-03-02'), at('2026-03-02', '18:00:00', { status: 1 })]),
    ).toMatchObject({
      usersCreated: [],
      held: 2,
    });
    const { items } = await site.api.listUnknownUsers({});
    expect(items).toMatchObject([{ pin: '701', terminal: 'TEST1', firstPunch: '2026-03-02T09:00:00' }]);
    await expect(site.api.getUser({ params: { userId: '701' } })).rejects.toSatisfy(problem('user.unknown'));

    const user = await site.api.createUser({ body: { id: '0701' } });
    expect(user.issuedOn).toBe('2026-03-02');
    expect((await site.api.listUnknownUsers({})).items).toEqual([]);
    const rows = await rowsOf(site, '701');
    expect(rows.find((row) => row.date === '2026-03-02')).toMatchObject({ worked: 9 * 3600 });
  });

  test('with held punches are created by a later batch with the tick, from their very first punch on', async () => {
    const site = await aSite(false);
    await push(site.bridge, [at('2026-03-02'), at('2026-03-02', '18:00:00', { status: 1 })]);
    await site.set((current) => ({
      ...current,
      download: { ...current.download, createMissingUsers: true },
    }));
    expect(await push(site.bridge, [at('2026-03-09')])).toMatchObject({ usersCreated: ['701'] });
    expect((await site.api.getUser({ params: { userId: '701' } })).issuedOn).toBe('2026-03-02');
    expect((await site.api.listUnknownUsers({})).items).toEqual([]);
    const rows = await rowsOf(site, '701');
    expect(rows.find((row) => row.date === '2026-03-02')?.worked).toBe(9 * 3600);
  });

  test('get their default roster from the day of their first punch', async () => {
    const site = await aSite(true);
    await site.api.putRoster({
      params: { id: 'any' },
      body: {
        id: 'any',
        name: 'Any',
        kind: 'cycle',
        anchor: '2026-01-01' as LocalDate,
        entries: [{ scheduleId: null }],
      },
    });
    await site.set((current) => ({ ...current, newUsers: { ...current.newUsers, dutyRosterId: 'any' } }));
    await push(site.bridge, [at('2026-03-05')]);
    await push(site.bridge, [at('2026-03-02')]);
    expect(await site.api.getUser({ params: { userId: '701' } })).toMatchObject({
      dutyRosterId: 'any',
      rosterAssignments: [{ rosterId: 'any', from: '2026-03-02', to: null }],
    });
  });
});

describe('fifty batches at once with the same new PIN', () => {
  test('create one user, with one audit entry, and store every punch', async () => {
    const site = await aSite(true);
    const batches = Array.from({ length: 50 }, (_, index) => [
      at('2026-03-02', `08:${String(index).padStart(2, '0')}:00`, { pin: index % 2 === 0 ? '0701' : '701' }),
    ]);
    const answers = await Promise.all(batches.map((records) => push(site.bridge, records)));
    expect(answers.flatMap(results)).toEqual(Array.from({ length: 50 }, () => 'stored'));
    expect(answers.flatMap((answer) => answer.usersCreated)).toHaveLength(1);
    expect((await site.api.listUsers({})).items).toHaveLength(1);
    expect(await auditOf(site, 'user.created')).toHaveLength(1);
    expect(await punchesOf(site, '701')).toHaveLength(50);
  });

  test('race with somebody who adds the user by hand: still one user, one entry, and it says who', async () => {
    const site = await aSite(true);
    const hand = site.api.createUser({ body: { id: '701' } }).then(
      () => 'by hand',
      (error: unknown) => {
        expect(error).toSatisfy(problem('user.exists'));
        return 'by a batch';
      },
    );
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        push(site.bridge, [at('2026-03-02', `09:${String(index + 10)}:00`)]),
      ),
    );
    const created = answers.flatMap((answer) => answer.usersCreated);
    expect(created).toHaveLength((await hand) === 'by hand' ? 0 : 1);
    const entries = await auditOf(site, 'user.created');
    expect(entries.map((entry) => entry.facts?.origin)).toEqual([
      (await hand) === 'by hand' ? 'manual' : 'download',
    ]);
  });
});

describe('the issuance date', () => {
  test('follows the earliest punch, in whatever order batches arrive', async () => {
    const site = await aSite(true);
    for (const day of ['2026-03-10', '2026-03-20', '2026-03-04', '2026-03-08'])
      await push(site.bridge, [at(day)]);
    expect((await site.api.getUser({ params: { userId: '701' } })).issuedOn).toBe('2026-03-04');
  });

  test('also when they arrive all at once', async () => {
    const site = await aSite(true);
    const days = Array.from(
      { length: 12 },
      (_, index) => `2026-03-${String(28 - index * 2).padStart(2, '0')}`,
    );
    await Promise.all(days.map((day) => push(site.bridge, [at(day)])));
    expect((await site.api.getUser({ params: { userId: '701' } })).issuedOn).toBe('2026-03-06');
  });

  test('stays once HR has set it', async () => {
    const site = await aSite(true);
    await push(site.bridge, [at('2026-03-10')]);
    const { version } = await site.api.getUser({ params: { userId: '701' } });
    await site.api.updateUser({
      params: { userId: '701' },
      body: { issuedOn: '2026-03-09' },
      ifMatch: `"${version}"`,
    });
    await push(site.bridge, [at('2026-03-02')]);
    expect((await site.api.getUser({ params: { userId: '701' } })).issuedOn).toBe('2026-03-09');
  });

  test('that moves back brings the days between into the sheets', async () => {
    const site = await aSite(true);
    await push(site.bridge, [at('2026-03-18')]);
    await push(site.bridge, [at('2026-03-02')]);
    const dates: string[] = (await rowsOf(site, '701')).map((row) => row.date);
    expect(dates.slice(dates.indexOf('2026-03-02'))).toEqual(
      Array.from({ length: 19 }, (_, index) => `2026-03-${String(index + 2).padStart(2, '0')}`),
    );
  });
});

describe('a record', () => {
  test('is one punch however many zeros stand before the PIN, and keeps the PIN as it came', async () => {
    const site = await aSite(true);
    expect(results(await push(site.bridge, [at('2026-03-02', '09:00:00', { pin: '0701' })]))).toEqual([
      'stored',
    ]);
    expect(results(await push(site.bridge, [at('2026-03-02', '09:00:00', { pin: '701' })]))).toEqual([
      'duplicate',
    ]);
    const { items } = await site.api.listPunches({
      query: { userId: '00701', from: '2026-03-02', to: '2026-03-03' },
    });
    expect(items.map(({ pin }) => pin)).toEqual(['0701']);
    expect((await site.api.listUsers({})).items.map(({ id }) => id)).toEqual(['0701']);
  });

  test('that is not a punch is quarantined with its reason, and stops nothing', async () => {
    const site = await aSite(true);
    const answer = await push(site.bridge, [
      at('2026-03-02', '08:00:00', { pin: '' }),
      at('2026-03-02'),
      at('2026-02-31'),
      at('2001-01-01'),
      at('2099-01-01'),
      at('2026-03-02', '08:00:00', { pin: '7\u00001' }),
    ]);
    expect(answer.results).toEqual([
      { result: 'quarantined', reason: 'no-pin' },
      { result: 'stored' },
      { result: 'quarantined', reason: 'time-impossible' },
      { result: 'quarantined', reason: 'time-too-early' },
      { result: 'quarantined', reason: 'time-in-future' },
      { result: 'quarantined', reason: 'pin-unreadable' },
    ]);
    const { items } = await site.api.listQuarantine({});
    expect(items.map(({ reason }) => reason).sort()).toEqual([
      'no-pin',
      'pin-unreadable',
      'time-impossible',
      'time-in-future',
      'time-too-early',
    ]);
    expect(items.find(({ reason }) => reason === 'time-impossible')?.time).toBe('2026-02-31 09:00:00');
  });

  test('that is blank is in quarantine by its place, each and once', async () => {
    const site = await aSite(true);
    const raw = Buffer.alloc(40).toString('base64');
    const blank = { pin: '', time: '', status: 0, verify: 0, workCode: '', raw };
    const batch = [{ ...blank, place: 3 }, { ...blank, place: 4 }, at('2026-03-02'), { ...blank, place: 9 }];
    expect(results(await push(site.bridge, batch))).toEqual([
      'quarantined',
      'quarantined',
      'stored',
      'quarantined',
    ]);
    await push(site.bridge, batch);
    const { items } = await site.api.listQuarantine({});
    expect(items.map(({ reason, place }) => [reason, place]).sort()).toEqual([
      ['row-blank', 3],
      ['row-blank', 4],
      ['row-blank', 9],
    ]);
  });

  test('counts once within a batch, across batches, and in quarantine', async () => {
    const site = await aSite(true);
    const twice = [at('2026-03-02'), at('2026-03-02'), at('2026-02-31'), at('2026-02-31')];
    expect(results(await push(site.bridge, twice))).toEqual([
      'stored',
      'duplicate',
      'quarantined',
      'duplicate',
    ]);
    expect(results(await push(site.bridge, twice))).toEqual([
      'duplicate',
      'duplicate',
      'duplicate',
      'duplicate',
    ]);
    expect(await punchesOf(site, '701')).toEqual(['2026-03-02T09:00:00']);
    expect((await site.api.listQuarantine({})).items).toHaveLength(1);
  });

  test('differs from another one by terminal, second and status, not by the way of recognition', async () => {
    const site = await aSite(true);
    await site.bridge.beat({ terminals: ['TEST1', 'TEST2'] });
    const answer = await push(site.bridge, [
      at('2026-03-02', '09:00:00'),
      at('2026-03-02', '09:00:00', { verify: 15 }),
      at('2026-03-02', '09:00:00', { status: 1 }),
      at('2026-03-02', '09:00:01'),
    ]);
    expect(results(answer)).toEqual(['stored', 'duplicate', 'stored', 'stored']);
    expect(results(await push(site.bridge, [at('2026-03-02', '09:00:00')], aBatchId(), 'TEST2'))).toEqual([
      'stored',
    ]);
  });

  test('keeps the order of the log among punches of the hour that comes twice', async () => {
    const site = await aSite(true);
    await site.set((current) => ({ ...current, zone: 'Europe/Berlin' }));
    await push(site.bridge, [
      at('2025-10-26', '02:50:00'),
      at('2025-10-26', '02:10:00'),
      at('2025-10-26', '03:05:00'),
    ]);
    const { items } = await site.api.listPunches({
      query: { userId: '701', from: '2025-10-26', to: '2025-10-27' },
    });
    expect(items.map(({ wallTime, instant }) => `${wallTime.slice(11)} ${instant.slice(11)}`)).toEqual([
      '02:10:00 01:10:00Z',
      '02:50:00 00:50:00Z',
      '03:05:00 02:05:00Z',
    ]);
  });
});

test('a batch that is sent again gets the same answer, and changes nothing', async () => {
  const site = await aSite(true);
  await push(site.bridge, [at('2026-03-01')]);
  const batchId = aBatchId();
  const records = [
    at('2026-03-01'),
    ...Array.from({ length: 40 }, (_, index) =>
      at('2026-03-02', `09:${String(index + 10)}:00`, { pin: String(800 + index) }),
    ),
    at('2026-02-31'),
  ];
  const first = await push(site.bridge, records, batchId);
  expect(first.usersCreated).toHaveLength(40);
  expect(await push(site.bridge, records, batchId)).toEqual(first);
  expect(await push(site.bridge, records, batchId)).toEqual(first);
  expect(await auditOf(site, 'user.created')).toHaveLength(41);
  expect((await site.api.listUsers({ query: { limit: 1000 } })).items).toHaveLength(41);
});

test('a bridge speaks for its own terminals only; one that nobody knew becomes its own', async () => {
  const site = await aSite(true);
  const other = await aBridge(cloud.url, site.api);
  await expect(push(other, [at('2026-03-02')])).rejects.toSatisfy(
    problem('terminal.of-another-bridge', { serial: 'TEST1', bridgeId: site.bridge.id }),
  );
  expect(await punchesOf(site, '701')).toEqual([]);
  expect(results(await push(other, [at('2026-03-02')], aBatchId(), 'NEW1'))).toEqual(['stored']);
  expect(await site.api.getTerminal({ params: { serial: 'NEW1' } })).toMatchObject({ bridgeId: other.id });
});

test('a clock that is half a day off makes its punches suspect, not lost', async () => {
  const site = await aSite(true);
  await site.bridge.api.storePunches({
    body: { batchId: aBatchId(), terminal: 'TEST1', clockDriftSeconds: -43_200, records: [at('2026-03-02')] },
  });
  const { items } = await site.api.listPunches({
    query: { userId: '701', from: '2026-03-02', to: '2026-03-03' },
  });
  expect(items).toMatchObject([{ clockSuspect: true }]);
});

test('arrivals come in their order, page by page over all shards, each once', async () => {
  const site = await aSite(false);
  const pins = Array.from({ length: 60 }, (_, index) => String(3000 + index));
  await push(
    site.bridge,
    pins.slice(0, 30).map((pin) => at('2026-03-02', '09:00:00', { pin })),
  );
  await push(
    site.bridge,
    pins.slice(30).map((pin) => at('2026-03-02', '09:00:00', { pin })),
  );
  const day = cloudTime.today();
  // An index shows them, a moment late.
  await expect
    .poll(async () => (await site.api.listArrivals({ query: { day, limit: 100 } })).items.length)
    .toBe(60);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await site.api.listArrivals({ query: { day, limit: 7, cursor } });
    seen.push(...page.items.map(({ pin }) => pin));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(seen.toSorted()).toEqual(pins);
  expect(new Set(seen.slice(0, 30))).toEqual(new Set(pins.slice(0, 30)));
});
