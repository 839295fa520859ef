import { describe, expect, test } from 'vitest';
import { ingest } from '#functions/domain/punches/index.ts';
import type { IngestBatch } from '#functions/domain/punches/ingest.ts';
import { computeSheets } from '#functions/domain/sheets/compute-sheets.ts';
import { KnownUsers } from '#functions/domain/users/index.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { startOfTests } from '#test/support/clock.ts';
import { type Organisation, useCloud } from '#test/support/cloud.ts';
import { aSerial, aUserId } from '#test/support/ids.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aBridge, aRecord } from '#test/support/signed-bridge.ts';
import { earlier, longAgo } from '#test/support/site.ts';
import { actorOn, preceded, storesWith } from '#test/support/stores-with.ts';

const cloud = useCloud();

function aBatch(unknownUsers: 'create' | 'hold', records = [aRecord()]): IngestBatch {
  return {
    source: { kind: 'download', terminal: aSerial('TEST1'), batchId: aBatchId() },
    unknownUsers,
    zone: 'UTC',
    newUsers: { fetchDetails: false, issueDate: 'first-punch', dutyRosterId: null },
    records: records.map((record) => ({ ...record, workCode: '' }) as IngestBatch['records'][number]),
  };
}

const day = '2026-03-02' as LocalDate;
const inAndOut = [
  aRecord({ time: '2026-03-02 09:00:00' }),
  aRecord({ time: '2026-03-02 13:00:00', status: 1 }),
];

async function rowOf({ api }: Organisation, date: LocalDate = day) {
  await cloud.settle();
  const { items } = await api.listSheets({ query: { userId: '701', from: '2026-03-01', to: '2026-03-21' } });
  return items.find((row) => row.date === date);
}

describe('a user that somebody adds while its punches are being held', () => {
  test('has them in its sheets, is issued on the first of them, and is not unknown', async () => {
    const organisation = await cloud.organisation();
    const { stores, api } = organisation;
    const addAll = preceded(() => api.createUser({ body: { id: '701' } }), stores.punches.addAll);
    const outcome = await ingest(
      actorOn(cloud, organisation, storesWith(stores, 'punches', { addAll })),
      aBatch('hold', inAndOut),
      new KnownUsers(),
    );
    expect(outcome.held).toBe(0);
    expect((await rowOf(organisation))?.worked).toBe(4 * 3600);
    expect((await api.listUnknownUsers({})).items).toEqual([]);
  });

  test('is not left on the list of unknown users when it is noted there last', async () => {
    const organisation = await cloud.organisation();
    const { stores, api } = organisation;
    const add = preceded(() => api.createUser({ body: { id: '701' } }), stores.unknownUsers.add);
    await ingest(
      actorOn(cloud, organisation, storesWith(stores, 'unknownUsers', { add })),
      aBatch('hold', inAndOut),
      new KnownUsers(),
    );
    expect((await api.listUnknownUsers({})).items).toEqual([]);
    expect((await rowOf(organisation))?.worked).toBe(4 * 3600);
  });
});

test('a user that somebody adds while a batch creates it is that one, and its day is computed', async () => {
  const organisation = await cloud.organisation();
  const { stores, api } = organisation;
  const addEach = preceded(
    () => api.createUser({ body: { id: '0701', name: 'Sample Person' } }),
    stores.users.addEach,
  );
  const outcome = await ingest(
    actorOn(cloud, organisation, storesWith(stores, 'users', { addEach })),
    aBatch('create', inAndOut),
    new KnownUsers(),
  );
  expect(outcome.usersCreated).toEqual([]);
  expect((await api.getUser({ params: { userId: '701' } })).name).toBe('Sample Person');
  expect((await rowOf(organisation))?.worked).toBe(4 * 3600);
});

describe('sheets that are computed twice at once', () => {
  /** A user with a morning's work, whose afternoon arrives while its sheets are being computed. */
  async function aMorning() {
    const organisation = await cloud.organisation();
    await organisation.api.createUser({ body: { id: '701', issuedOn: day } });
    await ingest(actorOn(cloud, organisation), aBatch('hold', inAndOut), new KnownUsers());
    await cloud.settle();
    const lateOut = aBatch('hold', [aRecord({ time: '2026-03-02 18:00:00', status: 1 })]);
    const finish = async () => {
      await ingest(actorOn(cloud, organisation), lateOut, new KnownUsers());
      await cloud.settle();
    };
    return { organisation, finish };
  }
  const wanted = [{ userId: aUserId('701'), from: day, to: '2026-03-03' as LocalDate }];

  test.each(['stamps', 'write'] as const)(
    'end with the newest punches, also when the older one is overtaken at %s',
    async (step) => {
      const { organisation, finish } = await aMorning();
      const { stores } = organisation;
      // Another rule makes the row outdated, so that the older computation has something to write.
      await organisation.set((current) => ({
        ...current,
        sheets: { ...current.sheets, rules: { thresholds: { lateGraceMinutes: 7 } } },
      }));
      const overtaken = storesWith(stores, 'sheets', {
        [step]: preceded(finish, stores.sheets[step] as never),
      });
      await computeSheets(actorOn(cloud, organisation, overtaken), wanted);
      expect((await rowOf(organisation))?.worked).toBe(9 * 3600);
    },
  );

  test('end with the newest plan, although the older computation began with the old one', async () => {
    const { organisation } = await aMorning();
    const { stores, api } = organisation;
    const save = async (out: string) => {
      const body = {
        id: 'office',
        name: 'Office',
        kind: 'daily',
        day: { dayType: 'workday', shifts: [{ slots: { in: '09:00', out } }] },
      } as const;
      const current = await api.getSchedule({ params: { id: 'office' } }).catch(() => undefined);
      await cloud
        .fetch('/v1/clocking-schedules/office', {
          method: 'PUT',
          key: organisation.key,
          headers: {
            'content-type': 'application/json',
            ...(current ? { 'if-match': `"${current.version}"` } : {}),
          },
          body: JSON.stringify(body),
        })
        .then((response) => expect(response.status).toBe(200));
      await cloud.settle();
    };
    await save('13:00');
    await organisation.set((current) => ({
      ...current,
      sheets: { ...current.sheets, defaultScheduleId: 'office' },
    }));
    await cloud.settle();
    expect((await rowOf(organisation))?.expected).toBe(4 * 3600);
    const ofPin = preceded(() => save('17:00'), stores.punches.ofPin);
    await computeSheets(actorOn(cloud, organisation, storesWith(stores, 'punches', { ofPin })), wanted);
    expect((await rowOf(organisation))?.expected).toBe(8 * 3600);
  });
});

describe('a day that is written as pending', () => {
  test('while the terminal’s log becomes complete is computed again', async () => {
    const organisation = await cloud.organisation();
    const { stores, api } = organisation;
    await api.createUser({ body: { id: '701', issuedOn: day } });
    const bridge = await earlier(longAgo, async () => {
      const known = await aBridge(cloud.url, api);
      await known.beat({ terminals: ['TEST1'] });
      return known;
    });
    await api.startDownload({ body: {} });
    const { tasks } = await bridge.beat({ terminals: ['TEST1'], take: 1 });
    await cloud.settle();
    const complete = async () => {
      await bridge.api.completeTask({
        params: { taskId: tasks[0]?.id ?? '' },
        body: {
          outcome: 'done',
          counts: {
            read: 0,
            stored: 0,
            duplicates: 0,
            quarantined: 0,
            held: 0,
            usersCreated: 0,
            usersDetailed: 0,
          },
          completeThrough: startOfTests,
        },
      });
      await cloud.settle();
    };
    const other = '2026-01-05' as LocalDate;
    const written = preceded(complete, stores.sheets.write);
    await api.updateUser({ params: { userId: '701' }, body: { issuedOn: other }, ifMatch: '"1"' });
    await cloud.settle();
    await computeSheets(actorOn(cloud, organisation, storesWith(stores, 'sheets', { write: written })), [
      { userId: aUserId('701'), from: other, to: '2026-01-06' as LocalDate },
    ]);
    const { items } = await api.listSheets({ query: { userId: '701', from: other, to: '2026-01-06' } });
    expect(items.map((row) => row.status)).not.toContain('pending');
    expect(items).toHaveLength(1);
  });
});

describe('a terminal', () => {
  test('that is edited while its bridge reports keeps both', async () => {
    const { stores } = await cloud.organisation();
    await stores.terminals.add({ serial: aSerial('TEST1'), state: 'active', version: 1 });
    await stores.terminals.markComplete(aSerial('TEST1'), '2026-03-20T11:00:00.000Z' as Instant);
    const [edited] = await Promise.all([
      stores.terminals.edit(aSerial('TEST1'), { name: 'Gate' }, 1),
      stores.terminals.observe(aSerial('TEST1'), { reported: 'online', records: 5 }),
    ]);
    expect(edited?.version).toBe(2);
    expect(await stores.terminals.find(aSerial('TEST1'))).toMatchObject({
      name: 'Gate',
      records: 5,
      completeThrough: '2026-03-20T11:00:00.000Z',
    });
    expect(await stores.terminals.edit(aSerial('TEST1'), { name: 'Door' }, 1)).toBeNull();
  });
});

test('a request that is answered after the user was made by another one says that the id is taken', async () => {
  const { api } = await cloud.organisation();
  const answers = await Promise.allSettled(
    ['701', '0701', '00701'].map((id) => api.createUser({ body: { id } })),
  );
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused).toHaveLength(2);
  for (const { reason } of refused) expect(reason).toSatisfy(problem('user.exists'));
});
