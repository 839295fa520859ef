import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { computeSheets } from '#functions/domain/sheets/compute-sheets.ts';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useCloud } from '#test/support/cloud.ts';
import { aUserId } from '#test/support/ids.ts';
import { interfere } from '#test/support/interfere.ts';
import { anOldSite } from '#test/support/site.ts';
import { actorOn } from '#test/support/stores-with.ts';
import { rowOn, saveShift } from '#test/support/workdays.ts';

const cloud = useCloud();

interface Asked {
  ExpressionAttributeValues?: Record<string, unknown>;
}

/** A site with a user, and how often the table is asked for entries while a time of that user is generated. */
async function aSiteWithUser() {
  const site = await anOldSite(cloud, ['TEST1']);
  await saveShift(site, 'office', '09:00', '17:00');
  await site.set((current) => ({
    ...current,
    sheets: { ...current.sheets, defaultScheduleId: 'office' },
  }));
  await site.api.createUser({ body: { id: '701', issuedOn: '2026-02-02' } });
  await cloud.settle();
  const searches = async (from: string, to: string): Promise<number> => {
    let asked = 0;
    const restore = interfere(DynamoDb, 'Query', async (query: Asked, original) => {
      const texts = Object.values(query.ExpressionAttributeValues ?? {}).map(String);
      if (texts.some((text) => /^(CORR|LEAVE|OVERRIDE)#/.test(text))) asked += 1;
      return await original();
    });
    await site.api.generateSheets({ body: { from, to, userIds: ['701'] } });
    await cloud.settle();
    restore();
    return asked;
  };
  return { site, searches };
}

const marchDay = (day: number) => addDays('2026-03-01' as LocalDate, day - 1);
const leave = { type: 'annual', portion: { kind: 'full' } } as const;

test('entries are searched for in the months that have any, and in no other', async () => {
  const { site, searches } = await aSiteWithUser();
  expect(await searches('2026-02-05', '2026-02-10')).toBe(0);
  await site.api.createLeave({ body: { userId: '701', from: '2026-02-27', to: '2026-03-03', ...leave } });
  await cloud.settle();
  expect((await rowOn(site, 2)).status).toBe('leave');
  expect(await searches('2026-02-05', '2026-02-10')).toBe(3);
  expect(await searches('2026-03-10', '2026-03-12')).toBe(3);
  expect(await searches('2026-04-10', '2026-04-12')).toBe(0);
  expect((await rowOn(site, 2)).status).toBe('leave');
});

test('an entry of a neighbouring month is found where it decides', async () => {
  const { site, searches } = await aSiteWithUser();
  await site.api.createCorrection({
    body: {
      userId: '701',
      date: '2026-02-28',
      kind: 'add-time',
      wallTime: '2026-02-28T22:00:00',
      direction: 'in',
      reason: 'night',
    },
  });
  await cloud.settle();
  expect(await searches('2026-03-01', '2026-03-03')).toBe(3);
  expect(await searches('2026-03-05', '2026-03-07')).toBe(0);
});

test('days of a user that lie apart are computed by one message', async () => {
  const { site } = await aSiteWithUser();
  const apart = [2, 12].map((day) => ({ from: marchDay(day), to: marchDay(day + 2) }));
  const wanted = apart.map((days) => ({ userId: aUserId('701'), ...days }));
  expect(await computeSheets(actorOn(cloud, site), wanted)).toMatchObject({ users: 1, rows: 4 });
});

test('a user of an earlier version has entries that were never marked, and they count', async () => {
  const { site, searches } = await aSiteWithUser();
  await site.api.createLeave({ body: { userId: '701', from: '2026-03-03', to: '2026-03-04', ...leave } });
  await cloud.settle();
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  for (const [sk, attribute] of [
    ['PROFILE', 'entriesMarked'],
    ['ENTERED', '2026-03'],
  ]) {
    await documents.send(
      new UpdateCommand({
        TableName: process.env.MAIN_TABLE,
        Key: { pk: `${site.name}#USER#701`, sk },
        UpdateExpression: 'REMOVE #attribute',
        ConditionExpression: 'attribute_exists(#attribute)',
        ExpressionAttributeNames: { '#attribute': attribute ?? '' },
      }),
    );
  }
  expect(await searches('2026-03-01', '2026-03-10')).toBe(3);
  expect((await rowOn(site, 3)).status).toBe('leave');
});
