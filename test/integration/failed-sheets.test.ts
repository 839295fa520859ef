import { describe, expect, test } from 'vitest';
import { computeSheets } from '#functions/domain/sheets/compute-sheets.ts';
import { ComputedLately, workOnSheets } from '#functions/domain/sheets/index.ts';
import type { Stores } from '#functions/store/index.ts';
import type { JobId } from '#shared/contract/ids.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { startOfTests } from '#test/support/clock.ts';
import { type Organisation, useCloud } from '#test/support/cloud.ts';
import { anId, aUserId } from '#test/support/ids.ts';
import { actorOn, storesWith } from '#test/support/stores-with.ts';

const cloud = useCloud();

const days = { from: '2026-03-02' as LocalDate, to: '2026-03-04' as LocalDate };
const userIds = ['701', '702', '703', '999'].map(aUserId);
const wanted = userIds.map((userId) => ({ userId, ...days }));
const jobId = anId('job', 1);

/** An organisation with three of the four users, and a job that is about to compute them. */
async function anOrganisation(): Promise<Organisation> {
  const organisation = await cloud.organisation();
  const { api, stores } = organisation;
  for (const id of ['701', '702', '703']) await api.createUser({ body: { id } });
  await stores.generations.add({
    id: jobId,
    requestedBy: 'key:test',
    requestedAt: startOfTests as Instant,
    ...days,
    parts: 1,
    expiresAt: 4e9,
  });
  return organisation;
}

/** Works on a message, and says who was named in the log with what. */
async function work(organisation: Organisation, stores: Stores, ofJob: JobId | null) {
  const told: { userId: string; error: unknown }[] = [];
  const outcome = await workOnSheets(
    actorOn(cloud, organisation, stores),
    { kind: 'generate-part', organisation: organisation.name, jobId: ofJob, part: '0', userIds, ...days },
    new ComputedLately(),
    (userId, error) => told.push({ userId, error }),
  ).then(
    () => 'done',
    (error: Error) => error.message,
  );
  return { told, outcome };
}

describe('a plan that cannot be computed', () => {
  /** Settings that were saved where this runtime's list of zones was newer. */
  function withUnknownZone({ settings, ...stores }: Stores): Stores {
    const read = async () => ({ ...(await settings.read()), zone: 'Mars/Olympus' });
    return { ...stores, settings: { ...settings, read } };
  }
  const fault = { code: 'zone.unknown', facts: { userId: '702', zone: 'Mars/Olympus' } };

  test('is reported with the users and what is wrong with it', async () => {
    const organisation = await anOrganisation();
    const actor = actorOn(cloud, organisation, withUnknownZone(organisation.stores));
    const { failed, ...done } = await computeSheets(actor, wanted);
    expect(done).toMatchObject({ users: 0, rows: 0, defects: [] });
    expect(failed.map(({ userId }) => userId)).toEqual(['701', '702', '703']);
    expect(failed[1]?.error).toMatchObject(fault);
    expect(failed[1]?.error.message).toBe(
      'The days of user 702 cannot be computed: their time zone "Mars/Olympus" is not known here. Choose another zone in the settings.',
    );
  });

  test('ends its job as partly failed; a message without a job is delivered again', async () => {
    const organisation = await anOrganisation();
    const stores = withUnknownZone(organisation.stores);
    const { told, outcome } = await work(organisation, stores, jobId);
    expect(outcome).toBe('done');
    expect(told[1]).toMatchObject({ userId: '702', error: fault });
    expect(await organisation.api.getGeneration({ params: { jobId } })).toMatchObject({
      state: 'partly-failed',
      failedUsers: ['701', '702', '703'],
    });
    expect((await work(organisation, stores, null)).outcome).toContain('3 users could not be computed');
  });
});

describe('a defect of ours that one user meets', () => {
  /** Stores that give one user a punch without a moment, as only a mistake of ours could: the engine trips over it. */
  function withPlantedDefect(stores: Stores): Stores {
    const ofPin: Stores['punches']['ofPin'] = async (pin, from, to) =>
      pin === '702' ? [{ serial: 'TEST1' } as never] : await stores.punches.ofPin(pin, from, to);
    return storesWith(stores, 'punches', { ofPin });
  }

  test('is not reported as a fault of their plan, and keeps nobody else waiting', async () => {
    const organisation = await anOrganisation();
    const actor = actorOn(cloud, organisation, withPlantedDefect(organisation.stores));
    const { defects, ...done } = await computeSheets(actor, wanted);
    expect(done).toMatchObject({ users: 2, rows: 4, failed: [] });
    expect(defects).toHaveLength(1);
    expect(defects[0]).toMatchObject({ name: 'EngineDefect', userId: '702', cause: expect.any(TypeError) });
  });

  test('fails the message, of a job too, which names nobody', async () => {
    const organisation = await anOrganisation();
    const stores = withPlantedDefect(organisation.stores);
    for (const ofJob of [jobId, null]) {
      const { told, outcome } = await work(organisation, stores, ofJob);
      expect(outcome).toBe('the engine failed on the sheets of 1 users');
      expect(told).toMatchObject([{ userId: '702', error: { name: 'EngineDefect' } }]);
    }
    expect(await organisation.api.getGeneration({ params: { jobId } })).toMatchObject({
      state: 'running',
      failedUsers: [],
    });
    expect((await work(organisation, organisation.stores, jobId)).outcome).toBe('done');
    expect((await organisation.api.getGeneration({ params: { jobId } })).state).toBe('done');
  });
});

test.each([
  ['TypeError', TypeError],
  ['RangeError', RangeError],
  ['Error', Error],
])('a %s of a store is nobody’s plan: it fails the message', async (_, Kind) => {
  const organisation = await anOrganisation();
  const { stores } = organisation;
  const ofPin: Stores['punches']['ofPin'] = async (pin, from, to) => {
    if (pin === '702') throw new Kind('the table does not answer');
    return await stores.punches.ofPin(pin, from, to);
  };
  const { told, outcome } = await work(organisation, storesWith(stores, 'punches', { ofPin }), jobId);
  expect([told, outcome]).toEqual([[], 'the table does not answer']);
});
