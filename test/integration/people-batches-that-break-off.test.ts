/** Many people at once whose first try breaks off between saving them and having their sheets computed. */

import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { apiWith, useCloud } from '#test/support/cloud.ts';
import { interfere } from '#test/support/interfere.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, auditOf, type TestSite } from '#test/support/site.ts';

const cloud = useCloud();
const range = { from: '2026-03-01', to: '2026-04-01' };

/** A site where two PINs have punched that nobody has, and a user whose days begin later than its punches. */
async function aSiteThatWaits(): Promise<TestSite> {
  const site = await aSite(cloud);
  for (const pin of ['1', '2', '3']) {
    const records = ['09:00:00', '17:00:00'].map((time) => aRecord({ pin, time: `2026-03-10 ${time}` }));
    await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal: 'TEST1', records } });
  }
  await site.api.createUser({ body: { id: '3', issuedOn: '2026-03-16' } });
  await cloud.settle();
  return site;
}

/** Hours that are worked by everybody, by user. */
async function workedBy(site: TestSite) {
  await cloud.settle();
  const { items } = await site.api.listSheets({ query: range });
  return Object.fromEntries(
    items.flatMap((row) => (row.worked > 0 ? [[row.userId, row.worked / 3600]] : [])),
  );
}

function breakQueue(): () => void {
  return interfere(SQSClient, 'SendMessageBatchCommand', async () => {
    throw Object.assign(new Error('as a test wants it'), { name: 'ThrottlingException' });
  });
}

const file = Buffer.from('id,name,issuedOn\n1,One,\n2,Two,\n3,Three,2026-03-02\n').toString('base64');

type Api = TestSite['api'];
const ways = {
  'a batch': (api: Api) =>
    api.batchUsers({
      body: {
        items: [
          { create: { id: '1' } },
          { create: { id: '2' } },
          { userId: '3', patch: { issuedOn: '2026-03-02' } },
        ],
      },
    }),
  'a file': (api: Api) => api.importUsers({ body: { contentBase64: file } }),
};

describe.each(Object.entries(ways))('%s', (_, save) => {
  test('is finished by its repeat: whom its first try has saved is made known, once', async () => {
    const site = await aSiteThatWaits();
    const api = apiWith(cloud.url, site.key, { 'idempotency-key': 'people-1' });
    const end = breakQueue();
    await expect(save(api)).rejects.toSatisfy(problem('service.busy'));
    end();
    expect(await workedBy(site)).toEqual({});
    expect(await save(api)).toMatchObject({ created: 2, changed: 1, unchanged: 0, refused: 0 });
    expect(await workedBy(site)).toEqual({ '1': 8, '2': 8, '3': 8 });
    expect((await site.api.listUnknownUsers({})).items).toEqual([]);
    expect(await auditOf(site, 'user.created')).toHaveLength(3);
    expect(await auditOf(site, 'user.edited')).toHaveLength(1);
  });

  test('goes by what it has written, also where the answer of the table was lost', async () => {
    const site = await aSiteThatWaits();
    // The client of the table sends a request again whose answer does not come.
    interfere(DynamoDb, 'BatchExecuteStatement', async (_input: object, original) => {
      await original();
      return await original();
    });
    interfere(DynamoDb, 'PutItem', async (input: { Item: { sk: string } }, original) => {
      if (input.Item.sk === 'PROFILE') await original();
      return await original();
    });
    expect(await save(site.api)).toMatchObject({ created: 2, changed: 1, unchanged: 0, refused: 0 });
    expect(await workedBy(site)).toEqual({ '1': 8, '2': 8, '3': 8 });
    expect(await auditOf(site, 'user.edited')).toHaveLength(1);
  });
});

test('an edit of one user is saved and made known, also where the answer of the table was lost', async () => {
  const site = await aSiteThatWaits();
  const { version } = await site.api.getUser({ params: { userId: '3' } });
  interfere(DynamoDb, 'PutItem', async (input: { Item: { sk: string } }, original) => {
    if (input.Item.sk === 'PROFILE') await original();
    return await original();
  });
  await site.api.updateUser({
    params: { userId: '3' },
    ifMatch: `"${version}"`,
    body: { issuedOn: '2026-03-02' },
  });
  expect(await workedBy(site)).toEqual({ '3': 8 });
});
