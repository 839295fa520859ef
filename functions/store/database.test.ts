import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isProblem } from '#shared/errors.ts';
import { type Item, type Key, Table } from './database.ts';

const documents = mockClient(DynamoDBDocumentClient);
afterAll(() => documents.restore());
const table = new Table(DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' })), 'main');
const items: Item[] = Array.from({ length: 60 }, (_, index) => ({
  pk: `p${index}`,
  sk: 'ROW',
  value: index,
}));
const keys: Key[] = items.map(({ pk, sk }) => ({ pk, sk }));

beforeEach(() => {
  documents.reset();
  // Back-off waits a random part of its time; here it waits none of it.
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

interface PutRequests {
  PutRequest?: { Item?: Record<string, unknown> | undefined };
}

/** A table that takes part of each batch only; it remembers what it took. */
function takeSome(accepts: (item: Item, attempt: number) => boolean): Map<string, Item> {
  const stored = new Map<string, Item>();
  const attempts = new Map<string, number>();
  documents.on(BatchWriteCommand).callsFake((input: { RequestItems: { main: PutRequests[] } }) => {
    const refused = input.RequestItems.main.filter(({ PutRequest: put }) => {
      const item = put?.Item as Item;
      const attempt = (attempts.get(item.pk) ?? 0) + 1;
      attempts.set(item.pk, attempt);
      if (accepts(item, attempt)) stored.set(item.pk, item);
      return !stored.has(item.pk);
    });
    return refused.length > 0 ? { UnprocessedItems: { main: refused } } : {};
  });
  return stored;
}

describe('items that the table does not take', () => {
  test('are offered again until every one is written', async () => {
    const stored = takeSome((item, attempt) => attempt > Number(item.value) % 4);
    expect(await table.batchPut(items)).toEqual([]);
    expect([...stored.values()].sort((a, b) => Number(a.value) - Number(b.value))).toEqual(items);
  });

  test('after eight tries are named, and the others are written', async () => {
    const stored = takeSome((item) => item.value !== 7 && item.value !== 42);
    const refused = await table.batchPut(items);
    expect(refused.map((item) => item.value).sort()).toEqual([42, 7].sort());
    expect(stored.size).toBe(58);
    const tries = documents.commandCalls(BatchWriteCommand);
    expect(
      tries.map(({ args }) => args[0].input.RequestItems?.main?.length).filter((size) => size === 1),
    ).toHaveLength(14);
  });

  test('go in batches of 25', async () => {
    takeSome(() => true);
    await table.batchPut(items);
    const sizes = documents
      .commandCalls(BatchWriteCommand)
      .map(({ args }) => args[0].input.RequestItems?.main?.length);
    expect(sizes).toEqual([25, 25, 10]);
  });

  test('when the whole batch is throttled, the failure is passed on', async () => {
    documents
      .on(BatchWriteCommand)
      .rejects(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }));
    await expect(table.batchPut(items)).rejects.toThrow('slow down');
  });
});

describe('keys that the table does not answer', () => {
  test('are asked for again until every item is read', async () => {
    let asked = 0;
    documents.on(BatchGetCommand).callsFake((input: { RequestItems: { main: { Keys: Key[] } } }) => {
      const wanted = input.RequestItems.main.Keys;
      asked += 1;
      return {
        Responses: { main: items.filter((item) => wanted.slice(0, 25).some((key) => key.pk === item.pk)) },
        UnprocessedKeys: wanted.length > 25 ? { main: { Keys: wanted.slice(25) } } : {},
      };
    });
    expect((await table.batchGet(keys)).length).toBe(60);
    expect(asked).toBe(3);
  });

  test('for eight times make the service busy', async () => {
    documents.on(BatchGetCommand).callsFake((input: { RequestItems: { main: { Keys: Key[] } } }) => ({
      Responses: { main: [] },
      UnprocessedKeys: { main: { Keys: input.RequestItems.main.Keys } },
    }));
    await expect(table.batchGet(keys)).rejects.toSatisfy((error) => isProblem(error, 'service.busy'));
    expect(documents.commandCalls(BatchGetCommand)).toHaveLength(8);
  });

  test('go in batches of 100', async () => {
    documents.on(BatchGetCommand).resolves({ Responses: { main: [] } });
    await table.batchGet(Array.from({ length: 230 }, (_, index) => ({ pk: `p${index}`, sk: 'ROW' })));
    const sizes = documents
      .commandCalls(BatchGetCommand)
      .map(({ args }) => args[0].input.RequestItems?.main?.Keys?.length);
    expect(sizes).toEqual([100, 100, 30]);
  });
});

describe('a conditional write', () => {
  test('that loses says so', async () => {
    documents.on(PutCommand).rejects(new ConditionalCheckFailedException({ message: 'lost', $metadata: {} }));
    expect(await table.putIfAbsent({ pk: 'p', sk: 's' })).toBe(false);
  });

  test('that fails otherwise is a failure', async () => {
    documents.on(PutCommand).rejects(new Error('no table'));
    await expect(table.putIfAbsent({ pk: 'p', sk: 's' })).rejects.toThrow('no table');
  });
});

describe('a query', () => {
  const lookup = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': 'p' } };
  const outside = Object.assign(new Error('outside of the query'), { name: 'ValidationException' });

  test('from a position that it cannot have refuses the cursor', async () => {
    documents.on(QueryCommand).rejects(outside);
    await expect(table.queryPage(lookup, 5, { pk: 'p', sk: 's' })).rejects.toSatisfy((error) =>
      isProblem(error, 'request.cursor'),
    );
  });

  test('that is wrong in itself is a defect', async () => {
    documents.on(QueryCommand).rejects(outside);
    await expect(table.queryPage(lookup, 5)).rejects.toBe(outside);
  });

  test('for everything follows every page', async () => {
    documents
      .on(QueryCommand)
      .resolvesOnce({ Items: [{ pk: 'p', sk: '1' }], LastEvaluatedKey: { pk: 'p', sk: '1' } })
      .resolvesOnce({ Items: [], LastEvaluatedKey: { pk: 'p', sk: '1' } })
      .resolves({ Items: [{ pk: 'p', sk: '2' }] });
    expect((await table.queryAll(lookup)).map((item) => item.sk)).toEqual(['1', '2']);
  });
});
