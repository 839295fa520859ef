import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from './index.ts';

let store: Store;

function ask(operation: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  return new Promise((resolve) => {
    store.answer(operation, JSON.stringify(body), ({ status, body: text }) =>
      resolve({ status, body: JSON.parse(text) }),
    );
  });
}

beforeEach(async () => {
  store = openStore({ now: async () => 0 });
  const hash = { AttributeName: 'pk', KeyType: 'HASH' };
  await ask('CreateTable', {
    TableName: 'things',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [hash, { AttributeName: 'sk', KeyType: 'RANGE' }],
    AttributeDefinitions: ['pk', 'sk', 'place'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    LocalSecondaryIndexes: [
      {
        IndexName: 'local',
        KeySchema: [hash, { AttributeName: 'place', KeyType: 'RANGE' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
});

afterEach(() => store.close());

const key = { pk: { S: 'a' }, sk: { S: 'b' } };

describe('what an update has changed', () => {
  const map = { M: { b: { N: '4' }, c: { S: 'stays' } } };
  const update = (expression: string, ReturnValues: string) =>
    ask('UpdateItem', {
      TableName: 'things',
      Key: key,
      UpdateExpression: expression,
      ExpressionAttributeValues: { ':v': { N: '1' } },
      ReturnValues,
    });

  test.each([
    ['SET m.b = :v', 'UPDATED_OLD', { m: map }],
    ['SET m.b = :v', 'UPDATED_NEW', { m: { M: { ...map.M, b: { N: '1' } } } }],
    ['SET m.new = :v', 'UPDATED_OLD', undefined],
    ['SET q = :v REMOVE m.b', 'UPDATED_NEW', { q: { N: '1' } }],
  ])('is shown with the attribute in which it lies: %s, %s', async (expression, wanted, shown) => {
    await ask('PutItem', { TableName: 'things', Item: { ...key, m: map } });
    expect((await update(expression, wanted)).body.Attributes).toEqual(shown);
  });
});

test('what a local index holds of an item counts towards the limit of its size', async () => {
  const keyBytes = 'pkaskb'.length;
  const largest = (place: object, more: number) => ({
    TableName: 'things',
    Item: { ...key, ...place, p: { S: 'x'.repeat(409_600 - keyBytes - 1 - more) } },
  });
  const held = 'pkaplacehere'.length;
  const own = 'placehere'.length;
  expect((await ask('PutItem', largest({}, 0))).status).toBe(200);
  expect((await ask('PutItem', largest({ place: { S: 'here' } }, own + held))).status).toBe(200);
  expect((await ask('PutItem', largest({ place: { S: 'here' } }, own + held - 1))).status).toBe(400);
});
