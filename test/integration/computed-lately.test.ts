import { expect, test } from 'vitest';
import { ComputedLately, workOnSheets } from '#functions/domain/sheets/index.ts';
import type { GeneratePart } from '#functions/queue/sheet-messages.ts';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { type Instant, instantFromEpoch, type LocalDate } from '#shared/time/wall-time.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { aUserId } from '#test/support/ids.ts';
import { interfere } from '#test/support/interfere.ts';
import { anOldSite, later, type TestSite } from '#test/support/site.ts';
import { actorOn } from '#test/support/stores-with.ts';
import { rowOn, saveShift } from '#test/support/workdays.ts';

const cloud = useCloud();
const month = { from: '2026-03-01' as LocalDate, to: '2026-03-20' as LocalDate };
const askedAt = (secondsAgo: number): Instant => instantFromEpoch(cloudTime.now() - secondsAgo * 1_000);

/** A site whose worker counts how often it asks the table for a range. */
async function aSiteWithWorker() {
  const site = await anOldSite(cloud, ['TEST1']);
  await saveShift(site, 'office', '09:00', '17:00');
  await site.set((current) => ({
    ...current,
    sheets: { ...current.sheets, defaultScheduleId: 'office' },
  }));
  await site.api.createUser({ body: { id: '701', issuedOn: month.from } });
  await cloud.settle();
  const lately = new ComputedLately();
  const work = async (secondsAgo: number, days = month, userId = '701') => {
    let queries = 0;
    const restore = interfere(DynamoDb, 'Query', async (_: never, original) => {
      queries += 1;
      return await original();
    });
    const message: GeneratePart = {
      kind: 'generate-part',
      organisation: site.name,
      jobId: null,
      part: '0',
      userIds: [aUserId(userId)],
      ...days,
    };
    const actor = { ...actorOn(cloud, site), askedAt: askedAt(secondsAgo) };
    await workOnSheets(actor, message, lately, (userId, error) => expect([userId, error]).toEqual([]));
    restore();
    return queries;
  };
  return { site, work };
}

async function statusOn(site: TestSite, day: number): Promise<string> {
  return (await rowOn(site, day)).status;
}

test('days that were computed after a message asked for them are not read again for it', async () => {
  const { work } = await aSiteWithWorker();
  expect(await work(60)).toBeGreaterThan(0);
  expect(await work(30)).toBe(0);
  expect(await work(30, { from: '2026-03-05' as LocalDate, to: '2026-03-06' as LocalDate })).toBe(0);
});

test('days that a later message asks for are computed again, and so is what they did not hold', async () => {
  const { site, work } = await aSiteWithWorker();
  await work(60);
  expect(await statusOn(site, 18)).not.toBe('leave');
  await site.api.createLeave({
    body: { userId: '701', from: '2026-03-18', to: '2026-03-19', type: 'annual', portion: { kind: 'full' } },
  });
  await cloud.settle();
  expect(await work(0)).toBeGreaterThan(0);
  expect(await statusOn(site, 18)).toBe('leave');
  expect(await work(60, { ...month, to: '2026-03-21' as LocalDate })).toBeGreaterThan(0);
});

test('days that wait hold only what was asked for before their terminals were looked at', async () => {
  const { site, work } = await aSiteWithWorker();
  await site.api.createUser({ body: { id: '702', issuedOn: month.from } });
  await site.api.createUser({ body: { id: '703', issuedOn: month.to } });
  // What is still under way would look at the terminals as well.
  await cloud.settle();
  await work(60);
  later(5);
  for (const id of ['702', '703']) expect(await work(60, month, id)).toBeGreaterThan(0);
  expect((await rowOn(site, 18, '702')).status).toBe('pending');
  expect(await work(3, month, '702')).toBeGreaterThan(0);
  expect(await work(3, month, '703')).toBe(0);
});
