import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mainTable, operationsTable } from '#functions/store/tables.ts';
import { ensureBucket, ensureTable, TableOutdatedError } from './bootstrap.ts';
import type { ChildServer } from './child.ts';
import { applyEnvironment, localEnvironment } from './environment.ts';
import { startFauxqs } from './fauxqs.ts';
import { makeStoreKey } from './store-guard/store-key.ts';
import { startTables } from './tables.ts';

const servers: ChildServer[] = [];
let client: DynamoDBClient;

beforeAll(async () => {
  const key = makeStoreKey();
  const fail = (reason: string) => {
    throw new Error(reason);
  };
  const [tables, fauxqs] = await Promise.all([
    startTables({ port: 0, key }, fail),
    startFauxqs({ port: 0, key }, fail),
  ]);
  servers.push(tables, fauxqs);
  applyEnvironment(localEnvironment({ tables: tables.port, fauxqs: fauxqs.port }, key));
  client = new DynamoDBClient({});
});

afterAll(async () => {
  client.destroy();
  await Promise.all(servers.map((server) => server.stop()));
});

test('a table is made with every index of its definition, active and on demand', async () => {
  await ensureTable(client, 'main', mainTable);
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: 'main' }));
  expect(table?.TableStatus).toBe('ACTIVE');
  expect(table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
  const indexes = Object.fromEntries(
    (table?.GlobalSecondaryIndexes ?? []).map((index) => [
      index.IndexName,
      index.KeySchema?.map((key) => key.AttributeName),
    ]),
  );
  expect(indexes).toEqual(
    Object.fromEntries(mainTable.indexes.map((index) => [index.name, [index.partitionKey, index.sortKey]])),
  );
});

test('a table with an expiry is made although the emulator knows no time to live', async () => {
  await ensureTable(client, 'operations', operationsTable);
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: 'operations' }));
  expect(table?.GlobalSecondaryIndexes).toHaveLength(operationsTable.indexes.length);
});

test('a table that exists is left as it is', async () => {
  await ensureTable(client, 'twice', mainTable);
  const key = { pk: { S: 'a' }, sk: { S: 'b' } };
  await client.send(new PutItemCommand({ TableName: 'twice', Item: key }));
  await ensureTable(client, 'twice', mainTable);
  const { Item: item } = await client.send(new GetItemCommand({ TableName: 'twice', Key: key }));
  expect(item).toEqual(key);
});

test('a table that lacks an index is refused by the name of both', async () => {
  await client.send(
    new CreateTableCommand({
      TableName: 'old',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  const again = ensureTable(client, 'old', mainTable);
  await expect(again).rejects.toThrow(TableOutdatedError);
  await expect(again).rejects.toThrow(`Table old lacks the index ${mainTable.indexes[0].name}`);
});

test('a bucket may be asked for twice', async () => {
  const s3 = new S3Client({});
  await ensureBucket(s3, 'files');
  await ensureBucket(s3, 'files');
  s3.destroy();
});
