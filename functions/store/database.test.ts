import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isProblem } from '#shared/errors.ts';
import { type Item, type Key, Table } from './database.ts';
import { DynamoDb, type Operation, type Operations } from './dynamodb.ts';
import { DynamoDbFailure } from './dynamodb-failure.ts';

/** Answers DynamoDB's operations in place of an endpoint, for what no endpoint can be made to do. */
class Answering extends DynamoDb {
  readonly asked: [Operation, object][] = [];
  answers: { [Name in Operation]?: (request: Operations[Name][0]) => Operations[Name][1] } = {};

  override async send<Name extends Operation>(
    name: Name,
    request: Operations[Name][0],
  ): Promise<Operations[Name][1]> {
    this.asked.push([name, structuredClone(request)]);
    const answer = this.answers[name];
    if (!answer) throw new Error(`no answer for ${name}`);
    return answer(request);
  }

  /** The requests of one operation, as they were made. */
  requests<Name extends Operation>(operation: Name): Operations[Name][0][] {
    return this.asked
      .filter(([name]) => name === operation)
      .map(([, request]) => request as Operations[Name][0]);
  }
}

/** An answer that refuses, as DynamoDB does. @param name - of the failure, in the API reference */
const refusing = (name: string, message: string) => () => {
  throw DynamoDbFailure.answered(400, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message });
};

let dynamoDb = new Answering();
let table = new Table(dynamoDb, 'main');
const items: Item[] = Array.from({ length: 60 }, (_, index) => ({
  pk: `p${index}`,
  sk: 'ROW',
  value: index,
}));
const keys: Key[] = items.map(({ pk, sk }) => ({ pk, sk }));

beforeEach(() => {
  dynamoDb = new Answering();
  table = new Table(dynamoDb, 'main');
  // Back-off waits a random part of its time; here it waits none of it.
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** A table that takes part of each batch only; it remembers what it took. */
function takeSome(accepts: (item: Item, attempt: number) => boolean): Map<string, Item> {
  const stored = new Map<string, Item>();
  const attempts = new Map<string, number>();
  dynamoDb.answers.BatchWriteItem = ({ RequestItems: { main = [] } }) => {
    const refused = main.filter(({ PutRequest: put }) => {
      const item = put?.Item as Item;
      const attempt = (attempts.get(item.pk) ?? 0) + 1;
      attempts.set(item.pk, attempt);
      if (accepts(item, attempt)) stored.set(item.pk, item);
      return !stored.has(item.pk);
    });
    return refused.length > 0 ? { UnprocessedItems: { main: refused } } : {};
  };
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
    const sizes = dynamoDb.requests('BatchWriteItem').map(({ RequestItems }) => RequestItems.main?.length);
    expect(sizes.filter((size) => size === 1)).toHaveLength(14);
  });

  test('go in batches of 25', async () => {
    takeSome(() => true);
    await table.batchPut(items);
    const sizes = dynamoDb.requests('BatchWriteItem').map(({ RequestItems }) => RequestItems.main?.length);
    expect(sizes).toEqual([25, 25, 10]);
  });

  test('when the whole batch is throttled, the failure is passed on', async () => {
    dynamoDb.answers.BatchWriteItem = refusing('ThrottlingException', 'slow down');
    await expect(table.batchPut(items)).rejects.toThrow('slow down');
  });
});

describe('keys that the table does not answer', () => {
  test('are asked for again until every item is read', async () => {
    let asked = 0;
    dynamoDb.answers.BatchGetItem = ({ RequestItems }) => {
      const wanted = RequestItems.main?.Keys ?? [];
      asked += 1;
      return {
        Responses: { main: items.filter((item) => wanted.slice(0, 25).some((key) => key.pk === item.pk)) },
        UnprocessedKeys: wanted.length > 25 ? { main: { Keys: wanted.slice(25) } } : {},
      };
    };
    expect((await table.batchGet(keys)).length).toBe(60);
    expect(asked).toBe(3);
  });

  test('are asked for once, however often they are named', async () => {
    dynamoDb.answers.BatchGetItem = ({ RequestItems }) => {
      const wanted = RequestItems.main?.Keys ?? [];
      return { Responses: { main: items.filter((item) => wanted.some((key) => key.pk === item.pk)) } };
    };
    expect(await table.batchGet([...keys, ...keys])).toHaveLength(60);
    expect(dynamoDb.requests('BatchGetItem').map(({ RequestItems }) => RequestItems.main?.Keys)).toEqual([
      keys,
    ]);
  });

  test('for eight times make the service busy', async () => {
    dynamoDb.answers.BatchGetItem = ({ RequestItems }) => ({
      Responses: { main: [] },
      UnprocessedKeys: RequestItems,
    });
    await expect(table.batchGet(keys)).rejects.toSatisfy((error) => isProblem(error, 'service.busy'));
    expect(dynamoDb.requests('BatchGetItem')).toHaveLength(8);
  });

  test('go in batches of 100', async () => {
    dynamoDb.answers.BatchGetItem = () => ({ Responses: { main: [] } });
    await table.batchGet(Array.from({ length: 230 }, (_, index) => ({ pk: `p${index}`, sk: 'ROW' })));
    const sizes = dynamoDb.requests('BatchGetItem').map(({ RequestItems }) => RequestItems.main?.Keys.length);
    expect(sizes).toEqual([100, 100, 30]);
  });
});

describe('a conditional write', () => {
  test('that loses says so', async () => {
    dynamoDb.answers.PutItem = refusing('ConditionalCheckFailedException', 'lost');
    expect(await table.putIfAbsent({ pk: 'p', sk: 's' })).toBe(false);
  });

  test('that fails otherwise is a failure', async () => {
    dynamoDb.answers.PutItem = refusing('ResourceNotFoundException', 'no table');
    await expect(table.putIfAbsent({ pk: 'p', sk: 's' })).rejects.toThrow('no table');
  });
});

describe('a query', () => {
  const lookup = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': 'p' } };
  const outside = refusing('ValidationException', 'outside of the query');

  test('from a position that it cannot have refuses the cursor', async () => {
    dynamoDb.answers.Query = outside;
    await expect(table.queryPage(lookup, 5, { pk: 'p', sk: 's' })).rejects.toSatisfy((error) =>
      isProblem(error, 'request.cursor'),
    );
  });

  test('that is wrong in itself is a defect', async () => {
    dynamoDb.answers.Query = outside;
    await expect(table.queryPage(lookup, 5)).rejects.toThrow('outside of the query');
  });

  test('for everything follows every page', async () => {
    const pages = [
      { Items: [{ pk: 'p', sk: '1' }], LastEvaluatedKey: { pk: 'p', sk: '1' } },
      { Items: [], LastEvaluatedKey: { pk: 'p', sk: '1' } },
      { Items: [{ pk: 'p', sk: '2' }] },
    ];
    dynamoDb.answers.Query = () => pages.shift() ?? {};
    expect((await table.queryAll(lookup)).map((item) => item.sk)).toEqual(['1', '2']);
  });
});
