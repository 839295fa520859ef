/** The local cloud makes its tables, queues and bucket at the emulators, unless they exist. @module */

import {
  type AttributeDefinition,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  BucketAlreadyExists,
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { isAwsFailure } from '#functions/store/aws-failure.ts';
import type { TableDefinition } from '#functions/store/tables.ts';
import type { QueueDefinition } from '#infra/lambdas.ts';
import { StartFailure } from './start-failure.ts';

/** A table on disk was made by another version and lacks an index, which an emulator cannot add. */
export class TableOutdatedError extends StartFailure {
  override readonly name = 'TableOutdatedError';

  constructor(table: string, index: string) {
    super(
      `Table ${table} lacks the index ${index}: the data folder comes from another version of Rollcall. Start with an empty data folder.`,
    );
  }
}

/**
 * Makes a table with its indexes unless it exists.
 * @param physicalName - its name at this endpoint
 * @throws TableOutdatedError when it exists without one of its indexes
 */
export async function ensureTable(
  client: DynamoDBClient,
  physicalName: string,
  table: TableDefinition,
): Promise<void> {
  const attributes = new Set(['pk', 'sk']);
  for (const index of table.indexes) attributes.add(index.partitionKey).add(index.sortKey);
  try {
    await client.send(
      new CreateTableCommand({
        TableName: physicalName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [...attributes].map(
          (name): AttributeDefinition => ({ AttributeName: name, AttributeType: 'S' }),
        ),
        KeySchema: keySchema('pk', 'sk'),
        GlobalSecondaryIndexes: table.indexes.map((index) => ({
          IndexName: index.name,
          KeySchema: keySchema(index.partitionKey, index.sortKey),
          Projection: { ProjectionType: 'ALL' },
        })),
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await untilActive(client, physicalName, table);
  if (table.timeToLiveAttribute !== undefined) {
    await ensureTimeToLive(client, physicalName, table.timeToLiveAttribute);
  }
}

function keySchema(partitionKey: string, sortKey: string) {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    { AttributeName: sortKey, KeyType: 'RANGE' as const },
  ];
}

async function untilActive(client: DynamoDBClient, name: string, table: TableDefinition): Promise<void> {
  for (;;) {
    const { Table: described } = await client.send(new DescribeTableCommand({ TableName: name }));
    if (described?.TableStatus === 'ACTIVE') {
      const present = new Set(described.GlobalSecondaryIndexes?.map((index) => index.IndexName));
      const missing = table.indexes.find((index) => !present.has(index.name));
      if (missing) throw new TableOutdatedError(name, missing.name);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Expiry only tidies up: reads filter on the attribute themselves, so an endpoint without expiry will do. */
async function ensureTimeToLive(client: DynamoDBClient, name: string, attribute: string): Promise<void> {
  try {
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: name,
        TimeToLiveSpecification: { AttributeName: attribute, Enabled: true },
      }),
    );
  } catch (error) {
    if (!isAwsFailure(error, 'UnknownOperationException', 'ValidationException')) throw error;
  }
}

/**
 * Makes a queue and its dead-letter queue unless they exist, and gives them the wanted attributes.
 * @param url - turns a queue's name into its URL at this endpoint
 */
export async function ensureQueue(
  client: SQSClient,
  name: string,
  definition: QueueDefinition,
  url: (name: string) => string,
): Promise<void> {
  const deadName = `${name}-dead`;
  await client.send(new CreateQueueCommand({ QueueName: deadName }));
  await client.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes: dead } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url(deadName), AttributeNames: ['QueueArn'] }),
  );
  await client.send(
    new SetQueueAttributesCommand({
      QueueUrl: url(name),
      Attributes: {
        VisibilityTimeout: String(definition.visibilityTimeoutSeconds),
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: dead?.QueueArn,
          maxReceiveCount: definition.maxReceiveCount,
        }),
      },
    }),
  );
}

/** Makes a bucket unless it exists. */
export async function ensureBucket(client: S3Client, name: string): Promise<void> {
  try {
    await client.send(new CreateBucketCommand({ Bucket: name }));
  } catch (error) {
    if (!(error instanceof BucketAlreadyOwnedByYou || error instanceof BucketAlreadyExists)) throw error;
  }
}

/** Clients for the bootstrap; endpoints and credentials come from the environment, as everywhere. */
export function bootstrapClients(): { dynamodb: DynamoDBClient; s3: S3Client } {
  return { dynamodb: new DynamoDBClient({}), s3: new S3Client({}) };
}
