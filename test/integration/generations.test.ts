import type { Context, SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { cloudTime, type Organisation, useCloud } from '#test/support/cloud.ts';
import { anId, aUserId } from '#test/support/ids.ts';
import { problem } from '#test/support/problem-error.ts';
import { auditOf } from '#test/support/site.ts';

const cloud = useCloud();
const day = (text: string) => text as LocalDate;
const days = { from: day('2026-03-02'), to: day('2026-03-04') };

type Handler = (event: SQSEvent, context: Context) => Promise<unknown>;

/** Delivers a message to the worker, as its queue does. */
async function deliver(body: object): Promise<void> {
  const { handler } = (await import('#functions/sheets/handler.ts')) as { handler: Handler };
  const record = {
    messageId: 'm1',
    body: JSON.stringify(body),
    attributes: { ApproximateReceiveCount: '1' },
  };
  const context = { getRemainingTimeInMillis: () => 60_000 };
  await handler({ Records: [record] } as unknown as SQSEvent, context as Context);
}

let made = 0;

/** A generation whose messages nobody has sent yet. */
async function aWaitingOne(
  { stores }: Organisation,
  origin: 'manual' | 'plan' | 'lock' | 'earlier version' = 'manual',
) {
  made += 1;
  const id = anId('job', made);
  await stores.generations.add({
    id,
    requestedBy: 'somebody',
    requestedAt: cloudTime.instant(),
    ...days,
    ...(origin === 'earlier version' ? {} : { origin }),
    expiresAt: 4e9,
  });
  return id;
}

test('generations are listed, the latest first, page by page', async () => {
  const { api } = await cloud.organisation();
  const ids: string[] = [];
  for (let started = 0; started < 3; started += 1) {
    cloudTime.advance(1000);
    ids.unshift((await api.generateSheets({ body: days })).id);
  }
  await cloud.settle();
  const first = await api.listGenerations({ query: { limit: 2 } });
  expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  expect(first.items[0]).toMatchObject({ state: 'done', origin: 'manual', ...days });
  const rest = await api.listGenerations({ query: { limit: 2, cursor: first.nextCursor } });
  expect(rest.items.map(({ id }) => id)).toEqual(ids.slice(2));
  const other = await cloud.organisation();
  expect((await other.api.listGenerations({})).items).toEqual([]);
});

test('what of a stopped generation waits is not computed, and what was computed stays', async () => {
  const organisation = await cloud.organisation();
  const { api, stores, name } = organisation;
  for (const id of ['701', '702']) await api.createUser({ body: { id, issuedOn: days.from } });
  await cloud.settle();
  const jobId = await aWaitingOne(organisation);
  const part = (userId: string, at: string) =>
    deliver({
      kind: 'generate-part',
      organisation: name,
      jobId,
      part: at,
      userIds: [aUserId(userId)],
      ...days,
    });
  await part('701', '0');
  const params = { jobId };
  expect(await api.cancelGeneration({ params })).toMatchObject({
    state: 'cancelled',
    partsDone: 1,
    users: 1,
    cancelledAt: cloudTime.instant(),
    cancelledByName: 'test',
  });
  await part('702', '1');
  await deliver({ kind: 'split-generation', organisation: name, jobId, cursor: null, partsBefore: 0 });
  await cloud.settle();
  expect(await api.getGeneration({ params })).toMatchObject({
    state: 'cancelled',
    partsDone: 1,
    parts: null,
  });
  const again = await api.cancelGeneration({ params });
  expect(again.cancelledAt).toBe(cloudTime.instant());
  expect(await auditOf(organisation, 'sheets.generation-cancelled')).toMatchObject([
    { subject: jobId, facts: { partsDone: 1, parts: null } },
  ]);
  expect((await stores.generations.find(jobId))?.done).toHaveLength(1);
});

test('one that has ended is not stopped', async () => {
  const { api } = await cloud.organisation();
  const { id } = await api.generateSheets({ body: days });
  await cloud.settle();
  await expect(api.cancelGeneration({ params: { jobId: id } })).rejects.toSatisfy(
    problem('job.ended', { jobId: id, state: 'done' }),
  );
});

test.each(['plan', 'lock', 'earlier version'] as const)(
  'one that makes sheets right again (%s) is not stopped',
  async (origin) => {
    const organisation = await cloud.organisation();
    const jobId = await aWaitingOne(organisation, origin);
    await expect(organisation.api.cancelGeneration({ params: { jobId } })).rejects.toSatisfy(
      problem('job.needed'),
    );
  },
);

test('one of another organisation is not known', async () => {
  const jobId = await aWaitingOne(await cloud.organisation());
  const other = await cloud.organisation();
  await expect(other.api.cancelGeneration({ params: { jobId } })).rejects.toSatisfy(problem('job.unknown'));
});
